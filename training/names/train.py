"""Makes the model of the kinds: `python3 train.py OUT.bin MADE.bin SILVER.bin`, rows as the example `features` of the names room writes them.

A linear model of no name, person, organisation, place and other over hashed features, trained by AdaGrad in a fixed order; the weights are kept as small integers with a scale for each kind.
"""

import pathlib
import struct
import sys

import numpy as np
import scipy.sparse as sp

BUCKETS, KINDS = 1 << 17, 5
EPOCHS, RATE, PENALTY, BATCH = 4, 0.12, 3e-6, 256
# So many features of a row are left out each time: what repeats itself would be learnt by heart.
DROP = 0.5
# How often a run is no name, a person, an organisation, a place, something else, after weighting: encyclopedias and newspapers lie on both sides.
SHARES = [0.12, 0.29, 0.12, 0.31, 0.16]
# A tagger's guess counts so much beside what we know; the weights are taken back to so much of what was learnt, the rules having been there before.
OF_TAGGER, SHRINK = 0.1, 0.7


def rows(path):
    raw = path.read_bytes()
    at, labels, known, offsets, pointers, buckets = 0, [], [], [], [0], []
    while at < len(raw):
        label, is_known, _, count, *points = struct.unpack_from("<3BH5f", raw, at + 36)
        at += 61
        offsets.append(points)
        labels.append(label)
        known.append(is_known)
        buckets.append(np.frombuffer(raw, "<u4", count, at))
        at += 4 * count
        pointers.append(pointers[-1] + count)
    matrix = sp.csr_matrix((np.ones(pointers[-1], np.float32), np.concatenate(buckets), np.array(pointers)), shape=(len(labels), BUCKETS))
    labels, known = np.array(labels), np.array(known)
    keep = np.where((labels < KINDS) & (known == 0))[0]
    return matrix[keep], labels[keep], np.array(offsets, np.float32)[keep]


def train(parts, weights, epochs=EPOCHS):
    """`weights`: how much each row of a part counts."""
    matrix = sp.vstack([part[0] for part in parts]).tocsr()
    labels = np.concatenate([part[1] for part in parts])
    offsets = np.concatenate([part[2] for part in parts])
    counts = np.concatenate(weights).astype(np.float32)
    rng = np.random.RandomState(1)
    model, intercepts = np.zeros((BUCKETS, KINDS), np.float32), np.zeros(KINDS, np.float32)
    seen, seen_intercepts = np.full((BUCKETS, KINDS), 1e-2, np.float32), np.full(KINDS, 1e-2, np.float32)
    rate = RATE
    for epoch in range(epochs):
        order, loss = rng.permutation(len(labels)), 0.0
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            x = matrix[batch]
            x.data = (rng.random_sample(len(x.data)) >= DROP).astype(np.float32) / (1 - DROP)
            p = softmax(x @ model + intercepts + offsets[batch])
            each = np.arange(len(batch))
            loss -= (counts[batch] * np.log(p[each, labels[batch]] + 1e-9)).sum()
            p[each, labels[batch]] -= 1
            p *= counts[batch][:, None]
            used, columns = np.unique(x.indices, return_inverse=True)
            compact = sp.csr_matrix((x.data, columns, x.indptr), shape=(len(batch), len(used)))
            gradient = compact.T @ p + PENALTY * len(batch) * model[used]
            seen[used] += gradient * gradient
            model[used] -= rate * gradient / np.sqrt(seen[used])
            gradient = p.sum(0)
            seen_intercepts += gradient * gradient
            intercepts -= rate * gradient / np.sqrt(seen_intercepts)
        rate *= 0.7
        print(f"epoch {epoch}: loss {loss / counts.sum():.4f}", file=sys.stderr)
    return model, intercepts


def balanced(labels):
    """Weights that give the kinds the shares they have in what people write."""
    have = np.bincount(labels, minlength=KINDS) / len(labels)
    return (np.array(SHARES) / np.maximum(have, 1e-6))[labels]


def softmax(logits):
    p = np.exp(logits - logits.max(1, keepdims=True))
    return p / p.sum(1, keepdims=True)


def write(model, intercepts, path):
    # The rarest large weights are cut, so that the others keep their differences.
    top = np.quantile(np.abs(model[model != 0]), 0.9995)
    scales = np.full(KINDS, top / 127, np.float32)
    small = np.clip(np.round(model / scales), -127, 127).astype(np.int8)
    path.write_bytes(intercepts.astype("<f4").tobytes() + scales.astype("<f4").tobytes() + small.tobytes())


if __name__ == "__main__":
    out, *paths = map(pathlib.Path, sys.argv[1:])
    made, silver = map(rows, paths)
    model, intercepts = train([made, silver], [balanced(made[1]), OF_TAGGER * balanced(silver[1])])
    write(SHRINK * model, SHRINK * intercepts, out)
