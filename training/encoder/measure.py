"""Measures models as the program runs them: same story or look-alike, stories by average link, one event in two languages, texts per CPU-second, size.

    cargo build --release -p coranto-encode --example vectors
    python measure.py --data ../../../shared/data --vectors ../../target/release/examples/vectors NAME=MODEL.safetensors …

NeuS is its held-out fifth (`data.py`), the events are `data/events_test.jsonl`; no model here was trained on either. The threshold of the average link is the best on the same texts,
for every model alike.
"""

import argparse
import json
import pathlib
import re
import subprocess
import tempfile

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

import data


def encode(program: str, model: str, documents: list[dict]) -> tuple[np.ndarray, float]:
    """Unit vectors, and texts per CPU-second."""
    with tempfile.TemporaryDirectory() as folder:
        texts, out = pathlib.Path(folder) / "texts", pathlib.Path(folder) / "out"
        texts.write_text("".join(json.dumps({"title": d["title"], "lead": d["lead"]}) + "\n" for d in documents))
        said = subprocess.run([program, model, str(texts), str(out)], check=True, capture_output=True, text=True).stdout
        vectors = np.frombuffer(out.read_bytes(), np.int8).reshape(len(documents), -1).astype(np.float32)
    speed = float(re.search(r"([\d.]+) texts per CPU-s", said).group(1))
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), speed


def look_alikes(documents: list[dict], count: int = 3) -> list[tuple[int, int]]:
    """For each text, the most word-like ones of other stories, by TF-IDF: the same pairs for every model."""
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(d["title"] + " " + d["lead"] for d in documents)
    alike = (words @ words.T).toarray()
    stories = np.array([d["story"] for d in documents])
    alike[stories[:, None] == stories[None, :]] = -1
    return sorted({(min(i, j), max(i, j)) for i in range(len(documents)) for j in map(int, np.argsort(-alike[i])[:count])})


def bcubed(truth: np.ndarray, found: np.ndarray) -> float:
    same_truth, same_found = truth[:, None] == truth[None, :], found[:, None] == found[None, :]
    both = (same_truth & same_found).sum(1)
    precision, recall = (both / same_found.sum(1)).mean(), (both / same_truth.sum(1)).mean()
    return 2 * precision * recall / (precision + recall)


def stories(documents: list[dict], vectors: np.ndarray) -> dict:
    same = [(i, j) for i in range(len(documents)) for j in range(i + 1, min(i + 4, len(documents))) if documents[i]["story"] == documents[j]["story"]]
    other = look_alikes(documents)
    scores = [float(vectors[i] @ vectors[j]) for i, j in same + other]
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    tree = linkage(distances[np.triu_indices(len(documents), 1)], "average")
    truth = np.unique([d["story"] for d in documents], return_inverse=True)[1]
    f1, threshold = max((bcubed(truth, fcluster(tree, t, "distance")), 1 - t) for t in np.quantile(tree[:, 2], np.linspace(0.5, 0.95, 60)))
    return {"auc": roc_auc_score([1] * len(same) + [0] * len(other), scores), "bcubed": f1, "threshold": threshold}


def languages(documents: list[dict], vectors: np.ndarray) -> dict:
    """Over texts of different languages only. First: how often the nearest text of a language, among all its texts, tells the same event. Alike: events of one matter apart."""
    cosine = vectors @ vectors.T
    language, event, matter = (np.array([d[key] for d in documents]) for key in ("language", "event", "matter"))
    right = asked = 0
    for i in range(len(documents)):
        for other in set(language[event == event[i]]) - {language[i]}:
            there = np.flatnonzero(language == other)
            right += event[there[np.argmax(cosine[i, there])]] == event[i]
            asked += 1
    first, second = np.triu_indices(len(documents), 1)
    across = language[first] != language[second]
    first, second = first[across], second[across]
    same, alike, scores = event[first] == event[second], matter[first] == matter[second], cosine[first, second]
    cuts = np.quantile(scores, np.linspace(0.5, 0.999, 300))
    f1 = max((2 * (same & (scores >= cut)).sum() / ((scores >= cut).sum() + same.sum()), cut) for cut in cuts)
    return {"pairs": int(same.sum()), "first": right / asked, "alike_auc": roc_auc_score(same[alike], scores[alike]), "f1": f1[0], "cut": float(f1[1])}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=pathlib.Path, required=True)
    arguments.add_argument("--vectors", required=True, help="the example program `vectors` of crates/encode")
    arguments.add_argument("models", nargs="+", help="NAME=FILE")
    given = arguments.parse_args()
    held_out, events = data.neus(given.data, "held-out"), data.events("test")
    print(f"NeuS held out: {len(held_out)} texts; events: {len(events)} texts")
    print("| model | MB | texts per CPU-s | AUC same story / look-alike | BCubed F1 (at) | languages: nearest is right | AUC same event / look-alike | F1 of pairs (at) |\n|---|---|---|---|---|---|---|---|")
    for name, model in (text.split("=", 1) for text in given.models):
        vectors, speed = encode(given.vectors, model, held_out)
        s, l = stories(held_out, vectors), languages(events, encode(given.vectors, model, events)[0])
        size = pathlib.Path(model).stat().st_size / 1e6
        print(f"| {name} | {size:.1f} | {speed:.0f} | {s['auc']:.3f} | {s['bcubed']:.3f} ({s['threshold']:.2f}) | {l['first']:.3f} | {l['alike_auc']:.3f} | {l['f1']:.3f} ({l['cut']:.2f}) |", flush=True)
