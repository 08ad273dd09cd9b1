#!/usr/bin/env python3
"""Build data/lexicons/*.tsv from the packages that publish the figures.

    pip download --no-deps -d packages \
        vaderSentiment==3.3.2 vaderSentiment-fr==1.3.4 textblob-fr==0.2.0
    python3 tests/tools/build_lexicons.py packages data/lexicons

Only figures are taken: words with their scores, and the word lists that
VADER's rules name. Entries that no rule can ever reach (with a space, or with
a capital, since words are looked up in lower case) are left out.
`french-rules.tsv` and `french-service.tsv` are our own and not built here.
"""

import ast
import io
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

MIT = """\
The MIT License (MIT)

{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE."""

VADER = """\
{what}
Source: PyPI package vaderSentiment 3.3.2, {file}
Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for
Sentiment Analysis of Social Media Text. ICWSM-14.

""" + MIT.format(copyright="Copyright (c) 2016 C.J. Hutto")

VADER_FR = """\
VADER-fr: French words and their mean score, -4 to +4.
Source: PyPI package vaderSentiment-fr 1.3.4, fr_lexicon.txt
Authors: Olivier Deprez, Thomas Ek (7 Lieues Technologies), after C.J. Hutto.

""" + MIT.format(copyright="Copyright (c) 2016 C.J. Hutto")

PATTERN_FR = """\
Pattern: French words and their polarity, -1 to +1 (mean over parts of speech).
Source: fr-sentiment.xml 1.1 of Pattern, as in PyPI package textblob-fr 0.2.0
Authors: Tom De Smedt, Walter Daelemans, fabelier.org
Licence: PDDL (Open Data Commons Public Domain Dedication and Licence 1.0)."""


def read(packages, package, name):
    """The text of the one file called `name` in the package's archive."""
    (archive,) = packages.glob(package + "-*")
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            (path,) = [n for n in opened.namelist() if n.endswith("/" + name)]
            data = opened.read(path)
    else:
        with tarfile.open(archive) as opened:
            (path,) = [n for n in opened.getnames() if n.endswith("/" + name)]
            data = opened.extractfile(path).read()
    return io.TextIOWrapper(io.BytesIO(data), "utf-8").read()


def reachable(word):
    return word == word.lower() and not any(c.isspace() for c in word)


def scores(text, separator):
    """Word to score; of a word given twice, the last one stands."""
    pairs = (line.strip().split(separator)[:2] for line in text.splitlines() if line)
    return {word: float(score) for word, score in pairs if reachable(word)}


def emoji(text):
    """Emoji of one code point: the rules look at one character at a time."""
    pairs = (line.strip().split("\t")[:2] for line in text.splitlines() if line)
    return {symbol: words for symbol, words in pairs if len(symbol) == 1}


def vader_rules(source):
    """Boosters, negations and idioms, read from the module without running it."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            name = node.targets[0].id
            value = ast.Expression(node.value)
            ast.fix_missing_locations(value)
            found[name] = eval(compile(value, "rules", "eval"), {}, found)
    rules = [("booster", word, value) for word, value in found["BOOSTER_DICT"].items()]
    rules += [("idiom", words, value) for words, value in found["SPECIAL_CASES"].items() if " " in words]
    rules += [("negation", word, found["N_SCALAR"]) for word in found["NEGATE"]]
    return sorted(rules)


def pattern(text):
    """Form to polarity, the mean where a form has several parts of speech."""
    found = {}
    for word in ElementTree.fromstring(text.encode("utf-8")):
        form = word.get("form")
        if reachable(form):
            found.setdefault(form, []).append(float(word.get("polarity")))
    return {form: round(sum(values) / len(values), 3) for form, values in found.items()}


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for line in head.splitlines():
            out.write(("# " + line).rstrip() + "\n")
        for row in rows:
            out.write("\t".join(f"{v:g}" if isinstance(v, float) else str(v) for v in row) + "\n")


def main(packages, target):
    english = read(packages, "vaderSentiment", "vader_lexicon.txt")
    write(target / "vader-en.tsv",
          VADER.format(what="VADER: English words and emoticons, mean score -4 to +4.", file="vader_lexicon.txt"),
          sorted(scores(english, "\t").items()))
    table = read(packages, "vaderSentiment", "emoji_utf8_lexicon.txt")
    write(target / "vader-emoji.tsv",
          VADER.format(what="VADER: emoji of one code point and the words that stand for them.",
                       file="emoji_utf8_lexicon.txt"),
          sorted(emoji(table).items()))
    module = read(packages, "vaderSentiment", "vaderSentiment.py")
    write(target / "vader-rules.tsv",
          VADER.format(what="VADER: the words its rules name: kind, words, value.", file="vaderSentiment.py"),
          vader_rules(module))
    french = read(packages, "vaderSentiment_fr", "fr_lexicon.txt")
    write(target / "vader-fr.tsv", VADER_FR, sorted(scores(french, "->").items()))
    write(target / "pattern-fr.tsv", PATTERN_FR,
          sorted(pattern(read(packages, "textblob_fr", "fr-sentiment.xml")).items()))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
