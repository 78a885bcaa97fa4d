"""Grows the trees of the page reader's learned decision (crates/page/model/lines.txt).

usage: train.py ROWS.jsonl[:WEIGHT]... --out lines.txt [--folds DIR]

ROWS come from `coranto eval pages --data DIR --rows FILE`: one page a line, with each line of the page in numbers.
A line is right when most of its words lie in the longest common run of the page and its true text. Each page counts the
same, however long it is. Pages whose truth holds less than half of what the rules read are left out: their truths are
beginnings only. With --folds, as many models as there are folds are grown besides, each without the sites of its fold.
"""
import argparse, json, re
from difflib import SequenceMatcher
from pathlib import Path

import lightgbm
import numpy

FOLDS = 8
ROUNDS = 150
PARAMETERS = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.05, "min_data_in_leaf": 30, "feature_fraction": 0.4,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "seed": 1, "num_threads": 1, "deterministic": True, "verbose": -1,
}
KEEP_FROM, TAKE_BACK_FROM = 0.40, 0.65
WORDS = re.compile(r"\w+")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", nargs="+")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--folds", type=Path)
    arguments = arguments.parse_args()
    names, x, y, weight, site, whole = load(arguments.rows)
    print(f"{len(y)} lines, {y.mean():.3f} of them right, {whole.sum()} used for training, {x.shape[1]} features")
    arguments.out.write_text(table(grow(names, x[whole], y[whole], weight[whole]), names))
    if arguments.folds:
        arguments.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            other = whole & (site % FOLDS != fold)
            model = grow(names, x[other], y[other], weight[other])
            (arguments.folds / f"{fold}.txt").write_text(table(model, names))


def load(files):
    x, y, weight, site, whole, names = [], [], [], [], [], None
    for file in files:
        path, _, share = file.partition(":")
        with open(path, encoding="utf-8") as pages:
            names = json.loads(next(pages))
            for page in map(json.loads, pages):
                lines = [line for line in page["lines"] if WORDS.search(line["text"])]
                right = [part >= 0.5 for part in matched([line["text"] for line in lines], page["truth"])]
                words = [len(WORDS.findall(line["text"])) for line in lines]
                true = max(1, sum(n for n, r in zip(words, right) if r))
                kept = sum(n for n, line in zip(words, lines) if line["kept"])
                extra = sum(n for n, line, r in zip(words, lines, right) if line["kept"] and not r)
                for line, n, r in zip(lines, words, right):
                    x.append(line["features"])
                    y.append(r)
                    weight.append(float(share or 1) * min(1.0, n / true + 0.002))
                    site.append(fnv(page["site"]))
                    whole.append(extra <= 0.5 * kept)
    weight = numpy.array(weight)
    return names, numpy.array(x, numpy.float32), numpy.array(y), weight / weight.mean(), numpy.array(site, object), numpy.array(whole)


def matched(lines, truth):
    """For each line, the share of its words that the true text has in the same order."""
    words, owner = [], []
    for number, line in enumerate(lines):
        for word in WORDS.findall(line):
            words.append(word)
            owner.append(number)
    hits = [0] * len(lines)
    for block in SequenceMatcher(None, words, WORDS.findall(truth), autojunk=False).get_matching_blocks():
        for at in range(block.a, block.a + block.size):
            hits[owner[at]] += 1
    counts = [0] * len(lines)
    for number in owner:
        counts[number] += 1
    return [hit / max(1, count) for hit, count in zip(hits, counts)]


def grow(names, x, y, weight):
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(x, y, weight=weight, feature_name=[n.replace(" ", "_") for n in names]), ROUNDS)


def table(model, names):
    out = [
        "# How likely a line belongs to the report: boosted trees over the features that crates/page/src/body/features.rs names.",
        "# Written by training/lines/train.py; a branch is taken to the first number when the feature is at most the value.",
        f"keep from {KEEP_FROM}",
        f"take back from {TAKE_BACK_FROM}",
    ]
    for tree in model.dump_model()["tree_info"]:
        out.append("tree")
        nodes = []
        number(tree["tree_structure"], nodes)
        for node in nodes:
            if "leaf_value" in node:
                out.append(f"= {node['leaf_value']:.5f}")
            else:
                low, high = node["left_child"]["at"], node["right_child"]["at"]
                out.append(f"{names[node['split_feature']]} <= {node['threshold']:.7g} ? {low} : {high}")
    return "\n".join(out) + "\n"


def number(node, nodes):
    """Numbers the nodes so that every branch leads to a higher number."""
    node["at"] = len(nodes)
    nodes.append(node)
    if "leaf_value" not in node:
        number(node["left_child"], nodes)
        number(node["right_child"], nodes)


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % (1 << 64)
    return value


main()
