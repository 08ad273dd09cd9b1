#!/usr/bin/env python3
"""Fills the disk under load, makes room, and fills it again.

    sudo tests/campaign/full_disk.py [--rounds 3] [--seed N]

The data folder lies on a small file system of its own, ext4 and then tmpfs, beside a few
large files. Eight clients send until the disk is full: then events may be refused with
503 or 507 only, while searches, the report and /health must answer. One of the large
files is removed, and within five seconds events must be taken again, by the same process.
"""

import argparse
import asyncio
import collections
import re
import shutil
import tempfile
import time
from pathlib import Path

from common.client import Connection
from common.ledger import Ledger, compare
from common.machine import Ext4, Tmpfs, need
from common.results import Promises, counted, latency, seeded, table
from common.service import Service, figures_hold, import_faq, programs, stored

CLIENTS = 8
TOGETHER = 20
DISK_MB = 96
BALLAST_MB = 16

# The disk is full once nothing was taken for so long.
FULL_AFTER = 2
LONGEST_FILLING = 120
RESUMED_WITHIN = 5

READING = ["/api/search?q=question+7", "/api/report", "/health"]
READ_TIMES = 20
NOT_LOGGED = re.compile(rb"vigie_searches_not_logged_total (\d+)")


class Traffic:
    """Clients that send until they are told to stop, and what they were told."""

    def __init__(self, address, seed):
        self.address = address
        self.ledgers = [Ledger(seed, lane, TOGETHER) for lane in range(CLIENTS)]
        self.statuses = collections.Counter()
        self.without_a_time = 0
        self.last_taken = time.monotonic()

    async def client(self, ledger):
        connection = await Connection.open(self.address)
        while True:
            answer = await ledger.send(connection)
            self.statuses[answer.status] += 1
            if answer.status == 202:
                self.last_taken = time.monotonic()
            else:
                self.without_a_time += not answer.says_when_to_come_back
                await asyncio.sleep(0.05)

    async def until_full(self):
        begun = time.monotonic()
        while time.monotonic() - self.last_taken < FULL_AFTER:
            if time.monotonic() - begun > LONGEST_FILLING:
                raise TimeoutError("the disk did not fill up")
            await asyncio.sleep(0.1)

    async def until_taken(self):
        """Seconds until events are taken again."""
        begun = time.monotonic()
        while self.last_taken < begun and time.monotonic() - begun < 3 * RESUMED_WITHIN:
            await asyncio.sleep(0.01)
        return time.monotonic() - begun


async def read(address):
    """Statuses other than 200, and how long each reading took."""
    connection = await Connection.open(address)
    refused, took = collections.Counter(), []
    for target in READING * READ_TIMES:
        begun = time.monotonic()
        answer = await connection.get(target)
        took.append(time.monotonic() - begun)
        if answer.status != 200:
            refused[f"{answer.status} {target}"] += 1
    connection.close()
    return refused, took


async def rounds(address, ballast, seed):
    """Fills the disk once more for each file that can be removed."""
    traffic = Traffic(address, seed)
    sending = [asyncio.create_task(traffic.client(it)) for it in traffic.ledgers]
    refused, took, resumed = collections.Counter(), [], []
    for file in ballast:
        await traffic.until_full()
        not_read, times = await read(address)
        refused += not_read
        took += times
        file.unlink()
        resumed.append(await traffic.until_taken())
    for task in sending:
        task.cancel()
    ended = await asyncio.gather(*sending, return_exceptions=True)
    broken = [error for error in ended if not isinstance(error, asyncio.CancelledError)]
    return traffic, refused, took, resumed, broken


def fill(kind, count, seed, promises):
    with tempfile.TemporaryDirectory(prefix="vigie-campaign-") as folder, kind(folder, DISK_MB) as disk:
        ballast = [Path(disk.at, f"ballast{n}") for n in range(count)]
        for file in ballast:
            file.write_bytes(bytes(BALLAST_MB << 20))
        data = f"{disk.at}/data"
        import_faq(data)
        with Service(data, log=f"{folder}/log") as service:
            traffic, refused, took, resumed, broken = asyncio.run(rounds(service.address, ballast, seed))
            service.stop()
        # To fold everything once more takes room that the small disk has not.
        copy = f"{folder}/copy"
        shutil.copytree(data, copy)
        verdict = compare(traffic.ledgers, stored(copy))
        holds = figures_hold(copy)
    name = kind.__name__.lower()
    table(
        [
            (f"{name} of {DISK_MB} MB, full {count} times", ""),
            ("  answers to events", counted(traffic.statuses)),
            ("  readings while full", latency(took)),
            ("  taken again after", ", ".join(f"{seconds:.2f} s" for seconds in resumed)),
            ("  sent, acknowledged, stored", f"{verdict.sent:,}, {verdict.acknowledged:,}, {verdict.stored:,}"),
        ]
    )
    allowed = set(traffic.statuses) <= {202, 503, 507} and not broken
    promises.hold(f"{name}: only 202, 503, 507", broken or sorted(traffic.statuses), allowed)
    promises.hold(f"{name}: a refusal says when to come back", traffic.without_a_time, traffic.without_a_time == 0)
    promises.hold(f"{name}: everything is read while it is full", dict(refused) or "all", not refused)
    promises.hold(
        f"{name}: taken again within {RESUMED_WITHIN} s", f"{max(resumed):.2f} s", max(resumed) <= RESUMED_WITHIN
    )
    promises.hold_ledger(verdict)
    promises.hold("figures equal a recomputation", holds, holds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int)
    arguments = parser.parse_args()
    need(mount="mount", mkfs_ext4="e2fsprogs")
    seed = seeded(arguments.seed)
    programs()
    promises = Promises()
    for kind in (Ext4, Tmpfs):
        fill(kind, arguments.rounds, seed, promises)
    promises.end()


if __name__ == "__main__":
    main()
