"""Figures as tables, promises with what became of them, and the seed of a run."""

import random
import sys


def seeded(seed):
    """The seed of a run, printed so that it can be run again: `--seed`, or a new one."""
    seed = random.getrandbits(32) if seed is None else seed
    print(f"seed {seed}", flush=True)
    return seed


def quantile(values, share):
    values = sorted(values)
    return values[min(int(len(values) * share), len(values) - 1)] if values else float("nan")


def latency(seconds):
    """Quantiles of a list of durations, in words."""
    p50, p99, most = (quantile(seconds, share) * 1000 for share in (0.5, 0.99, 1))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, most {most:.1f} ms, n {len(seconds)}"


def counted(statuses):
    """How often each status was answered, in words."""
    return ", ".join(f"{count:,} x {status}" for status, count in sorted(statuses.items()))


def table(rows):
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip(), flush=True)


class Promises:
    """What must hold, what was found, and whether it does."""

    def __init__(self):
        self.rows = []

    def hold(self, promise, found, holds):
        self.rows.append((promise, found, "holds" if holds else "BROKEN"))

    def hold_ledger(self, verdict):
        self.hold("no acknowledged event is lost", f"{verdict.lost} of {verdict.acknowledged:,}", verdict.lost == 0)
        self.hold("none is there twice", verdict.twice, verdict.twice == 0)
        self.hold("none that was never sent", verdict.never_sent, verdict.never_sent == 0)

    def end(self):
        """Prints them, and ends the program: 1 if one is broken."""
        print()
        table([("promise", "found", ""), *self.rows])
        sys.exit(any(result != "holds" for *_, result in self.rows))
