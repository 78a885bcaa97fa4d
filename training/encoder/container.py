"""Writes the model file that `crates/encode` opens: a safetensors file whose integers multiply as they stand.

Matrices are int8 with one scale per output, kept within -63..63: a product of such a weight with an unsigned byte, added in pairs, fits 16 bits, so every processor gives the
same integers (the widely built instruction for it saturates there). Embeddings are int8 with one scale per row, or two 4-bit numbers a byte with one scale per block of a row.
"""

import hashlib
import json
import pathlib
import struct

import numpy as np

WEIGHT_LIMIT = 63


def matrix(weight: np.ndarray, limit: int = WEIGHT_LIMIT) -> tuple[np.ndarray, np.ndarray]:
    """[inputs, outputs] float -> int8 and a scale per output: of a few ways to clip, the one with the least squared error."""
    top = np.abs(weight).max(axis=0)
    best_error = np.full(weight.shape[1], np.inf, np.float32)
    best_scale = np.ones(weight.shape[1], np.float32)
    for clip in np.linspace(0.7, 1.0, 13):
        scale = np.maximum(top * clip / limit, 1e-12).astype(np.float32)
        rounded = np.clip(np.round(weight / scale), -limit, limit) * scale
        error = ((rounded - weight) ** 2).sum(axis=0)
        better = error < best_error
        best_error = np.where(better, error, best_error)
        best_scale = np.where(better, scale, best_scale)
    return np.clip(np.round(weight / best_scale), -limit, limit).astype(np.int8), best_scale


def rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[rows, H] float -> int8, and a scale per row."""
    integers, scale = matrix(table.T, 127)
    return np.ascontiguousarray(integers.T), scale


def write(path: pathlib.Path, tree: dict, pieces: list[str], scores: np.ndarray | None, about: dict[str, str], *, word_blocks=None) -> str:
    """Writes the file and gives its sha256. `about` is what `Identity` and the reader need: name, languages, tokenizer, heads, epsilon, max_tokens, prefix, licence, source."""
    assert not any("\n" in piece for piece in pieces)
    tensors: dict[str, np.ndarray] = {"vocabulary": np.frombuffer("\n".join(pieces).encode(), np.uint8)}
    if scores is not None:
        tensors["vocabulary.scores"] = scores.astype(np.float32)
    if word_blocks is None:
        tensors["words"], tensors["words.scale"] = rows(np.asarray(tree["words"]))
    else:
        # Halves 0..15 that stand for -8..7, two a byte: an even column in the low one.
        halves, tensors["words.scale"] = word_blocks
        tensors["words"] = halves[:, 0::2] | (halves[:, 1::2] << 4)
    tensors["positions"] = np.asarray(tree["positions"])[: int(about["max_tokens"])].astype(np.float32)
    tensors["norm.weight"], tensors["norm.bias"] = tree["norm_weight"], tree["norm_bias"]
    for n, layer in enumerate(tree["layers"]):
        for part in ["qkv", "out", "up", "down"]:
            integers, scale = matrix(np.asarray(layer[f"{part}_weight"]))
            tensors[f"layer.{n}.{part}"] = integers
            tensors[f"layer.{n}.{part}.scale"] = scale
            tensors[f"layer.{n}.{part}.bias"] = layer[f"{part}_bias"]
        for part in ["norm1", "norm2"]:
            tensors[f"layer.{n}.{part}.weight"] = layer[f"{part}_weight"]
            tensors[f"layer.{n}.{part}.bias"] = layer[f"{part}_bias"]
    return _safetensors(path, tensors, {"format": "coranto-encoder-1", "layers": str(len(tree["layers"])), **about})


def _safetensors(path: pathlib.Path, tensors: dict, about: dict[str, str]) -> str:
    names = {np.dtype("int8"): "I8", np.dtype("uint8"): "U8", np.dtype("float32"): "F32"}
    # Wide numbers first: every tensor then lies at a multiple of its width, as the format asks.
    order = sorted(tensors, key=lambda name: (-np.asarray(tensors[name]).dtype.itemsize, name))
    header, data, at = {"__metadata__": about}, [], 0
    for name in order:
        value = np.ascontiguousarray(tensors[name])
        bytes_ = value.tobytes()
        header[name] = {"dtype": names[value.dtype], "shape": list(value.shape), "data_offsets": [at, at + len(bytes_)]}
        data.append(bytes_)
        at += len(bytes_)
    text = json.dumps(header, separators=(",", ":"), sort_keys=True).encode()
    text += b" " * (-len(text) % 8)
    whole = struct.pack("<Q", len(text)) + text + b"".join(data)
    path.write_bytes(whole)
    return hashlib.sha256(whole).hexdigest()
