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


def main():
    work, out = map(pathlib.Path, sys.argv[1:3])
    texts = [json.loads(line) for line in open(work / "texts.jsonl")]
    hints = [line.split("\t")[0] for line in open(work / "hints.tsv")]
    topics = [hint if hint != "-" and text["set"] == "gnews" else text["topic"] for text, hint in zip(texts, hints)]
    y = np.array([TOPICS.index(topic) if topic else -1 for topic in topics])
    weight = np.array([text["weight"] for text in texts])
    own_words = np.array([text["set"] == "own_words" for text in texts])
    x = rows(work / "rows.bin")
    kept = (np.arange(len(texts)) % 10 == 0) & ~own_words & (y >= 0)
    learnt = (y >= 0) & ~kept
    coef, intercept = fit(x[learnt], y[learnt], weight[learnt], float(sys.argv[3]) if len(sys.argv) > 3 else 20)
    words = x @ coef.T + intercept
    print("words: kept", (words[kept].argmax(1) == y[kept]).mean().round(4), "of", kept.sum())
    alone = scaled([words[kept]], y[kept], weight[kept])[0]
    beside = 1.0

    if (work / "vectors.bin").exists():
        numbers = np.loadtxt(work / "vectors.tsv", dtype=int)
        v = np.fromfile(work / "vectors.bin", dtype="i1").reshape(-1, DIMENSION).astype(np.float32)
        full = np.zeros((len(texts), DIMENSION), np.float32)
        full[numbers] = v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1)
        has = np.zeros(len(texts), bool)
        has[numbers] = True
        v_coef, v_intercept = fit(full[learnt & has], y[learnt & has], weight[learnt & has], 60)
        vectors = full @ v_coef.T + v_intercept
        both = kept & has
        print("vectors: kept", (vectors[both].argmax(1) == y[both]).mean().round(4), "of", both.sum())
        v_alone = scaled([vectors[both]], y[both], weight[both])[0]
        beside, v_beside = scaled([words[both], vectors[both]], y[both], weight[both])
        print("both: kept", ((beside * words + v_beside * vectors)[both].argmax(1) == y[both]).mean().round(4))
        np.concatenate([[v_alone, v_beside], v_intercept, v_coef.ravel()]).astype("<f4").tofile(out / "vectors.bin")

    scale = np.abs(coef).max(axis=1) / 127
    small = np.clip(np.round(coef / scale[:, None]), -127, 127).astype("i1")
    with open(out / "words.bin", "wb") as file:
        file.write(np.concatenate([[alone, beside], intercept, scale]).astype("<f4").tobytes())
        file.write(np.ascontiguousarray(small.T).tobytes())


main()
