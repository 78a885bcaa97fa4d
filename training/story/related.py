"""Fits how likely editors would give a report of another story the same topic (the numbers in crates/story/src/place/related.rs).

usage: related.py WITH_VECTORS.rows,BY_WORDS.rows... [--part 0|1]

Rows come from `coranto eval related --data SET --rows FILE`, a pair of files a set (the second made with `--lexical`): one comparison a line of reports placed in different stories,
`[right, story, story, [numbers]]`; right is one topic, as the editors of the set gave it, or one story after all. Each set counts the same. Nothing of time is learnt from: recent is no reason to read something.
Trees on everything that is known of a pair gain little over this (of the 1,000 likeliest of AllSides' other half 0.66 instead of 0.56 are right, of the dated roundups' 300 0.49 instead of 0.67).
"""
import argparse

import numpy

from train import load


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", nargs="+")
    arguments.add_argument("--part", type=int)
    arguments = arguments.parse_args()
    for file, given in ((0, ["vector", "words"]), (1, ["words"])):
        sets = []
        for pair in arguments.rows:
            names, x, y, _ = load([pair.split(",")[file]], arguments.part)
            sets.append((x[:, [names.index(name) for name in given]].astype(float), y))
        weight = numpy.concatenate([numpy.full(len(y), 1 / len(y)) for _, y in sets])
        numbers = logistic(numpy.concatenate([x for x, _ in sets]), numpy.concatenate([y for _, y in sets]), weight / weight.mean())
        print(given, numbers.round(2))


def logistic(x, y, weight, ridge=1.0):
    """Constant and factors, by Newton's method."""
    mean, deviation = x.mean(0), x.std(0) + 1e-6
    z = numpy.c_[numpy.ones(len(x)), (x - mean) / deviation]
    factors = numpy.zeros(z.shape[1])
    for _ in range(60):
        likely = 1 / (1 + numpy.exp(-z @ factors))
        slope = z.T @ (weight * (likely - y)) + ridge * numpy.r_[0, factors[1:]]
        bend = (z * (weight * likely * (1 - likely))[:, None]).T @ z + ridge * numpy.eye(len(factors))
        factors -= numpy.linalg.solve(bend, slope)
    return numpy.r_[factors[0] - (factors[1:] / deviation * mean).sum(), factors[1:] / deviation]


if __name__ == "__main__":
    main()
