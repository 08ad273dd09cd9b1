#!/usr/bin/env python3
"""Asks for far more than the service can do, in little memory.

    sudo tests/campaign/overload.py [--seconds 60] [--connections 2000] [--seed N]

Connections that each have a batch of 20 events under way, all the time, to a service
that is bounded to 512 MB: only 202, 429 and 503 may be answered, refusals say when to
come back, and nothing may be killed or lost. Before and after, some clients send events
and search at a steady rate: ten seconds after the end it must be as it was before.
Reports take as long as the events to be read are many, so theirs is only shown.
"""

import argparse
import asyncio
import tempfile
import time
from contextlib import ExitStack

from common.client import Connection
from common.ledger import Ledger, compare
from common.load import REPORT, beside, steady, storm
from common.machine import MemoryGroup, need
from common.results import Promises, counted, latency, quantile, seeded, table
from common.service import Service, figures_hold, import_faq, programs, stored

MEMORY_MB = 512
PROCESSES = 2
TOGETHER = 20
CALM = 10
BACK_TO_NORMAL_WITHIN = 10

# As it was before, but for what a busy machine does to a quiet service.
NORMAL_P99 = 0.05


async def probe(address, until):
    """How long `/health` takes, asked ten times a second."""
    connection, took = await Connection.open(address), []
    while time.monotonic() < until:
        begun = time.monotonic()
        answer = await connection.get("/health")
        took.append(time.monotonic() - begun)
        assert answer.status == 200, answer
        await asyncio.sleep(0.1)
    return took


def calm(address, ledger, seconds):
    until = time.monotonic() + seconds
    with beside(steady, address, ledger, until) as result:
        return result()


def overload(address, seed, connections, seconds):
    until = time.monotonic() + seconds
    with ExitStack() as running:
        results = [
            running.enter_context(
                beside(storm, address, Ledger(seed, lane, TOGETHER), connections // PROCESSES, until)
            )
            for lane in range(PROCESSES)
        ]
        health = asyncio.run(probe(address, until))
        return [result() for result in results], health


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--seed", type=int)
    arguments = parser.parse_args()
    need()
    seed = seeded(arguments.seed)
    programs()
    with tempfile.TemporaryDirectory(prefix="vigie-campaign-") as folder, MemoryGroup(MEMORY_MB) as group:
        data = f"{folder}/data"
        import_faq(data)
        with Service(data, group=group, log=f"{folder}/log") as service:
            before = calm(service.address, Ledger(seed, 100, 1), CALM)
            storms, health = overload(service.address, seed, arguments.connections, arguments.seconds)
            ended = time.monotonic()
            after = calm(service.address, Ledger(seed, 101, 1), 2 * BACK_TO_NORMAL_WITHIN)
            peak, peak_with_files = service.peak_mb(), group.peak_mb()
            stopped_after = service.stop()
            kills = group.kills()
        traffics = [*storms, before, after]
        verdict = compare([it.ledger for it in traffics], stored(data)[0])
        holds = figures_hold(data)
    statuses = sum((it.statuses for it in storms), start=type(before.statuses)())
    took = [seconds for it in storms for seconds in it.latencies()]
    normal, again = before.latencies(), after.latencies(since=ended + BACK_TO_NORMAL_WITHIN)
    table(
        [
            ("bound on memory in force", f"{MEMORY_MB} MB"),
            ("peak of the process, with files", f"{peak:.0f} MB, {peak_with_files:.0f} MB"),
            ("answers", counted(statuses)),
            ("events acknowledged a second", f"{statuses[202] * TOGETHER / arguments.seconds:,.0f}"),
            ("connections cut", sum(sum(it.errors.values()) for it in storms)),
            ("answering, overloaded", latency(took)),
            ("/health, overloaded", latency(health)),
            ("steady clients before", latency(normal)),
            ("  in the 10 s after", latency(after.latencies(until=ended + BACK_TO_NORMAL_WITHIN))),
            ("  from then on", latency(again)),
            ("the report meanwhile", latency(after.latencies(what=[REPORT]))),
            ("stopped after", f"{stopped_after:.1f} s"),
            ("sent, acknowledged, stored", f"{verdict.sent:,}, {verdict.acknowledged:,}, {verdict.stored:,}"),
        ]
    )
    promises = Promises()
    promises.hold("only 202, 429, 503", sorted(statuses), set(statuses) <= {202, 429, 503})
    untimed = sum(it.without_a_time for it in traffics)
    promises.hold("a refusal says when to come back", untimed, untimed == 0)
    promises.hold("no kill for memory", kills, kills == "0")
    limit = max(NORMAL_P99, 2 * quantile(normal, 0.99))
    p99 = quantile(again, 0.99)
    name = f"normal after {BACK_TO_NORMAL_WITHIN} s: p99 <= {limit * 1000:.0f} ms"
    promises.hold(name, f"{p99 * 1000:.0f} ms", p99 <= limit)
    refused = {**before.statuses, **after.statuses, **before.errors, **after.errors}.keys() - {200, 202}
    promises.hold("steady clients are never refused", refused or "never", not refused)
    promises.hold_ledger(verdict)
    promises.hold("figures equal a recomputation", holds, holds)
    promises.end()


if __name__ == "__main__":
    main()
