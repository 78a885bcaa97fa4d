"""Texts with topics for training: sets.py DATA OUT. DATA is the folder of evaluation data; OUT gets texts.jsonl (for the example `features`),
lines.jsonl (title and lead of some of them, for the example `vectors` of the encode room) and vectors.tsv (which).

Every text: {"title", "text", "lang", "url", "topic" (or null: its address decides), "sub" (number of the second level, or null), "set", "weight"}. Nothing of MasakhaNEWS is here, and of BBC only the
files of even number: both are what `coranto eval categories` reports on."""
import gzip
import hashlib
import json
import pathlib
import random
import sys
import tarfile
import urllib.parse

HERE = pathlib.Path(__file__).parent
GNEWS = {"technology": "science", "science": "science", "business": "economy", "entertainment": "arts", "health": "health", "sports": "sport"}
BBC = {"business": "economy", "entertainment": "arts", "politics": "politics", "sport": "sport", "tech": "science"}
ALLSIDES = {
    "politics": "elections politics white_house us_senate us_house us_congress impeachment republican_party democratic_party voting_rights_and_voter_fraud campaign_finance polarization foreign_policy state_department campaign_rhetoric",
    "society": "immigration race_and_racism lgbt_rights",
    "health": "healthcare coronavirus ebola",
    "crime": "gun_control_and_gun_rights supreme_court justice criminal_justice fbi justice_department sexual_misconduct violence_in_america",
    "conflict": "terrorism isis us_military north_korea",
    "economy": "economy_and_jobs trade taxes banking_and_finance federal_budget business",
    "environment": "environment energy",
    "education": "education",
    "religion": "religion_and_faith",
    "labour": "labor",
    "disaster": "disaster",
    "sport": "sports",
    "science": "technology cybersecurity",
    "arts": "arts_and_entertainment media_bias",
}
# Where an editor's topic is one of the second level.
ALLSIDES_SUBS = {
    20000574: "elections voting_rights_and_voter_fraud campaign_rhetoric",
    20000593: "white_house us_senate us_house us_congress impeachment federal_budget",
    20000638: "foreign_policy state_department",
    20000771: "immigration",
    20000775: "race_and_racism",
    20000106: "supreme_court",
    20000053: "terrorism isis",
    20000344: "economy_and_jobs",
    20000446: "coronavirus ebola",
}
# Of a set's topic no more than this, so that no publisher's idea of news outweighs the rest.
MOST = {"gnews": 1800, "allsides": 400}
# Directories of addresses that name a topic of the second level; more of them than the program believes in.
PATHS = {name: int(sub) for sub, names in (line.split("\t") for line in (HERE / "data/paths.tsv").read_text().splitlines()) for name in names.split()}
# The encoder is slow, and its vectors need fewer examples.
MOST_VECTORS = {"gnews": 1000, "own_words": 0}


def gnews(data):
    with gzip.open(next(data.glob("streams/gnews_en_*.jsonl.gz")), "rt") as lines:
        for line in lines:
            item = json.loads(line)
            # "Health" and "science" of an aggregator hold much of the weather, of animals and of parks: where the address says a topic, that counts.
            yield item["title"], item.get("description") or "", item["url"], GNEWS.get(item["category"]), of_path(item["url"]), 0.6


def of_path(url):
    """What a directory of an address says, where all that say something agree."""
    directories = urllib.parse.urlparse(url).path.lower().split("/")[:-1]
    said = {PATHS[name] for name in directories if name in PATHS}
    return said.pop() if len(said) == 1 else None


def allsides(data):
    topics = {name: topic for topic, names in ALLSIDES.items() for name in names.split()}
    subs = {name: sub for sub, names in ALLSIDES_SUBS.items() for name in names.split()}
    with gzip.open(data / "stories/allsides/articles.jsonl.gz", "rt") as lines:
        for line in lines:
            item = json.loads(line)
            if item["topic"] in topics:
                yield item["title"], item["text"][:4000], None, topics[item["topic"]], subs.get(item["topic"]), 0.5


def bbc(data):
    with tarfile.open(data / "categories.tar.xz") as tar:
        for member in tar:
            path = pathlib.PurePath(member.name)
            if path.parent.name in BBC and path.parent.parent.name == "data_files" and int(path.stem) % 2 == 0:
                title, _, text = tar.extractfile(member).read().decode("utf-8", "replace").partition("\n")
                yield title, text.strip(), None, BBC[path.parent.name], None, 2.0


