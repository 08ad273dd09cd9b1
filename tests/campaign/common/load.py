"""Clients in processes of their own, so that they do not slow down whoever measures."""

import asyncio
import collections
import multiprocessing
import time
from contextlib import contextmanager

from .client import Connection


EVENTS = "/api/events"
SEARCH = "/api/search?q=question+7"
REPORT = "/api/report"

# Requests a second of steady clients.
RATE = 50


class Traffic:
    """What clients sent and were told: a ledger, statuses, and how long answers took."""

    def __init__(self, ledger):
        self.ledger = ledger
        self.statuses = collections.Counter()
        self.without_a_time = 0
        self.took = []
        self.errors = collections.Counter()

    async def send(self, connection):
        begun = time.monotonic()
        self.note(EVENTS, begun, await self.ledger.send(connection))

    async def get(self, connection, target):
        begun = time.monotonic()
        self.note(target, begun, await connection.get(target))

    def note(self, what, begun, answer):
        self.took.append((what, begun, time.monotonic() - begun))
        self.statuses[answer.status] += 1
        if answer.status in (429, 503, 507):
            self.without_a_time += not answer.says_when_to_come_back

    def latencies(self, since=0, until=float("inf"), what=(EVENTS, SEARCH)):
        """How long it took what was asked in this time."""
        return [took for asked, begun, took in self.took if asked in what and since <= begun < until]


async def storm(address, traffic, connections, until):
    """As many requests as connections, all the time; whoever is cut off comes again."""

    async def client():
        while time.monotonic() < until:
            try:
                connection = await Connection.open(address)
                while time.monotonic() < until:
                    await traffic.send(connection)
            except OSError as error:
                traffic.errors[type(error).__name__] += 1
                await asyncio.sleep(0.1)

    await asyncio.gather(*(client() for _ in range(connections)))


async def steady(address, traffic, until):
    """Events and searches, 25 a second each, and a report; nobody waits for the others."""

    async def ask(number, pool):
        # The one that has been idle for longest: those left idle are closed.
        connection = pool.popleft() if pool else None
        try:
            connection = connection or await Connection.open(address)
            if number % RATE == 0:
                await traffic.get(connection, REPORT)
            elif number % 2:
                await traffic.send(connection)
            else:
                await traffic.get(connection, SEARCH)
            pool.append(connection)
        except OSError as error:
            traffic.errors[type(error).__name__] += 1

    pool, asking, number = collections.deque(), [], 0
    begun = time.monotonic()
    while time.monotonic() < until:
        asking.append(asyncio.create_task(ask(number, pool)))
        number += 1
        await asyncio.sleep(max(0, begun + number / RATE - time.monotonic()))
    await asyncio.gather(*asking)


def work(results, make, address, traffic, arguments):
    asyncio.run(make(address, traffic, *arguments))
    results.put(traffic)


@contextmanager
def beside(make, address, ledger, *arguments):
    """Runs clients in a process of their own; gives what asks them for their traffic."""
    results = multiprocessing.Queue()
    given = results, make, address, Traffic(ledger), arguments
    process = multiprocessing.Process(target=work, args=given, daemon=True)
    process.start()
    try:
        yield results.get
        process.join(30)
    finally:
        process.kill()
