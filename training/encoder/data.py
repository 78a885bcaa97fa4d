"""The texts that encoders are trained and measured on: stories of NeuS, held out by story, and our own events told in several languages."""

import gzip
import hashlib
import json
import pathlib


def neus(data: pathlib.Path, part: str) -> list[dict]:
    """Documents {"story", "title", "lead"} of the part "train" or "held-out": a fifth of the stories, by a hash of their name, is never trained on."""
    documents = []
    with gzip.open(data / "stories/neus/stories_train.jsonl.gz", "rt") as lines:
        for line in lines:
            story = json.loads(line)
            held_out = hashlib.sha256(story["story"].encode()).digest()[0] % 5 == 0
            if held_out != (part == "held-out"):
                continue
            documents += [{"story": story["story"], "title": d["title"] or "", "lead": d["lead"] or ""} for d in story["docs"]]
            if part == "train":
                documents.append({"story": story["story"], "title": story["neutral_title"] or "", "lead": story["neutral_summary"] or ""})
    return documents


def events(name: str) -> list[dict]:
    """Documents {"event", "matter", "language", "title", "lead"} of `data/events_NAME.jsonl`. Events of one matter are look-alikes of each other."""
    documents = []
    for line in (pathlib.Path(__file__).parent / f"data/events_{name}.jsonl").read_text().splitlines():
        event = json.loads(line)
        documents += [{"event": event["event"], "matter": event["matter"], "language": language, "title": title, "lead": lead} for language, (title, lead) in event["texts"].items()]
    return documents
