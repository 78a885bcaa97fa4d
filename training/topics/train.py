"""The models of the topics room: train.py WORK OUT. WORK holds what sets.py and the examples wrote: texts.jsonl, rows.bin, hints.tsv, and, for those texts
that vectors.tsv numbers, vectors.bin. OUT gets words.bin and, with vectors, vectors.bin and second.bin, the second level.

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
# How much an example counts for the second level, and how many of our leads a subtopic needs to be told at all.
SECOND = {"own_leads": 2.0, "gnews": 0.5, "iptc": 0.5, "allsides": 0.3}
LEAST = 8
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
    # What no text has, has no weight.
    used = np.unique(x.indices) if hasattr(x, "indices") else np.arange(x.shape[1])
    model = LogisticRegression(C=c, max_iter=200, tol=2e-4).fit(x[:, used], y, sample_weight=weight)
    assert list(model.classes_) == list(range(len(TOPICS))), "a topic without a text"
    coef = np.zeros((len(TOPICS), x.shape[1]))
    coef[:, used] = model.coef_
    return coef, model.intercept_


def loss(logits, y, weight):
    logits = logits - logits.max(axis=1, keepdims=True)
    logp = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -(logp[np.arange(len(y)), y] * weight).sum() / weight.sum()


def scaled(parts, y, weight):
    """What to multiply the logits of each part by."""
    best = minimize(lambda s: loss(sum(f * p for f, p in zip(s, parts)), y, weight), np.ones(len(parts)), method="Nelder-Mead")
    print("scales", best.x.round(3), "loss", round(best.fun, 4))
    return best.x


def second(v, y, subs, sets, top, kept, path):
    """Within each topic, which below it: one model a topic, of the subtopics that enough of our leads have. What is kept says by what to multiply the logits,
    and how much would be shown, and right, from which threshold on."""
    weight = np.array([SECOND.get(name, 0) for name in sets])
    numbers, counts = np.unique(subs[(sets == "own_leads") & (subs > 0)], return_counts=True)
    told = numbers[counts >= LEAST]
    logits, rows = np.full((len(v), len(told)), -np.inf), []
    for topic in range(len(TOPICS)):
        below = np.flatnonzero([(y[(subs == number) & (sets == "own_leads")] == topic).all() for number in told])
        of = ~kept & (weight > 0) & np.isin(subs, told[below])
        z = np.searchsorted(told[below], subs[of])
        share = np.bincount(z, weights=weight[of])
        of_weight = weight[of] * np.sqrt(weight[of].sum() / share / len(below))[z]
        model = LogisticRegression(C=10, max_iter=300, tol=1e-3).fit(v[of], z, sample_weight=of_weight)
        logits[:, below] = v @ model.coef_.T + model.intercept_
        rows += [(told[at], topic, *row) for at, row in zip(below, zip(model.intercept_, model.coef_))]
    topic_of = dict((number, topic) for number, topic, _, _ in rows)
    of_told = np.array([topic_of[number] for number in told])

    def best(topics, factor):
        within = np.where(of_told == topics[:, None], factor * logits, -np.inf)
        p = np.exp(within - within.max(axis=1, keepdims=True))
        return told[p.argmax(axis=1)], p.max(axis=1) / p.sum(axis=1), p / p.sum(axis=1, keepdims=True)

    own = kept & (sets == "own_leads") & np.isin(subs, told)
    right = (np.flatnonzero(own), np.searchsorted(told, subs[own]))
    factor = minimize(lambda f: -np.log(best(np.maximum(y, 0), f[0])[2][right] + 1e-9).mean(), [1.0], method="Nelder-Mead").x[0]
    found, p, _ = best(top.argmax(axis=1), factor)
    for name in ("own_leads", "gnews"):
        # All our leads, also those without a subtopic; of addresses those that say one.
        of = kept & (sets == name) & ((subs > 0) | (name == "own_leads"))
        for threshold in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
            shown = of & (top.max(axis=1) >= 0.5) & (p * top.max(axis=1) >= threshold)
            print(f"second: {name} {of.sum()}, from {threshold} shown {shown.sum() / of.sum():.3f}, right {(found == subs)[shown].mean():.3f}")
    file = np.array([v.shape[1]], "<u4").tobytes()
    for number, _, intercept, coef in rows:
        scale = np.abs(coef).max() / 127
        file += np.array([number], "<u4").tobytes() + np.array([factor * intercept, factor * scale], "<f4").tobytes()
        file += np.round(coef / scale).astype("i1").tobytes()
    path.write_bytes(file)


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
        subs = np.array([texts[number]["sub"] or 0 for number in numbers])
        sets = np.array([texts[number]["set"] for number in numbers])
        top = np.exp(both - both.max(axis=1, keepdims=True))
        second(v, y, subs, sets, top / top.sum(axis=1, keepdims=True), kept, out / "second.bin")


main()
