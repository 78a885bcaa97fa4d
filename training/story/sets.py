"""Makes the public story data into the layout of `coranto eval stories`.

usage: sets.py DATA OUT

DATA is the folder of evaluation data. OUT gets a folder a set: events (our own: those of
training/encoder/data, five or six languages an event, times drawn by chance, and those of data/events.jsonl, told in one language or several, with their hours; look-alikes share a matter), languages (our own that
nothing was learnt from: the encoder's test events and crates/eval/data/languages in one stream), neus (title and lead, no dates), dated (roundups), allsides (full texts, a part of them in stories, with
topics), ecb (a folder a topic, two look-alike events each). Beside neus, dated and allsides stand `<set>-0` and `<set>-1`, the halves by story that train.py
learns from and reports on. Documents of neus are shuffled (seed 1), since the file lists each story's together; all others keep the order of their file.
"""
import gzip, json, random, re, sys, tarfile
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from pathlib import Path

from train import half


def main():
    data, out = Path(sys.argv[1]) / "stories", Path(sys.argv[2])
    for name, documents in (("neus", neus(data)), ("dated", dated(data)), ("allsides", allsides(data))):
        write(out / name, documents)
        for part in (0, 1):
            write(out / f"{name}-{part}", [d for d in documents if half(d.get("story") or d["id"]) == part])
    write(out / "events", events())
    write(out / "languages", languages())
    for topic, documents in ecb(data):
        write(out / "ecb" / topic, documents)


def lines(path):
    return map(json.loads, gzip.open(path, "rt", encoding="utf-8"))


def neus(data):
    documents = [
        {"id": f"{story['story']}-{at}", "title": d["title"], "lead": d["lead"], "publisher": d.get("publisher"), "lang": "en", "story": story["story"]}
        for story in lines(data / "neus/stories_train.jsonl.gz") for at, d in enumerate(story["docs"])
    ]
    random.Random(1).shuffle(documents)
    return documents


def dated(data):
    documents = []
    for story in lines(data / "neus/dated_stories.jsonl.gz"):
        for side, d in story["news"].items():
            lead = d["newBody"] if isinstance(d["newBody"], str) else " ".join(d["newBody"])
            documents.append({
                "id": f"{story['id']}-{side}", "title": d["newsTitle"], "lead": lead, "publisher": d["newsSource"],
                "published_at": story["date"], "lang": "en", "topic": story["topic"], "story": str(story["id"]),
            })
    return documents


def allsides(data):
    return [
        {
            "id": d["id"], "title": d["title"], "text": d["text"], "publisher": d["source"], "published_at": day(d["date"]), "lang": "en",
            "topic": d.get("topic"), **({"story": d["story"]} if d.get("story") else {}),
        }
        for d in lines(data / "allsides/articles.jsonl.gz")
    ]


def events():
    documents = telling("train")
    for number, event in enumerate(lines_of("data/events.jsonl")):
        # Every second goes on for a week: that days have passed does not make it another event.
        pace = 3 if number % 2 == 0 else 1
        for at, r in enumerate(event["reports"]):
            documents.append(report(event, at, r["lang"], r["publisher"], pace * r["hours"], r["title"], r["lead"]))
    return documents


def languages():
    return telling("test") + list(lines_of("../../crates/eval/data/languages/documents.jsonl"))


def telling(part):
    """Events told once in each of several languages."""
    chance, documents = random.Random(3), []
    for event in lines_of(f"../encoder/data/events_{part}.jsonl"):
        for language, (title, lead) in event["texts"].items():
            documents.append(report(event, language, language, f"p{len(documents)}", chance.random() * 60, title, lead))
    return documents


def report(event, name, language, publisher, hours, title, lead):
    at = datetime(2026, 1, 1) + timedelta(hours=hours)
    return {
        "id": f"{event['event']}-{name}", "title": title, "lead": lead, "lang": language, "publisher": publisher,
        "published_at": at.isoformat() + "Z", "topic": event["matter"], "story": f"{event['matter']}:{event['event']}",
    }


def lines_of(path):
    return map(json.loads, open(Path(__file__).parent / path, encoding="utf-8"))


def day(text):
    """2016-09-20 or 9/6/17; the time of day is not known."""
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return text[:10]
    american = re.fullmatch(r"(\d+)/(\d+)/(\d\d)", text)
    return f"20{american[3]}-{int(american[1]):02}-{int(american[2]):02}" if american else None


def ecb(data):
    topics = {}
    with tarfile.open(data / "ecbplus.tar.xz") as archive:
        for member in archive.getmembers():
            if not member.name.endswith(".xml"):
                continue
            name = Path(member.name).stem
            sentences = {}
            for token in ET.fromstring(archive.extractfile(member).read()).iter("token"):
                sentences.setdefault(int(token.get("sentence")), []).append(token.text or "")
            texts = [" ".join(words) for _, words in sorted(sentences.items())]
            texts = texts[1:] if texts and texts[0].startswith("http") else texts
            topic, event = name.split("_")[0], "plus" if name.endswith("ecbplus") else "ecb"
            if texts:
                topics.setdefault(topic, []).append({"id": name, "title": texts[0], "text": " ".join(texts[1:]), "lang": "en", "story": f"{topic}:{event}"})
    return sorted((topic, sorted(documents, key=lambda d: d["id"])) for topic, documents in topics.items())


def write(folder, documents):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "documents.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)


if __name__ == "__main__":
    main()
