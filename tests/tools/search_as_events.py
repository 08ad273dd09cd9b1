#!/usr/bin/env python3
"""Searches every phrase of a TSV as one visitor each, and writes the events.

    tests/tools/search_as_events.py VIGIE QUERIES.tsv [OPTION...] > EVENTS.ndjson

Runs `VIGIE search --json OPTION... PHRASE` for each row's `query`, and prints
the `search` event that a help centre would send for it: what was asked, which
entries were shown, how many there are. Phrases come a minute apart from
2026-03-02 on, so that none is taken for the correction of another.
"""

import csv
import datetime
import json
import subprocess
import sys
import uuid

START = datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc)


def search(vigie, options, phrase):
    command = [vigie, "search", "--json", *options, "--", phrase]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def event(number, phrase, answer):
    at = START + datetime.timedelta(minutes=number)
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"search-as-events/{number}")),
        "kind": "search",
        "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "client": f"visitor-{number}",
        "channel": "web",
        "query_id": f"q-{number}",
        "query": phrase,
        "results": [entry["id"] for entry in answer["results"]],
        "total": answer["total"],
    }


def main():
    vigie, queries, *options = sys.argv[1:]
    with open(queries, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows):
            answer = search(vigie, options, row["query"])
            print(json.dumps(event(number, row["query"], answer), ensure_ascii=False))


if __name__ == "__main__":
    main()
