"""Grows the trees that say how likely two reports tell one event (crates/story/model/pairs.txt).

usage: train.py ROWS.jsonl[:WEIGHT]... --out pairs.txt [--part 0|1] [--join 0.44] [--join-undated 0.54] [--join-by-words 0.25]

ROWS come from `coranto eval stories --data DIR --rows FILE`: one comparison a line, `[same, story, story, [numbers]]`.
Comparisons of vectors are left out where the encoder was trained on one of the two stories. With --part, only comparisons of stories of that half (by a hash of the story's name) are learnt from; the other half is
for the report. Each file counts the same, unless a weight says otherwise.
"""
import argparse, hashlib, json
from pathlib import Path

import lightgbm
import numpy

ROUNDS = 450
PARAMETERS = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.03, "min_data_in_leaf": 40, "feature_fraction": 0.5,
    "bagging_fraction": 0.6, "bagging_freq": 1, "lambda_l2": 5, "seed": 1, "num_threads": 1, "deterministic": True, "verbose": -1,
}

UNKNOWN = -1
PLACES = ["countries together", "places together", "places apart", "title places apart"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", nargs="+")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--part", type=int)
    arguments.add_argument("--join", type=float, default=0.44, help="mean likelihood from which reports are one story")
    arguments.add_argument("--join-undated", type=float, default=0.54, help="the same where nobody says when it was published")
    arguments.add_argument("--join-by-words", type=float, default=0.25, help="the same where there are no vectors")
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = arguments.parse_args()
    names, x, y, weight = load(arguments.rows, arguments.part)
    model = lightgbm.train(PARAMETERS, lightgbm.Dataset(x, y, weight=weight, feature_name=[n.replace(" ", "_") for n in names]), arguments.rounds)
    print(f"{len(y)} comparisons, {y.mean():.3f} of them one story")
    for gain, name in sorted(zip(model.feature_importance("gain"), names), reverse=True):
        print(f"{gain:12.0f}  {name}")
    arguments.out.write_text(table(model, names, arguments))


def load(files, part):
    x, y, weight, names = [], [], [], None
    for file in files:
        path, _, share = file.partition(":")
        before = len(y)
        with open(path, encoding="utf-8") as rows:
            names = json.loads(next(rows))
            vector, places = names.index("vector"), [names.index(name) for name in PLACES]
            for row in rows:
                same, one, other, numbers = json.loads(row)
                if numbers[vector] >= 0 and (seen(one) or seen(other)):
                    continue
                if part is None or half(one) == half(other) == part:
                    x.append(numbers)
                    y.append(same)
                    if ":" in one and ":" in other and any(numbers[at] != UNKNOWN for at in places):
                        # Once more as of a world whose places no gazetteer knows: that none is known says nothing.
                        x.append([UNKNOWN if at in places else number for at, number in enumerate(numbers)])
                        y.append(same)
        weight += [float(share or 1) / max(1, len(y) - before)] * (len(y) - before)
    weight = numpy.array(weight)
    return names, numpy.array(x, numpy.float32), numpy.array(y), weight / weight.mean()


def seen(story):
    """The encoder was trained on it (training/encoder/data.py): what its vectors say there, they would not say of other stories."""
    return story.startswith("train-") and hashlib.sha256(story.encode()).digest()[0] % 5 != 0


def half(story):
    """Of what stands before a colon: look-alikes of one topic are learnt from together or not at all. FNV-1a."""
    value = 0xCBF29CE484222325
    for byte in story.split(":")[0].encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return (value >> 32) % 2


def table(model, names, arguments):
    lines = ["# Grown by training/story/train.py: how likely two reports tell one event.", f"join from {arguments.join}",
             f"join undated from {arguments.join_undated}", f"join by words from {arguments.join_by_words}"]
    for tree in model.dump_model()["tree_info"]:
        lines.append("tree")
        nodes = []
        flatten(tree["tree_structure"], nodes)
        lines += [node(n, names) for n in nodes]
    return "\n".join(lines) + "\n"


def flatten(structure, nodes):
    at = len(nodes)
    nodes.append(None)
    if "leaf_value" in structure:
        nodes[at] = ("leaf", structure["leaf_value"])
    else:
        low = flatten(structure["left_child"], nodes)
        high = flatten(structure["right_child"], nodes)
        nodes[at] = (structure["split_feature"], structure["threshold"], low, high)
    return at


def node(n, names):
    if n[0] == "leaf":
        return f"= {n[1]:.4g}"
    return f"{names[n[0]]} <= {n[1]:.5g} ? {n[2]} : {n[3]}"


if __name__ == "__main__":
    main()