def iptc(data):
    """IPTC's own definitions of a topic and of all that are below it."""
    concepts = {c["qcode"]: c for c in json.loads((data / "iptc-mediatopics/2026/cptall-en-US.json").read_text())["conceptSet"]}
    slugs = "arts crime disaster economy education environment health human-interest labour lifestyle politics religion science society sport conflict weather".split()

    def above(concept, depth=0):
        """The numbers from the top down to the concept."""
        broader = [b if b in concepts else "medtop:" + b.rsplit("/", 1)[-1] for b in concept.get("broader", [])]
        return ([] if not broader or depth > 8 else above(concepts[broader[0]], depth + 1)) + [int(concept["qcode"].split(":")[1])]

    for concept in concepts.values():
        number, *below = above(concept)
        name = concept.get("prefLabel", {}).get("en-US")
        if name and number % 1_000_000 == 0 and not concept.get("retired"):
            yield name, concept.get("definition", {}).get("en-US", ""), None, slugs[number // 1_000_000 - 1], below[0] if below else None, 0.3


def own_events():
    topic_of = {}
    for line in (HERE / "data/events.tsv").read_text().splitlines():
        topic, events = line.split("\t")
        topic_of.update(dict.fromkeys(events.split(), topic))
    for line in (HERE / "../encoder/data/events_train.jsonl").read_text().splitlines():
        event = json.loads(line)
        for lang, (title, lead) in event["texts"].items():
            if event["event"] in topic_of:
                yield title, lead, lang, topic_of[event["event"]], None, 1.0
    for line in (HERE / "../story/data/events.jsonl").read_text().splitlines():
        event = json.loads(line)
        for report in event["reports"]:
            if event["event"] in topic_of:
                yield report["title"], report["lead"], report["lang"], topic_of[event["event"]], None, 0.7


def own_words():
    """Words of a topic, as if they were headlines: each word five times, with others of its topic."""
    chance = random.Random(5)
    for line in (HERE / "data/words.tsv").read_text().splitlines():
        lang, topic, words = line.split("\t")
        words = words.split()
        for _ in range(5):
            chance.shuffle(words)
            for at in range(0, len(words), 4):
                yield " ".join(words[at : at + 4]), "", lang, topic, None, 0.6


def own_headlines():
    for line in (HERE / "data/headlines.tsv").read_text().splitlines():
        lang, topic, title = line.split("\t")
        yield title, "", lang, topic, None, 2.0


def own_leads():
    for line in (HERE / "data/leads.tsv").read_text().splitlines():
        lang, topic, sub, title, lead = line.split("\t")
        yield title, lead, lang, topic, None if sub == "-" else int(sub), 2.0


def main():
    data, out = map(pathlib.Path, sys.argv[1:])
    texts = []

    def take(name, rows, own=False):
        for title, text, third, topic, sub, weight in rows:
            lang, url = (third, None) if own else ("en", third)
            texts.append({"title": title, "text": text, "lang": lang, "url": url, "topic": topic, "sub": sub, "set": name, "weight": weight})

    for make in (gnews, allsides, bbc, iptc):
        take(make.__name__, make(data))
    for make in (own_events, own_words, own_headlines, own_leads):
        take(make.__name__, make(), own=True)
    # In an order of no meaning that is always the same.
    texts.sort(key=lambda t: hashlib.sha256((t["set"] + t["title"] + t["text"][:100]).encode()).digest())
    counts, kept = {}, []
    for text in texts:
        key = (text["set"], text["topic"])
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= (4000 if text["topic"] is None else MOST.get(text["set"], 10**9)):
            kept.append(text)
    counts = {}
    with open(out / "texts.jsonl", "w") as texts_out, open(out / "lines.jsonl", "w") as lines_out, open(out / "vectors.tsv", "w") as numbers:
        for number, text in enumerate(kept):
            texts_out.write(json.dumps(text, ensure_ascii=False) + "\n")
            key = (text["set"], text["topic"])
            counts[key] = counts.get(key, 0) + 1
            if counts[key] <= MOST_VECTORS.get(text["set"], 10**9):
                lines_out.write(json.dumps({"title": text["title"], "lead": text["text"][:250]}, ensure_ascii=False) + "\n")
                print(number, file=numbers)
    print(len(kept), "texts")


main()
