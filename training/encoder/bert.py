"""A BERT encoder in JAX over the tree of `sources.py`: the float reference of what `crates/encode` computes in integers, and what training differentiates."""

import jax
import jax.numpy as jnp


def encode(tree, ids, mask, *, heads: int, epsilon: float):
    """Token ids and mask [N, T] -> unit vectors [N, H]: the mean of the last layer over the tokens."""
    return pool(states(tree, ids, mask, heads=heads, epsilon=epsilon), mask)


def states(tree, ids, mask, *, heads: int, epsilon: float):
    """Token ids and mask [N, T] -> what the layers make of each token [N, T, H]."""
    x = tree["words"][ids] + tree["positions"][: ids.shape[1]]
    x = _norm(x, tree["norm_weight"], tree["norm_bias"], epsilon)
    return layers(tree["layers"], x, mask, heads=heads, epsilon=epsilon)


def layers(parameters, x, mask, *, heads: int, epsilon: float):
    for layer in parameters:
        x = _layer(x, mask, layer, heads, epsilon)
    return x


def pool(x, mask):
    weights = mask[..., None].astype(x.dtype)
    pooled = (x * weights).sum(1) / weights.sum(1)
    return pooled / jnp.linalg.norm(pooled, axis=1, keepdims=True)


def _layer(x, mask, p, heads, epsilon):
    n, t, h = x.shape
    qkv = (x @ p["qkv_weight"] + p["qkv_bias"]).reshape(n, t, 3, heads, h // heads)
    q, k, v = qkv[:, :, 0], qkv[:, :, 1], qkv[:, :, 2]
    scores = jnp.einsum("nahd,nbhd->nhab", q, k) / jnp.sqrt(h / heads)
    scores = jnp.where(mask[:, None, None, :], scores, -1e9)
    mixed = jnp.einsum("nhab,nbhd->nahd", jax.nn.softmax(scores, axis=-1), v).reshape(n, t, h)
    x = _norm(x + mixed @ p["out_weight"] + p["out_bias"], p["norm1_weight"], p["norm1_bias"], epsilon)
    inner = jax.nn.gelu(x @ p["up_weight"] + p["up_bias"], approximate=False)
    return _norm(x + inner @ p["down_weight"] + p["down_bias"], p["norm2_weight"], p["norm2_bias"], epsilon)


def _norm(x, weight, bias, epsilon):
    mean = x.mean(-1, keepdims=True)
    centred = x - mean
    return centred * jax.lax.rsqrt((centred * centred).mean(-1, keepdims=True) + epsilon) * weight + bias
