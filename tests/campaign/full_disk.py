#!/usr/bin/env python3
"""Fills the disk under load, makes room, and fills it again.

    sudo tests/campaign/full_disk.py [--rounds 3] [--seed N]

The data folder lies on a small file system of its own, ext4 and then tmpfs, beside a few
large files. Eight clients send until the disk is full: then events may be refused with
503 or 507 only, while searches, the report and /health must answer. One of the large
files is removed, and within five seconds events must be taken again, by the same process.
In the end nobody sends any more, and the figures must follow to the last event.
"""

import argparse
import asyncio
import collections
import json
import re
import shutil
import tempfile
import time
from pathlib import Path

from common.client import Connection
from common.ledger import Ledger, compare
from common.load import REPORT, SEARCH, Traffic
from common.machine import Ext4, Tmpfs, need
from common.results import Promises, counted, latency, seeded, table
from common.service import Service, figures_hold, import_faq, programs, stored

CLIENTS = 8
TOGETHER = 20
DISK_MB = 512
BALLAST_MB = 32

# For the figures in the end: they take about as much as the log.
RESERVE_MB = 256

# The disk is full once nothing was taken for so long.
FULL_AFTER = 2
LONGEST_FILLING = 120
RESUMED_WITHIN = 5
FOLLOWED_WITHIN = 10

READING = [SEARCH, REPORT, "/health"]
READ_TIMES = 20
NOT_LOGGED = re.compile(rb"vigie_searches_not_logged_total (\d+)")


class Filling:
    """Clients that fill a disk and are told to stop, and whoever reads meanwhile."""

    def __init__(self, address, seed):
        self.address = address
        self.sending = [Traffic(Ledger(seed, lane, TOGETHER)) for lane in range(CLIENTS)]
        self.reading = Traffic(None)
        self.resumed = []
        self.stopped = False

    async def client(self, traffic):
        connection = await Connection.open(self.address)
        while not self.stopped:
            before = traffic.statuses[202]
            await traffic.send(connection)
            if traffic.statuses[202] == before:
                await asyncio.sleep(0.05)

    def taken(self):
        return sum(traffic.statuses[202] for traffic in self.sending)

    async def until_full(self):
        begun = last = time.monotonic()
        taken = self.taken()
        while time.monotonic() - last < FULL_AFTER:
            if time.monotonic() - begun > LONGEST_FILLING:
                raise TimeoutError("the disk did not fill up")
            await asyncio.sleep(0.1)
            if self.taken() > taken:
                taken, last = self.taken(), time.monotonic()

    async def until_taken(self):
        """Seconds until events are taken again."""
        begun, taken = time.monotonic(), self.taken()
        while self.taken() == taken and time.monotonic() - begun < 3 * RESUMED_WITHIN:
            await asyncio.sleep(0.01)
        return time.monotonic() - begun

    async def read(self):
        connection = await Connection.open(self.address)
        for target in READING * READ_TIMES:
            await self.reading.get(connection, target)
        connection.close()

    async def run(self, ballast, reserve):
        """Fills the disk once more for each file that can be removed, then lets it be."""
        clients = [asyncio.create_task(self.client(it)) for it in self.sending]
        for file in ballast:
            await self.until_full()
            await self.read()
            file.unlink()
            self.resumed.append(await self.until_taken())
        self.stopped = True
        reserve.unlink()
        await asyncio.gather(*clients)
        connection = await Connection.open(self.address)
        metrics = await connection.get("/metrics")
        self.searches_not_logged = int(NOT_LOGGED.search(metrics.body)[1])
        self.followed = await self.until_followed(connection)

    async def until_followed(self, connection):
        """Seconds until the figures hold every event, searches that were logged too."""
        begun = time.monotonic()
        events = sum(len(it.ledger.acknowledged) for it in self.sending) * TOGETHER
        logged = len(READING * READ_TIMES) // len(READING) * len(self.resumed) - self.searches_not_logged
        while time.monotonic() - begun < 3 * FOLLOWED_WITHIN:
            report = await connection.get(REPORT)
            if json.loads(report.body)["watermark"] >= events + logged:
                break
            await asyncio.sleep(0.1)
        return time.monotonic() - begun


def occupy(disk, name, mb):
    file = Path(disk.at, name)
    file.write_bytes(bytes(mb << 20))
    return file


def fill(kind, count, seed, promises):
    with tempfile.TemporaryDirectory(prefix="vigie-campaign-") as folder, kind(folder, DISK_MB) as disk:
        ballast = [occupy(disk, f"ballast{n}", BALLAST_MB) for n in range(count)]
        reserve = occupy(disk, "reserve", RESERVE_MB)
        data = f"{disk.at}/data"
        import_faq(data)
        with Service(data, log=f"{folder}/log") as service:
            filling = Filling(service.address, seed)
            asyncio.run(filling.run(ballast, reserve))
            service.stop()
        # To fold everything once more takes room that the small disk has not.
        copy = f"{folder}/copy"
        shutil.copytree(data, copy)
        sent, searched = stored(copy)
        verdict = compare([it.ledger for it in filling.sending], sent)
        holds = figures_hold(copy)
    show(f"{kind.__name__.lower()}", filling, verdict, promises)
    searches = filling.reading.statuses.total() // len(READING)
    found = f"{len(searched)} + {filling.searches_not_logged} of {searches}"
    promises.hold("searches are logged, or counted", found, len(searched) + filling.searches_not_logged == searches)
    promises.hold("figures equal a recomputation", holds, holds)


def show(name, filling, verdict, promises):
    statuses = sum((it.statuses for it in filling.sending), start=collections.Counter())
    untimed = sum(it.without_a_time for it in filling.sending)
    refused = {status: n for status, n in filling.reading.statuses.items() if status != 200}
    resumed = max(filling.resumed)
    table(
        [
            (f"{name} of {DISK_MB} MB, full {len(filling.resumed)} times", ""),
            ("  answers to events", counted(statuses)),
            ("  readings while full", latency(filling.reading.latencies(what=READING))),
            ("  taken again after", ", ".join(f"{seconds:.2f} s" for seconds in filling.resumed)),
            ("  sent, acknowledged, stored", f"{verdict.sent:,}, {verdict.acknowledged:,}, {verdict.stored:,}"),
        ]
    )
    promises.hold(f"{name}: only 202, 503, 507", sorted(statuses), set(statuses) <= {202, 503, 507})
    promises.hold(f"{name}: a refusal says when to come back", untimed, untimed == 0)
    promises.hold(f"{name}: everything is read while it is full", refused or "all", not refused)
    promises.hold(f"{name}: taken again within {RESUMED_WITHIN} s", f"{resumed:.2f} s", resumed <= RESUMED_WITHIN)
    name = f"{name}: figures follow within {FOLLOWED_WITHIN} s"
    promises.hold(name, f"{filling.followed:.2f} s", filling.followed <= FOLLOWED_WITHIN)
    promises.hold_ledger(verdict)


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
