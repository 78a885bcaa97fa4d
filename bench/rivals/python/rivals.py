"""Runs one extraction library from PyPI over a folder of pages and measures it, as bench/rivals does for Rust libraries.

usage: rivals.py TOOL DATA OUT PASSES

Libraries get the page as text (decoded once, outside the clock) and its address, with their default settings but that comments are left out.
"""

import gzip
import importlib.metadata
import json
import logging
import pathlib
import re
import statistics
import sys
import time
import warnings


def trafilatura(fast):
    from trafilatura import bare_extraction

    def read(html, url):
        document = bare_extraction(html, url=url, with_metadata=True, include_comments=False, fast=fast)
        if document is None:
            return None
        return {
            "articleBody": document.text or "",
            "title": document.title,
            "authors": names(document.author),
            "date": document.date,
            "language": document.language,
            "image": document.image,
        }

    return read


def newspaper4k():
    from newspaper import Article

    def read(html, url):
        article = Article(url or "https://unknown.example/page", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        date = article.publish_date
        return {
            "articleBody": article.text,
            "title": article.title or None,
            "authors": article.authors,
            "date": date.isoformat() if hasattr(date, "isoformat") else date or None,
            "language": article.meta_lang or None,
            "image": article.top_image or None,
        }

    return read


# Name in files: (name in the table, package, how to read one page).
TOOLS = {
    "trafilatura_python": ("trafilatura (Python)", "trafilatura", lambda: trafilatura(False)),
    "trafilatura_python_fast": ("trafilatura (Python, fast)", "trafilatura", lambda: trafilatura(True)),
    "newspaper4k": ("newspaper4k (Python)", "newspaper4k", newspaper4k),
}


def names(text):
    """A string of names, cut as the truth's is."""
    parts = re.split(r"[,;]| and ", text or "")
    return [part.strip() for part in parts if part.strip()]


def decoded(raw):
    try:
        return raw.decode()
    except UnicodeDecodeError:
        declared = re.search(rb"charset=[\"']?([A-Za-z0-9_-]+)", raw[:4096], re.I)
        try:
            return raw.decode(declared.group(1).decode() if declared else "cp1252", "replace")
        except LookupError:
            return raw.decode("cp1252", "replace")


def pages(data):
    for name, about in json.loads((data / "ground-truth.json").read_bytes()).items():
        packed, plain = data / "html" / f"{name}.html.gz", data / "html" / f"{name}.html"
        if packed.exists():
            raw = gzip.decompress(packed.read_bytes())
        elif plain.exists():
            raw = plain.read_bytes()
        else:
            continue
        yield name, about.get("url") or None, decoded(raw), len(raw)


def main():
    tool, data, out, passes = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), int(sys.argv[4])
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    shown, package, make = TOOLS[tool]
    read = make()
    every = list(pages(data))

    def attempt(html, url):
        try:
            return read(html, url)
        except Exception:  # a library that fails on a page has no answer for it; the table counts such pages
            return None

    answers = {name: attempt(html, url) for name, url, html, _ in every}
    seconds = []
    for _ in range(max(1, passes)):
        started = time.thread_time()
        for _, url, html, _ in every:
            attempt(html, url)
        seconds.append(time.thread_time() - started)

    out.mkdir(parents=True, exist_ok=True)
    run = {
        "tool": shown,
        "version": importlib.metadata.version(package),
        "cpu_seconds": statistics.median(seconds),
        "pages": len(every),
        "bytes": sum(size for _, _, _, size in every),
        "failed": [name for name, answer in answers.items() if answer is None],
    }
    (out / f"{tool}.json").write_text(json.dumps({name: answer for name, answer in answers.items() if answer is not None}))
    (out / f"{tool}.run.json").write_text(json.dumps(run, indent=2))


main()
