"""Names of English news as a public tagger sees them: `python3 silver.py DATA MODEL OUT.jsonl`.

DATA is the folder of evaluation data, MODEL spaCy's en_core_web_md (MIT). Sentences go through the tagger; headlines, whose capitals mislead it, get the names that were found in their own
lead and nothing else is said of them. The texts are their publishers': OUT is for training and is never committed.
"""

import gzip
import json
import pathlib
import random
import re
import sys

import spacy

KINDS = {"PERSON": "P", "ORG": "O", "GPE": "L", "LOC": "L", "FAC": "L", "NORP": "M", "EVENT": "M", "WORK_OF_ART": "M", "PRODUCT": "M", "LAW": "M", "LANGUAGE": "M"}
LEAD = 700


def main(data: pathlib.Path, model: str, out: pathlib.Path) -> None:
    tagger = spacy.load(model, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    rng = random.Random(1)
    items = []
    for line in gzip.open(data / "streams/gnews_en_2025-04_2025-12.jsonl.gz", "rt"):
        item = json.loads(line)
        items.append((item["title"] or "", item["description"] or ""))
    for line in gzip.open(data / "stories/neus/stories_train.jsonl.gz", "rt"):
        items += [(doc["title"] or "", doc["lead"] or "") for doc in json.loads(line)["docs"]]
    for line in gzip.open(data / "stories/allsides/articles.jsonl.gz", "rt"):
        item = json.loads(line)
        text = " ".join(p for p in item["text"].split("\n") if len(p) > 60)[:LEAD].rsplit(". ", 1)[0] + "."
        items.append((item["title"] or "", text))
    rng.shuffle(items)
    seen = set()
    with open(out, "w") as file:
        docs = tagger.pipe((lead for _, lead in items), batch_size=64)
        for (title, lead), doc in zip(items, docs):
            if lead in seen or len(lead) < 30:
                continue
            seen.add(lead)
            names = [trimmed(lead, e.start_char, e.end_char, KINDS[e.label_]) for e in doc.ents if e.label_ in KINDS]
            names = [n for n in names if n]
            row(file, lead, names, "all")
            forms = {}
            for start, end, kind in names:
                forms.setdefault(lead[start:end], kind)
                if kind == "P":
                    forms.setdefault(lead[start:end].split(" ")[-1], kind)
            found = []
            for form, kind in sorted(forms.items(), key=lambda f: -len(f[0])):
                for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", title):
                    if form[:1].isupper() and all(match.end() <= s or match.start() >= e for s, e, _ in found):
                        found.append((match.start(), match.end(), kind))
            if found:
                row(file, title, sorted(found), "some")


def trimmed(text: str, start: int, end: int, kind: str):
    name = text[start:end]
    if name.lower().startswith("the "):
        start += 4
    for tail in ("'s", "’s", "'", "’"):
        if text[start:end].endswith(tail):
            end -= len(tail)
            break
    return (start, end, kind) if text[start:end].strip() and text[start].isalnum() else None


def row(file, text, names, which):
    """`some`: what is not named here may be a name all the same."""
    at = lambda n: len(text[:n].encode())
    line = {"lang": "en", "text": text, "which": which, "names": [[at(s), at(e), k] for s, e, k in names]}
    file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]))
