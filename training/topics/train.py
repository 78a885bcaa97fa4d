"""The models of the topics room: train.py WORK OUT. WORK holds what sets.py and the examples wrote: texts.jsonl, rows.bin, hints.tsv, and, for those texts
that vectors.tsv numbers, vectors.bin. OUT gets words.bin and, with vectors, vectors.bin.

A tenth of the texts is kept to find by what the logits are multiplied so that they are probabilities; own words are never among them, since they are
the same words again and again."""
import json
import pathlib
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

TOPICS = "arts crime disaster economy education environment health human-interest labour lifestyle politics religion science society sport conflict weather".split()
BUCKETS = 1 << 17
DIMENSION = 384


def rows(path):
    data = np.fromfile(path, dtype="<u4")
    floats = data.view("<f4")
    starts, columns, values, at = [0], [], [], 0
    while at < len(data):
        count = int(data[at])
        columns.append(data[at + 1 : at + 1 + 2 * count : 2])
        values.append(floats[at + 2 : at + 1 + 2 * count : 2])
        at += 1 + 2 * count
        starts.append(starts[-1] + count)
    return csr_matrix((np.concatenate(values), np.concatenate(columns).astype(np.int32), starts), shape=(len(starts) - 1, BUCKETS))


def fit(x, y, weight, c):
    # Rare topics count for more, but not for as much as the common ones.
    counts = np.bincount(y, minlength=len(TOPICS))
    weight = weight * np.sqrt(len(y) / np.maximum(counts, 1) / len(TOPICS))[y]
    model = LogisticRegression(C=c, max_iter=200, tol=2e-4).fit(x, y, sample_weight=weight)
    assert list(model.classes_) == list(range(len(TOPICS))), "a topic without a text"
    return model.coef_, model.intercept_


def loss(logits, y, weight):
    logits = logits - logits.max(axis=1, keepdims=True)
    logp = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -(logp[np.arange(len(y)), y] * weight).sum() / weight.sum()


def scaled(parts, y, weight):
    """What to multiply the logits of each part by."""
    best = minimize(lambda s: loss(sum(f * p for f, p in zip(s, parts)), y, weight), np.ones(len(parts)), method="Nelder-Mead")
    print("scales", best.x.round(3), "loss", round(best.fun, 4))
    return best.x


def write(path, floats, rest=b""):
    path.write_bytes(np.concatenate([np.ravel(part) for part in floats]).astype("<f4").tobytes() + rest)


def main():
    work, out = map(pathlib.Path, sys.argv[1:3])
    parts = sys.argv[3:] or ["words", "vectors"]
    texts = [json.loads(line) for line in open(work / "texts.jsonl")]
    hints = [line.split("\t")[0] for line in open(work / "hints.tsv")]
    topics = [hint if hint != "-" and text["set"] == "gnews" else text["topic"] for text, hint in zip(texts, hints)]
    y = np.array([TOPICS.index(topic) if topic else -1 for topic in topics])
    weight = np.array([text["weight"] for text in texts])
    own_words = np.array([text["set"] == "own_words" for text in texts])
    kept = (np.arange(len(texts)) % 10 == 0) & ~own_words & (y >= 0)
    learnt = (y >= 0) & ~kept
    x = rows(work / "rows.bin")

    if "words" in parts:
        coef, intercept = fit(x[learnt], y[learnt], weight[learnt], 20)
        scale = np.abs(coef).max(axis=1) / 127
        small = np.clip(np.round(coef / scale[:, None]), -127, 127).astype("i1")
        words = x @ (small * scale[:, None]).T + intercept
        print("words: kept", (words[kept].argmax(1) == y[kept]).mean().round(4), "of", kept.sum())
        alone = scaled([words[kept]], y[kept], weight[kept])
        write(out / "words.bin", [alone, intercept, scale], np.ascontiguousarray(small.T).tobytes())

    if "vectors" in parts and (work / "vectors.bin").exists():
        file = (out / "words.bin").read_bytes()
        floats = np.frombuffer(file, "<f4", count=1 + 2 * len(TOPICS))
        small = np.frombuffer(file, "i1", offset=floats.nbytes).reshape(BUCKETS, len(TOPICS))
        words = x @ (small * floats[1 + len(TOPICS) :]) + floats[1 : 1 + len(TOPICS)]
        numbers = np.loadtxt(work / "vectors.tsv", dtype=int)
        v = np.fromfile(work / "vectors.bin", dtype="i1").reshape(-1, DIMENSION).astype(np.float32)
        v /= np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1)
        y, weight, words, kept, learnt = (part[numbers] for part in (y, weight, words, kept, learnt))
        coef, intercept = fit(v[learnt], y[learnt], weight[learnt], 3)
        vectors = v @ coef.T + intercept
        print("vectors: kept", (vectors[kept].argmax(1) == y[kept]).mean().round(4), "of", kept.sum())
        alone = scaled([vectors[kept]], y[kept], weight[kept])
        beside = scaled([vectors[kept], words[kept]], y[kept], weight[kept])
        both = beside[0] * vectors + beside[1] * words
        print("both: kept", (both[kept].argmax(1) == y[kept]).mean().round(4))
        write(out / "vectors.bin", [alone, beside, intercept, coef])


main()
