#!/usr/bin/env python3
"""Prints figures of a JSON document on standard input.

    vigie report --json | tests/tools/figures.py searches.zero_result episodes
    vigie kpi run searches --by query --json | tests/tools/figures.py --top 10 slices

Each PATH names a value; with --top, the value is the slices of a KPI, and
those that count most are printed.
"""

import argparse
import json
import sys


def at(document, path):
    for name in path.split("."):
        document = document[name]
    return document


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--top", type=int)
    parser.add_argument("paths", nargs="+")
    arguments = parser.parse_args()
    document = json.load(sys.stdin)
    for path in arguments.paths:
        value = at(document, path)
        if arguments.top is None:
            print(f"{path:<36} {json.dumps(value, ensure_ascii=False)}")
            continue
        largest = sorted(value.items(), key=lambda slice: (-slice[1]["den"], slice[0]))
        for name, figure in largest[:arguments.top]:
            print(f"{figure['den']:>6.0f}  {name}")


if __name__ == "__main__":
    main()
