#!/usr/bin/env python3
"""Thousands of clients that hold connections and never come to the point.

    tests/campaign/slow_clients.py [--seconds 60] [--seed N]

1,500 send half a header, 500 half a body, 200 do not take their answers, 500 ask once
and stay. Some send a byte now and then, which must not help them. At least 99 % must be
cut within 15 seconds, while others send events and search as if nobody else was there.
Whoever is still connected is read from the system's table of connections.
"""

import argparse
import asyncio
import multiprocessing
import socket
import tempfile
import time
from pathlib import Path

from common.ledger import Ledger, compare
from common.load import REPORT, beside, steady
from common.results import Promises, counted, latency, quantile, seeded, table
from common.service import Service, figures_hold, import_faq, programs, stored

CUT_WITHIN = 15
CUT_SHARE = 0.99
P99 = 0.25
CALM = 5

HEADER = b"POST /api/events HTTP/1.1\r\nhost: localhost\r\n"
BODY = HEADER + b"content-length: 900000\r\n\r\n[" + b" " * 100_000
ASK = b"GET %s HTTP/1.1\r\nhost: localhost\r\n\r\n"

# What each kind sends first, how often a second it sends a byte more, how many there are.
KINDS = {
    "half a header": (HEADER + b"x-slow: ", 0.5, 1500),
    "half a body": (BODY, 0.5, 500),
    "answers not taken": (ASK % b"/api/openapi.json" * 100, 0, 200),
    "idle": (ASK % b"/health", 0, 500),
}

# Connections opened a second: they are slow, and no flood.
ARRIVALS = 900
CONNECTED = {"01", "08"}


def established(port):
    """The ports of clients that the service is still connected with."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    ends = ((row[1].split(":")[1], row[2].split(":")[1], row[3]) for row in rows)
    return {int(theirs, 16) for ours, theirs, state in ends if int(ours, 16) == port and state in CONNECTED}


async def slow(address, first, often):
    """A connection that is kept for as long as the service lets it be."""
    loop = asyncio.get_running_loop()
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setblocking(False)
    await loop.sock_connect(client, address)
    asyncio.create_task(dawdle(loop, client, first, often))
    return client


async def dawdle(loop, client, first, often):
    try:
        await loop.sock_sendall(client, first)
        while often:
            await asyncio.sleep(1 / often)
            await loop.sock_sendall(client, b" ")
    except OSError:
        pass


async def open_all(address, seconds, connected):
    """Tells the ports of each kind, and holds them all until the end."""
    clients = {}
    for kind, (first, often, count) in KINDS.items():
        clients[kind] = []
        for _ in range(count):
            clients[kind].append(await slow(address, first, often))
            await asyncio.sleep(1 / ARRIVALS)
    connected.put({kind: [it.getsockname()[1] for it in of_kind] for kind, of_kind in clients.items()})
    await asyncio.sleep(seconds)


def hold_all(address, seconds, connected):
    asyncio.run(open_all(address, seconds, connected))


def watch(address, seconds):
    """How many of each kind are there at first, and after the time in which they must go."""
    connected = multiprocessing.Queue()
    process = multiprocessing.Process(target=hold_all, args=(address, seconds, connected), daemon=True)
    process.start()
    ports = connected.get()
    begun = time.monotonic()
    time.sleep(1)
    first = established(address[1])
    time.sleep(max(0, begun + CUT_WITHIN - time.monotonic()))
    last = established(address[1])
    process.join()
    return {
        kind: (len(of_kind), len(first.intersection(of_kind)), len(last.intersection(of_kind)))
        for kind, of_kind in ports.items()
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int)
    arguments = parser.parse_args()
    seed = seeded(arguments.seed)
    programs()
    with tempfile.TemporaryDirectory(prefix="vigie-campaign-") as folder:
        data = f"{folder}/data"
        import_faq(data)
        with Service(data, log=f"{folder}/log") as service:
            until = time.monotonic() + CALM + arguments.seconds
            with beside(steady, service.address, Ledger(seed, 0, 5), until) as result:
                time.sleep(CALM)
                arrived = time.monotonic()
                counts = watch(service.address, until - arrived)
                traffic = result()
            peak = service.peak_mb()
            service.stop()
        verdict = compare([traffic.ledger], stored(data)[0])
        holds = figures_hold(data)
    table(
        [
            ("", "connected", "after 1 s", f"after {CUT_WITHIN} s"),
            *((kind, *count) for kind, count in counts.items()),
        ]
    )
    print()
    meanwhile = traffic.latencies(since=arrived)
    table(
        [
            ("others", counted(traffic.statuses)),
            ("  before", latency(traffic.latencies(until=arrived))),
            ("  meanwhile", latency(meanwhile)),
            ("  the report", latency(traffic.latencies(since=arrived, what=[REPORT]))),
            ("peak of the process", f"{peak:.0f} MB"),
        ]
    )
    promises = Promises()
    for kind, (begun, _, left) in counts.items():
        cut = (begun - left) / begun
        promises.hold(f"{kind}: {CUT_SHARE:.0%} are cut within {CUT_WITHIN} s", f"{cut:.1%}", cut >= CUT_SHARE)
    p99 = quantile(meanwhile, 0.99)
    promises.hold(f"others: p99 <= {P99 * 1000:.0f} ms", f"{p99 * 1000:.0f} ms", p99 <= P99)
    failed = {**traffic.statuses, **traffic.errors}.keys() - {200, 202}
    promises.hold("others: no errors", failed or "none", not failed)
    promises.hold_ledger(verdict)
    promises.hold("figures equal a recomputation", holds, holds)
    promises.end()


if __name__ == "__main__":
    main()
