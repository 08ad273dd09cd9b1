#!/usr/bin/env python3
"""Asks DuckDB what a bench asked Vigie, compares the answers, and prints the times.

Each argument is a site kept by `cargo bench --bench catalogue`: its facts are loaded into
DuckDB's own format, and every KPI's SELECT is asked there as it is, five times each. See
`duckdb.sh`.
"""

import csv
import json
import math
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

# Without this file's folder, in which it has that very name.
sys.path = [path for path in sys.path if Path(path).resolve() != Path(__file__).resolve().parent]

import duckdb  # noqa: E402

TIMES = 5
TYPES = {"INTEGER": "BIGINT", "TEXT": "VARCHAR", "BLOB": "BLOB"}


def load(facts, database, folder):
    """Copies every table that has a moment into DuckDB; how many rows in all."""
    source = sqlite3.connect(f"file:{facts}?mode=ro", uri=True)
    rows = 0
    tables = source.execute("select name from sqlite_schema where type = 'table'").fetchall()
    for (table,) in tables:
        columns = source.execute(
            "select name, type from pragma_table_xinfo(?) where hidden in (0, 2, 3)", [table]
        ).fetchall()
        if "at" not in [name for name, _ in columns]:
            continue
        # What no KPI reads would only make the file larger.
        columns = [(name, TYPES[kind]) for name, kind in columns if name != "said"]
        rows += load_table(source, database, folder, table, columns)
    return rows


def load_table(source, database, folder, table, columns):
    read = ", ".join(f'hex("{name}")' if kind == "BLOB" else f'"{name}"' for name, kind in columns)
    path = folder / f"{table}.csv"
    count = 0
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        # Null is nothing, and an empty text stands in quotes.
        for row in source.execute(f"select {read} from {table}"):
            writer.writerow(["\\N" if value is None else value for value in row])
            count += 1
    types = ", ".join(
        f"'{name}': '{'VARCHAR' if kind == 'BLOB' else kind}'" for name, kind in columns
    )
    made = ", ".join(
        f"unhex(nullif(\"{name}\", '')) as \"{name}\"" if kind == "BLOB" else f'"{name}"'
        for name, kind in columns
    )
    database.execute(
        f"create table {table} as select {made} from read_csv('{path}', header = false, "
        f"nullstr = '\\N', auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"max_line_size = 10000000, columns = {{{types}}})"
    )
    path.unlink()
    return count


def rows_of(answer, asked):
    """The rows that count, as SQL."""
    # `at` is a word of DuckDB's own; quotes of either kind stay as they are.
    select = re.sub(r"('[^']*')|\bat\b", lambda it: it.group(1) or '"at"', answer["select"])
    rows = f"({select}\n) where day between '{asked['from']}' and '{asked['to']}'"
    rows += " and num is not null and den is not null"
    if answer["windowed"]:
        rows += f" and coalesce(judged_at, 0) <= {asked['as_of']}"
    return rows


def query(answer, asked):
    """The same question in DuckDB's SQL: slice, then what is compared."""
    rows, axis = rows_of(answer, asked), answer["axis"]
    by = f"coalesce({axis}, '')" if axis != "day" else axis
    kind = answer["kind"]
    if kind == "distinct":
        return f"select {by}, count(distinct person) from {rows} group by 1"
    if kind == "persons":
        each = f"select {by} as slice, person, sum(num) as num from {rows} group by 1, 2"
        measure = "sum(num)"
        if answer["at_least"] is not None:
            measure = f"count(*) filter (num >= {answer['at_least']})"
        return f"select slice, {measure}, count(*) from ({each}) group by 1"
    if kind == "percentile":
        value = f"quantile_disc(num / den, {answer['percentile']})"
        return f"select {by}, {value} from {rows} and den <> 0 group by 1"
    return f"select {by}, sum(num), sum(den) from {rows} group by 1"


def expected(answer):
    """What Vigie answered, in the same columns."""
    kind = answer["kind"]
    for name, (_, num, den, value) in answer["figures"].items():
        if kind == "distinct":
            yield name, (num,)
        elif kind == "percentile":
            yield name, (value,)
        elif kind in ("share", "stock"):
            # Its den is not of the slice alone.
            yield name, (num,)
        else:
            yield name, (num, den)


def differing(answer, found):
    """Slices of which the two do not say the same."""
    if answer["needs"] and not answer["figures"]:
        return []
    found = {row[0]: row[1:] for row in found}
    wrong = []
    for name, values in expected(answer):
        others = found.get(name, (0,) * len(values))
        same = all(
            math.isclose(float(one or 0), float(other or 0), rel_tol=1e-9, abs_tol=1e-9)
            for one, other in zip(values, others)
        )
        if not same:
            wrong.append((answer["kpi"], answer["axis"], name, values, others))
    return wrong


def ask(database, answers, asked):
    """Asks all; the times in ms with those of Vigie, and what differs."""
    times, wrong = [], []
    for answer in answers:
        sql = query(answer, asked)
        took = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            found = database.execute(sql).fetchall()
            took.append(1000 * (time.perf_counter() - begun))
        wrong += differing(answer, found)
        times.append((answer["kind"], answer["ms"], statistics.median(took)))
    return times, wrong


def show(times):
    """Prints a table by kind; the sums of both."""
    print(f"{'kind':>10} {'asked':>6} {'vigie, median':>14} {'duckdb':>9} {'ratio':>7}"
          f" {'vigie, all':>11} {'duckdb':>9} {'ratio':>7}   ms")
    for kind in [*sorted({kind for kind, _, _ in times}), "all"]:
        ours = [ours for of, ours, _ in times if kind in (of, "all")]
        theirs = [theirs for of, _, theirs in times if kind in (of, "all")]
        ratio = statistics.median(their / our for our, their in zip(ours, theirs))
        print(f"{kind:>10} {len(ours):>6} {statistics.median(ours):>14.3f}"
              f" {statistics.median(theirs):>9.3f} {ratio:>6.0f}x {sum(ours):>11.1f}"
              f" {sum(theirs):>9.1f} {sum(theirs) / sum(ours):>6.0f}x")


def main():
    broken = False
    sizes = []
    for site in map(Path, sys.argv[1:]):
        asked = json.loads((site / "catalogue.json").read_text())
        answers = [answer for answer in asked["answers"] if answer["kind"] != "formula"]
        with tempfile.TemporaryDirectory(dir=site) as folder:
            folder = Path(folder)
            database = duckdb.connect(str(folder / "facts.duckdb"))
            facts = site / "sites" / "bench" / "facts.db"
            rows = load(facts, database, folder)
            print(f"\n{site.name}: {rows:,} facts, DuckDB {duckdb.__version__}")
            times, wrong = ask(database, answers, asked)
            database.close()
        show(times)
        for line in wrong[:20]:
            print("differs:", *line)
        print(f"{len(answers)} answers, {len(wrong)} slices differ")
        broken |= bool(wrong)
        sizes.append((rows, times))
    if len(sizes) > 1:
        (few, before), (many, after) = sizes[0], sizes[-1]
        for name, place in [("vigie", 1), ("duckdb", 2)]:
            grown = [math.log(late[place] / early[place]) / math.log(many / few)
                     for early, late in zip(before, after)]
            print(f"{name} grows as N^{statistics.median(grown):.2f} (median)")
    sys.exit(broken)


if __name__ == "__main__":
    main()
