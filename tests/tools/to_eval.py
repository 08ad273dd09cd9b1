#!/usr/bin/env python3
"""Writes public FAQ sets in the forms that `vigie eval search` reads.

    tests/tools/to_eval.py ../shared/data OUT

gives, for each set, OUT/NAME.faq.jsonl, OUT/NAME.queries.tsv and, where a
query has several right entries, OUT/NAME.qrels.tsv:

    cdtn         French labour law; gains from the editors' ranks
                 (1 to 3: 3, 4 to 6: 2, else 1); documents whose title is a
                 bare law article, without words, or missing, are left
                 out, and queries for which no document is left
    covid_fr     covidfaq in French; covid_en likewise in English
    covid_crowd  covidfaq, English crowd questions
    banking77    train questions as alternates of 77 entries, test asked
    banking77_cv the same inside the train part: each fifth question asked
"""

import csv
import json
import re
import sys
from pathlib import Path


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_tsv(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        for line in [header, *lines]:
            file.write("\t".join(str(field).replace("\t", " ") for field in line) + "\n")


def write_faq(path, entries):
    with open(path, "w", encoding="utf-8") as file:
        for entry in entries:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")


def has_words(title):
    if not title.strip():
        return False
    article = re.fullmatch(r"Article\s+[\w\-.\s*]+", title)
    return not article or re.search(r"[a-z]{4,}", title[8:].lower())


def gain(rank):
    return 3 if rank <= 3 else 2 if rank <= 6 else 1


def cdtn(data, out):
    folder = data / "faq_cdtn_fr"
    docs = [row for row in rows(folder / "docs.tsv") if has_words(row["title"])]
    known = {row["doc_id"] for row in docs}
    write_faq(out / "cdtn.faq.jsonl",
              ({"id": row["doc_id"], "question": row["title"], "answer": "", "url": row["url"], "lang": "fr"}
               for row in docs))
    topics = {}
    for row in rows(folder / "qrels.tsv"):
        if row["doc_id"] in known:
            topics.setdefault(row["topic_id"], []).append((row["doc_id"], gain(int(row["rank_by_editor"]))))
    queries = [row for row in rows(folder / "queries.tsv") if row["topic_id"] in topics]
    write_tsv(out / "cdtn.queries.tsv", ["query_id", "query"],
              ([row["qid"], row["query"]] for row in queries))
    write_tsv(out / "cdtn.qrels.tsv", ["query_id", "faq_id", "gain"],
              ([row["qid"], doc, gain] for row in queries for doc, gain in topics[row["topic_id"]]))


def covid(data, out, name, faq, queries, lang):
    folder = data / "faq_covidfaq_fr_en"
    with open(folder / faq, encoding="utf-8") as file:
        write_faq(out / f"{name}.faq.jsonl", ({**json.loads(line), "lang": lang} for line in file))
    write_tsv(out / f"{name}.queries.tsv", ["query", "faq_id"],
              ([row["query"], row["faq_id"]] for row in rows(folder / queries)))


def banking(out, name, known, asked):
    entries = {}
    for row in known:
        entries.setdefault(row["intent"], []).append(row["text"])
    write_faq(out / f"{name}.faq.jsonl",
              ({"id": intent, "question": intent.replace("_", " "), "answer": "", "alternates": texts, "lang": "en"}
               for intent, texts in entries.items()))
    write_tsv(out / f"{name}.queries.tsv", ["query", "faq_id"], ([row["text"], row["intent"]] for row in asked))


def main():
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    cdtn(data, out)
    covid(data, out, "covid_fr", "faq_fr.jsonl", "queries_fr.tsv", "fr")
    covid(data, out, "covid_en", "faq_en.jsonl", "queries_en.tsv", "en")
    covid(data, out, "covid_crowd", "crowd_faq_en.jsonl", "crowd_queries_en.tsv", "en")
    questions = rows(data / "intent_banking77_en" / "banking77.tsv")
    text = [name for name in questions[0] if name not in ("split", "intent")][0]
    questions = [{**row, "text": row[text]} for row in questions]
    train = [row for row in questions if row["split"] == "train"]
    banking(out, "banking77", train, [row for row in questions if row["split"] == "test"])
    banking(out, "banking77_cv", [row for at, row in enumerate(train) if at % 5], train[::5])


if __name__ == "__main__":
    main()
