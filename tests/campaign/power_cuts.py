#!/usr/bin/env python3
"""Cuts the power under load, again and again: nothing acknowledged may be lost.

    sudo tests/campaign/power_cuts.py [--cuts 100] [--control 10] [--seed N] [--raw]

The data folder lies on an ext4 of its own. Eight clients send; the process is stopped,
so that no call to the system is under way; the file system is shut down without writing
what was not synced; then the process is killed, the disk mounted again, what is there
compared with the clients' ledgers, and the service started again.

The control does the same with a debug build that is told to sync less
(VIGIE_SYNC_LESS). It must lose some: a harness that sees nothing there is blind.
--raw does not stop the process first. A sync that races the shutdown of the file system
may then return as if it had been done, so its figures are shown but promise nothing.
"""

import argparse
import asyncio
import random
import tempfile
import time

from common.client import Connection
from common.ledger import Ledger, compare
from common.machine import Ext4, need
from common.results import Promises, quantile, seeded, table
from common.service import DEBUG, Service, build, figures_hold, programs, stored

CLIENTS = 8
TOGETHER = 5
DISK_MB = 2048

# For calls under way to come to their end.
SETTLE = 0.06


async def send_until_the_end(address, ledger):
    try:
        connection = await Connection.open(address)
        while True:
            answer = await ledger.send(connection)
            assert answer.status in (202, 503), answer
    except OSError:
        pass


async def cut_under_load(disk, service, ledgers, seconds, raw):
    clients = asyncio.gather(*(send_until_the_end(service.address, it) for it in ledgers))
    await asyncio.sleep(seconds)
    if not raw:
        service.pause()
        time.sleep(SETTLE)
    disk.cut_power()
    service.kill()
    await clients
    disk.unmount()
    disk.mount()


class Campaign:
    """Cuts on one disk, with one program."""

    def __init__(self, seed, cuts, program, environment=None, raw=False):
        self.cuts = cuts
        self.ledgers = [Ledger(seed, lane, TOGETHER) for lane in range(CLIENTS)]
        self.random = random.Random(seed)
        self.lost = []
        self.starts = []
        with tempfile.TemporaryDirectory(prefix="vigie-campaign-") as folder:
            with Ext4(folder, DISK_MB) as disk:
                data = f"{disk.at}/data"
                for _ in range(cuts):
                    self.cut(disk, data, program, environment, raw)
                with Service(data, program) as service:
                    self.starts.append(service.ready_after)
                    service.stop()
                self.figures_hold = figures_hold(data)
                self.verdict = compare(self.ledgers, stored(data)[0])

    def cut(self, disk, data, program, environment, raw):
        with Service(data, program, environment) as service:
            self.starts.append(service.ready_after)
            seconds = self.random.uniform(0.1, 0.6)
            asyncio.run(cut_under_load(disk, service, self.ledgers, seconds, raw))
        self.lost.append(compare(self.ledgers, stored(data)[0]).lost)

    def row(self, name):
        new = [now - before for now, before in zip(self.lost, [0, *self.lost])]
        seen = self.verdict
        figures = (seen.sent, seen.acknowledged, seen.stored, seen.lost, seen.twice, seen.never_sent)
        start = f"{quantile(self.starts, 0.95):.2f} s"
        return [name, self.cuts, *figures, sum(lost > 0 for lost in new), start]


HEAD = ["", "cuts", "sent", "acknowledged", "stored", "lost", "twice", "never sent", "cuts that lost", "start p95"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--control", type=int, default=10)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--raw", action="store_true")
    arguments = parser.parse_args()
    need(mount="mount", mkfs_ext4="e2fsprogs")
    seed = seeded(arguments.seed)
    program = programs()
    build()
    real = Campaign(seed, arguments.cuts, program, raw=arguments.raw)
    rows = [HEAD, real.row("as it is" + ", raw" * arguments.raw)]
    control = Campaign(seed, arguments.control, DEBUG, {"VIGIE_SYNC_LESS": "1"})
    table([*rows, control.row("control")])
    promises = Promises()
    if not arguments.raw:
        promises.hold_ledger(real.verdict)
        promises.hold("figures equal a recomputation", real.figures_hold, real.figures_hold)
    promises.hold("the control loses some", control.verdict.lost, control.verdict.lost > 0)
    promises.end()


if __name__ == "__main__":
    main()
