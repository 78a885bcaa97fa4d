//! Which of the sections (`core::source::SECTIONS`) an article belongs to, from what publishers themselves say of it.

use coranto_core::{Address, source::SECTIONS};

#[derive(Debug, Clone, Copy, Default)]
pub struct SectionHints<'a> {
    /// What the source list says of the feed: wins when there.
    pub feed: Option<&'a str>,
    /// The page's own section, as written by the publisher in any language.
    pub publisher: Option<&'a str>,
    pub categories: &'a [String],
    pub address: Option<&'a Address>,
}

/// One of `core::source::SECTIONS`, or nothing when no hint is clear.
pub fn section(hints: &SectionHints<'_>) -> Option<&'static str> {
    if let Some(known) = hints.feed.and_then(|feed| SECTIONS.iter().find(|s| **s == feed)) {
        return Some(known);
    }
    hints
        .publisher
        .and_then(of_label)
        .or_else(|| hints.address.and_then(of_address))
        .or_else(|| hints.categories.iter().find_map(|c| of_label(c)))
}

/// A label may be a path ("News > World", "Sport/Football"): the first part that says something wins.
fn of_label(label: &str) -> Option<&'static str> {
    let label = label.to_lowercase();
    of_term(label.trim()).or_else(|| {
        label
            .split(['>', '/', '|', ',', '&', '»', ';', '·', ':'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .find_map(of_term)
    })
}

/// Directories of the path, the page's own name left out; a subdomain such as "sport." speaks too.
fn of_address(address: &Address) -> Option<&'static str> {
    let path = address.url().path();
    let directories = path.rsplit_once('/').map_or("", |(directories, _)| directories);
    let decoded = percent_decode(directories).to_lowercase();
    decoded
        .split('/')
        .filter(|s| !s.is_empty())
        .take(4)
        .find_map(|segment| of_term(segment).or_else(|| of_term(&segment.replace(['-', '_'], " "))))
        .or_else(|| address.host().split('.').next().filter(|sub| *sub != "www").and_then(of_term))
}

fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (b, hex(i + 1), hex(i + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                i += 3;
            }
            _ => {
                out.push(b);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn of_term(term: &str) -> Option<&'static str> {
    TERMS.iter().find(|(_, terms)| terms.contains(&term)).map(|(section, _)| *section)
}

/// Names that publishers give their sections, in the languages Coranto serves. A name that several sections share ("news", "society") is not here.
const TERMS: &[(&str, &[&str])] = &[
    (
        "world",
        &[
            "world",
            "world news",
            "international",
            "international news",
            "global",
            "foreign",
            "global affairs",
            "middle east",
            "middle-east",
            "africa",
            "asia",
            "asia-pacific",
            "europe",
            "americas",
            "latin america",
            "mundo",
            "internacional",
            "internacionales",
            "monde",
            "welt",
            "ausland",
            "international politik",
            "мир",
            "в мире",
            "за рубежом",
            "العالم",
            "عالم",
            "دولي",
            "أخبار العالم",
            "عربي ودولي",
            "عرب وعالم",
            "عربي",
            "الشرق الأوسط",
            "国际",
            "國際",
            "世界",
            "विदेश",
            "दुनिया",
            "dünya",
            "esteri",
            "mondo",
            "buitenland",
            "utrikes",
            "świat",
            "svijet",
            "dunia",
            "internasional",
            "quốc tế",
            "thế giới",
            "mezinárodní",
            "külföld",
            "κόσμος",
            "διεθνή",
            "국제",
        ],
    ),
    (
        "politics",
        &[
            "politics",
            "us politics",
            "uk politics",
            "political news",
            "policy",
            "elections",
            "election",
            "government",
            "parliament",
            "política",
            "politica",
            "politique",
            "politik",
            "inland",
            "innenpolitik",
            "политика",
            "سياسة",
            "السياسة",
            "سياسي",
            "انتخابات",
            "政治",
            "时政",
            "राजनीति",
            "siyaset",
            "politika",
            "polityka",
            "politiek",
            "politikk",
            "política nacional",
            "elecciones",
            "élections",
            "wahlen",
            "выборы",
            "πολιτική",
            "chính trị",
            "정치",
        ],
    ),
    (
        "business",
        &[
            "business",
            "business news",
            "economy",
            "economics",
            "finance",
            "markets",
            "money",
            "companies",
            "economía",
            "economia",
            "negocios",
            "finanzas",
            "empresas",
            "mercados",
            "économie",
            "economie",
            "entreprises",
            "bourse",
            "wirtschaft",
            "finanzen",
            "unternehmen",
            "börse",
            "экономика",
            "бизнес",
            "финансы",
            "اقتصاد",
            "الاقتصاد",
            "مال وأعمال",
            "أعمال",
            "أسواق",
            "财经",
            "財經",
            "经济",
            "經濟",
            "ビジネス",
            "経済",
            "कारोबार",
            "बिज़नेस",
            "अर्थव्यवस्था",
            "ekonomi",
            "gospodarka",
            "biznes",
            "ekonomika",
            "næringsliv",
            "okonomi",
            "økonomi",
            "negócios",
            "finanças",
            "οικονομία",
            "kinh tế",
            "kinh doanh",
            "bisnis",
            "경제",
        ],
    ),
    (
        "technology",
        &[
            "technology",
            "tech",
            "tech news",
            "gadgets",
            "internet",
            "cybersecurity",
            "ai",
            "digital",
            "tecnología",
            "tecnologia",
            "technologie",
            "technologies",
            "numérique",
            "high-tech",
            "netzwelt",
            "технологии",
            "технологии и медиа",
            "интернет",
            "تكنولوجيا",
            "التكنولوجيا",
            "تقنية",
            "علوم وتكنولوجيا",
            "科技",
            "テクノロジー",
            "टेक्नोलॉजी",
            "टेक",
            "teknoloji",
            "technologia",
            "technika",
            "teknik",
            "teknologi",
            "τεχνολογία",
            "công nghệ",
        ],
    ),
    (
        "science",
        &[
            "science",
            "science news",
            "space",
            "science & environment",
            "science-environment",
            "ciencia",
            "ciência",
            "sciences",
            "wissenschaft",
            "wissen",
            "наука",
            "علوم",
            "العلوم",
            "فضاء",
            "科学",
            "科學",
            "विज्ञान",
            "bilim",
            "scienza",
            "scienze",
            "nauka",
            "wetenschap",
            "vetenskap",
            "επιστήμη",
            "khoa học",
            "과학",
        ],
    ),
    (
        "health",
        &[
            "health",
            "health news",
            "medicine",
            "wellness",
            "coronavirus",
            "covid-19",
            "salud",
            "saúde",
            "santé",
            "sante",
            "gesundheit",
            "medizin",
            "здоровье",
            "медицина",
            "صحة",
            "الصحة",
            "طب",
            "健康",
            "स्वास्थ्य",
            "हेल्थ",
            "sağlık",
            "saglik",
            "salute",
            "zdrowie",
            "gezondheid",
            "hälsa",
            "helse",
            "υγεία",
            "sức khỏe",
            "kesehatan",
        ],
    ),
    (
        "environment",
        &[
            "environment",
            "climate",
            "climate change",
            "climate-change",
            "nature",
            "weather",
            "energy & environment",
            "medio ambiente",
            "medioambiente",
            "clima",
            "meio ambiente",
            "ambiente",
            "environnement",
            "planète",
            "planete",
            "climat",
            "météo",
            "umwelt",
            "klima",
            "wetter",
            "экология",
            "климат",
            "погода",
            "بيئة",
            "البيئة",
            "مناخ",
            "طقس",
            "环境",
            "環境",
            "पर्यावरण",
            "çevre",
            "środowisko",
            "milieu",
            "miljö",
            "miljø",
            "περιβάλλον",
            "môi trường",
        ],
    ),
    (
        "culture",
        &[
            "culture",
            "arts",
            "art",
            "books",
            "film",
            "films",
            "movies",
            "music",
            "theatre",
            "theater",
            "tv",
            "television",
            "entertainment",
            "entertainment & arts",
            "entertainment-arts",
            "entertainment_and_arts",
            "celebrity",
            "cultura",
            "cine",
            "música",
            "libros",
            "espectáculos",
            "entretenimiento",
            "cinéma",
            "musique",
            "livres",
            "kultur",
            "feuilleton",
            "kino",
            "musik",
            "культура",
            "кино",
            "искусство",
            "ثقافة",
            "الثقافة",
            "فن",
            "فنون",
            "ثقافة وفن",
            "منوعات",
            "文化",
            "娱乐",
            "娛樂",
            "エンタメ",
            "संस्कृति",
            "मनोरंजन",
            "kültür",
            "kültür sanat",
            "kultura",
            "cultuur",
            "spettacoli",
            "entretenimento",
            "πολιτισμός",
            "văn hóa",
            "giải trí",
            "hiburan",
            "문화",
        ],
    ),
    (
        "sport",
        &[
            "sport",
            "sports",
            "sports news",
            "football",
            "soccer",
            "cricket",
            "rugby",
            "tennis",
            "basketball",
            "nba",
            "nfl",
            "mlb",
            "golf",
            "formula1",
            "olympics",
            "boxing",
            "athletics",
            "deportes",
            "deporte",
            "fútbol",
            "futbol",
            "esportes",
            "desporto",
            "futebol",
            "calcio",
            "fußball",
            "fussball",
            "bundesliga",
            "спорт",
            "футбол",
            "хоккей",
            "رياضة",
            "الرياضة",
            "كرة القدم",
            "体育",
            "體育",
            "スポーツ",
            "खेल",
            "स्पोर्ट्स",
            "spor",
            "sportowe",
            "voetbal",
            "idrott",
            "fotboll",
            "αθλητικά",
            "thể thao",
            "olahraga",
            "스포츠",
        ],
    ),
    (
        "opinion",
        &[
            "opinion",
            "opinions",
            "commentisfree",
            "comment",
            "commentary",
            "analysis & opinion",
            "editorial",
            "editorials",
            "columns",
            "columnists",
            "letters",
            "views",
            "voices",
            "opinión",
            "opinion y blogs",
            "columnas",
            "opinião",
            "opinioni",
            "idées",
            "idees",
            "tribune",
            "débats",
            "meinung",
            "kommentar",
            "kommentare",
            "kolumne",
            "мнения",
            "мнение",
            "колонки",
            "رأي",
            "آراء",
            "مقالات",
            "مقالات الرأي",
            "观点",
            "評論",
            "评论",
            "オピニオン",
            "विचार",
            "yazarlar",
            "opinie",
            "ledare",
            "απόψεις",
            "ý kiến",
            "opini",
        ],
    ),
    (
        "lifestyle",
        &[
            "lifestyle",
            "life and style",
            "lifeandstyle",
            "life",
            "living",
            "fashion",
            "food",
            "travel",
            "style",
            "home & garden",
            "recipes",
            "estilo",
            "estilo de vida",
            "moda",
            "gastronomía",
            "viajes",
            "mode de vie",
            "voyage",
            "voyages",
            "cuisine",
            "leben",
            "stil",
            "reise",
            "reisen",
            "mode",
            "стиль",
            "стиль жизни",
            "путешествия",
            "еда",
            "أسلوب حياة",
            "نمط حياة",
            "سفر",
            "موضة",
            "生活",
            "ライフ",
            "जीवनशैली",
            "लाइफस्टाइल",
            "yaşam",
            "styl życia",
            "viagens",
            "du lịch",
            "gaya hidup",
        ],
    ),
    (
        "local",
        &[
            "local",
            "local news",
            "regional",
            "regions",
            "city",
            "cities",
            "metro",
            "neighborhood",
            "community",
            "local_news",
            "locales",
            "regiones",
            "ciudad",
            "régions",
            "regions et villes",
            "lokales",
            "regionales",
            "lokal",
            "stadt",
            "регионы",
            "город",
            "местные",
            "محليات",
            "محلي",
            "أخبار محلية",
            "地方",
            "本地",
            "地域",
            "स्थानीय",
            "शहर",
            "yerel",
            "lokalne",
            "cronaca",
            "τοπικά",
            "địa phương",
            "daerah",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(publisher: &str, address: &str) -> Option<&'static str> {
        let address = Address::parse(address).ok();
        section(&SectionHints { publisher: Some(publisher), address: address.as_ref(), ..SectionHints::default() })
    }

    #[test]
    fn publishers_name_sections_in_their_own_words() {
        assert_eq!(of("World News", ""), Some("world"));
        assert_eq!(of("News > Sport > Football", ""), Some("sport"));
        assert_eq!(of("اقتصاد", ""), Some("business"));
        assert_eq!(of("Экономика", ""), Some("business"));
        assert_eq!(of("Chronique", "https://a.example/culture/x/le-livre.html"), Some("culture"));
        assert_eq!(of("", "https://a.example/%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9/12"), Some("sport"));
        assert_eq!(of("", "https://sport.a.example/2026/x"), Some("sport"));
        assert_eq!(of("", "https://a.example/2026/11/world-cup"), None);
        assert_eq!(of("Miscellaneous", "https://a.example/x"), None);
    }

    #[test]
    fn the_feed_knows_best() {
        let hints = SectionHints { feed: Some("science"), publisher: Some("Sport"), ..SectionHints::default() };
        assert_eq!(section(&hints), Some("science"));
        let categories = ["Breaking".to_owned(), "Santé".to_owned()];
        assert_eq!(section(&SectionHints { categories: &categories, ..SectionHints::default() }), Some("health"));
    }

    #[test]
    fn every_term_belongs_to_one_known_section() {
        let mut seen = std::collections::BTreeMap::new();
        for (section, terms) in TERMS {
            assert!(SECTIONS.contains(section), "{section}");
            for term in *terms {
                assert_eq!(term.to_lowercase(), **term, "terms are compared in lower case");
                if let Some(other) = seen.insert(*term, *section) {
                    panic!("“{term}” stands for {other} and for {section}");
                }
            }
        }
    }
}
