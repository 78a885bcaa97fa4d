"""Which pieces of a large multilingual vocabulary the served languages need.

A piece is worth what it adds: the words of each language, by their frequency, are cut with the whole vocabulary, and a piece counts as often as it is used, every language alike. Single
characters of the languages' scripts stay, so that hardly any word becomes unknown. The frequencies (PyPI `wordfreq`) only rank pieces; nothing of them is kept.
"""

import collections
import gzip
import pathlib

import msgpack

LANGUAGES = "en ar ru es fr de zh hi pt tr sv it nl pl".split()


def frequencies(models: pathlib.Path, language: str) -> list[tuple[str, float]]:
    """Words and how often they are met, most frequent first: a list of buckets, each a hundredth of a decade rarer than the one before."""
    folder = models / "wordfreq/wordfreq/data"
    (path,) = sorted(folder.glob(f"*_{language}.msgpack.gz"))[:1]
    buckets = msgpack.load(gzip.open(path), raw=False)[1:]
    return [(word, 10 ** (-n / 100)) for n, bucket in enumerate(buckets) for word in bucket]


def choose(models: pathlib.Path, tokenizer, pieces: list[str], texts: list[str], count: int) -> list[int]:
    """Ids to keep, in their old order: the specials, single characters that are used, then the most used pieces."""
    uses: collections.Counter = collections.Counter()
    for language in LANGUAGES:
        for word, frequency in frequencies(models, language)[:150_000]:
            # Headlines write names large; the lists are in lower case.
            for form, share in ((word, 0.7), (word.capitalize(), 0.3)):
                for piece in tokenizer.pieces(form):
                    # The root lets the many rare words count beside the few frequent ones.
                    uses[piece] += share * frequency**0.5
    most = sum(uses.values())
    for text in texts:
        for piece in tokenizer.pieces(text):
            uses[piece] += most / 4 / len(texts) / 40
    keep = [id for id, piece in enumerate(pieces) if piece.startswith("<") and piece in ("<s>", "</s>", "<unk>")]
    single = [id for id, _ in uses.most_common() if len(pieces[id].lstrip("▁")) <= 1]
    ranked = [id for id, _ in uses.most_common()]
    kept = dict.fromkeys(keep + single + ranked)
    return sorted(list(kept)[:count])
