"""Unigram tokens exactly as `crates/encode/src/tokens/unigram.rs` cuts them, so that training sees what the program will see."""

import unicodedata

SPACE = "▁"
MAX_CHARS = 2048
UNKNOWN_PENALTY = 10.0
DROPPED = {0xFEFF, 0xFFFD, 0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2070), *range(0x202A, 0x202F)}


class Unigram:
    def __init__(self, pieces, scores):
        self.unknown = pieces.index("<unk>")
        self.begin, self.end = pieces.index("<s>"), pieces.index("</s>")
        known = {p: (i, float(s)) for i, (p, s) in enumerate(zip(pieces, scores)) if p and not (p.startswith("<") and p.endswith(">"))}
        self.known = known
        self.longest = max(len(p) for p in known)
        self.beginnings = {p[:n] for p in known for n in range(1, len(p) + 1)}
        self.unknown_score = min(0.0, min(s for _, s in known.values())) - UNKNOWN_PENALTY
        self.cuts: dict[str, tuple[int, ...]] = {}

    def pieces(self, text: str) -> list[int]:
        """Words are cut one by one (no piece crosses a space), and remembered."""
        ids: list[int] = []
        for word in folded(text).split():
            cut = self.cuts.get(word)
            if cut is None:
                cut = self.cuts[word] = tuple(self._word(SPACE + word))
            if cut and ids and cut[0] == self.unknown and ids[-1] == self.unknown:
                cut = cut[1:]
            ids.extend(cut)
        return ids

    def tokens(self, text: str, limit: int) -> list[int]:
        return [self.begin, *self.pieces(text)[: limit - 2], self.end]

    def _word(self, word):
        best = [(float("-inf"), self.unknown, 0)] * (len(word) + 1)
        best[0] = (0.0, self.unknown, 0)
        for at in range(len(word)):
            so_far = best[at][0]
            for end in range(at + 1, min(at + self.longest, len(word)) + 1):
                part = word[at:end]
                if part not in self.beginnings:
                    break
                found = self.known.get(part)
                if found and so_far + found[1] > best[end][0]:
                    best[end] = (so_far + found[1], found[0], at)
            if so_far + self.unknown_score > best[at + 1][0]:
                best[at + 1] = (so_far + self.unknown_score, self.unknown, at)
        ids, at = [], len(word)
        while at > 0:
            _, piece, start = best[at]
            if piece != self.unknown or not ids or ids[-1] != self.unknown:
                ids.append(piece)
            at = start
        return ids[::-1]


def folded(text: str) -> str:
    out = []
    for c in unicodedata.normalize("NFKC", text)[:MAX_CHARS]:
        if c.isspace() or c in "\x85":
            out.append(" ")
        elif unicodedata.category(c) != "Cc" and ord(c) not in DROPPED:
            out.append(c)
    return "".join(out)
