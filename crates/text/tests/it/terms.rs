//! Words and terms in the languages of the news.

use coranto_core::Lang;
use coranto_text::{terms, words};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn said<'a>(found: impl Iterator<Item = coranto_text::Word<'a>>) -> String {
    found.map(|word| word.text.into_owned()).collect::<Vec<_>>().join(" ")
}

fn words_of(lang: &str, text: &str) -> String {
    said(words(text, Lang::parse(lang)))
}

fn terms_of(lang: &str, text: &str) -> String {
    said(terms(text, Lang::parse(lang)))
}

#[test]
fn it_works() {
    let found: Vec<_> =
        words("The Mayor’s café…", Some(Lang::EN)).map(|word| (word.place, word.text.into_owned())).collect();
    assert_eq!(found, [(0..3, "the".to_owned()), (4..13, "mayor's".to_owned()), (14..19, "cafe".to_owned())]);
    assert_eq!(terms_of("en", "The bridges will not be opened, the Mayor’s office said."), "bridg open mayor offic");
}

#[test]
fn words_are_equal_where_readers_see_no_difference() {
    for (lang, text, expected) in [
        ("en", "Don’t DON'T don't", "don't don't don't"),
        ("en", "U.S. troops in the US", "us troops in the us"),
        ("en", "1,000 people, 3.5 metres, 10:30", "1000 people 3.5 metres 10 30"),
        ("en", "state-of-the-art", "state of the art"),
        ("en", "İstanbul and Erdoğan", "istanbul and erdogan"),
        ("en", "Ｎｅｗｓ １２", "news 12"),
        ("en", "cafe\u{301} café", "cafe cafe"),
        ("de", "Straße, STRASSE; Köln 1.000 und 3,5", "strasse strasse köln 1000 und 3.5"),
        ("de", "Mu\u{308}ller Müller Élysée", "müller müller elysee"),
        ("fr", "L’été à l'Élysée, aujourd’hui", "l ete a l elysee aujourd'hui"),
        ("fr", "12\u{202f}500 euros\u{202f}!", "12500 euros"),
        ("fr", "Cœur d’Alène", "coeur d alene"),
        ("es", "El niño cantó ¡Así!", "el niño canto asi"),
        ("pt", "Ação no São João", "acao no sao joao"),
        ("it", "dell’Università è già", "dell universita e gia"),
        ("tr", "IŞIK İzmir Kâğıt", "ışık izmir kağıt"),
        ("ru", "Ещё ПОЕЗД, «ёлка»", "еще поезд елка"),
        ("ar", "إِنَّ الأُمّــة آمنة، ١٢٣", "ان الامه امنه 123"),
        ("fa", "کتاب‌های ایرانی", "كتابهاي ايراني"),
        ("hi", "हाँ, ज़मीन १२", "हां जमीन 12"),
        ("zh", "港口大桥，关闭。3月", "港口 口大 大桥 关闭 3 月"),
        ("ja", "東京タワーで", "東京 京タ タワ ワー ーで"),
        ("th", "น้ำท่วม", "น้ ้ำ ำท ท่ ่ว วม"),
        ("ko", "서울 시장은", "서울 시장은"),
        ("el", "Ο Πρωθυπουργός", "ο πρωθυπουργοσ"),
        ("sv", "Åland är öppet", "åland är öppet"),
        ("pl", "Łódź żółta", "łódź żółta"),
    ] {
        assert_eq!(words_of(lang, text), expected, "{lang}: {text}");
    }
}

#[test]
fn terms_are_stems_without_stop_words() {
    for (lang, text, expected) in [
        ("en", "It is said that WHO and the US disagreed with us about vaccines", "who us disagre vaccin"),
        ("de", "Die Häuser und das Haus, in denen wir wohnten", "haus haus wohnt"),
        ("fr", "Les élections législatives de l’année", "elect legisl anne"),
        ("es", "Las elecciones de los españoles", "eleccion español"),
        ("pt", "As eleições dos brasileiros", "eleico brasileir"),
        ("ru", "Выборы и выборов в городе города", "выбор выбор город город"),
        ("ar", "والوزيرة في المدينة", "وزير مدين"),
        ("tr", "Belediye başkanları ve köprülerin", "beledi başkan köprü"),
        ("hi", "महापौर ने पुलों को बंद किया", "महापौर पुल बंद"),
        ("zh", "我们的港口大桥", "港口 口大 大桥"),
        ("xx", "The bridges", "the bridges"),
    ] {
        assert_eq!(terms_of(lang, text), expected, "{lang}: {text}");
    }
}

#[test]
fn hostile_texts_cost_what_their_length_costs() {
    let limit = Duration::from_secs(60);
    for text in [
        "a".repeat(10 << 20),
        "字".repeat(1 << 17),
        "a'".repeat(1 << 17),
        "é.".repeat(1 << 17),
        "\u{301}".repeat(1 << 18),
        "ก็".repeat(1 << 17),
    ] {
        let start = Instant::now();
        let longest = words(&text, Lang::parse("fr")).map(|word| word.text.len()).max().unwrap_or_default();
        assert!(longest <= 256 && terms(&text, Some(Lang::EN)).count() <= text.len());
        assert!(start.elapsed() < limit, "{} …", text.chars().take(4).collect::<String>());
    }
}

proptest! {
    #[test]
    fn places_are_in_order_and_on_characters(
        text in "[\\PC \n’'.,A-Zéßİ字かกن्]{0,200}",
        lang in proptest::sample::select(vec!["en", "fr", "tr", "de", "ar", "hi", "zh", "ja", "th", "el", "ru", "fi", "hu", "pl", "cs", "nl", "fa", "xx"]),
    ) {
        let lang = Lang::parse(lang);
        let mut before = 0..0;
        for word in words(&text, lang) {
            prop_assert!(word.place.start >= before.start && word.place.end >= before.end && word.place.start < word.place.end);
            prop_assert!(text.get(word.place.clone()).is_some_and(|raw| raw.chars().any(char::is_alphanumeric)));
            prop_assert!(!word.text.is_empty() && !word.text.chars().any(char::is_whitespace));
            before = word.place;
        }
        for term in terms(&text, lang) {
            prop_assert!(!term.text.is_empty());
        }
    }

    /// What is compared again gives itself: stored words can be held against new ones.
    #[test]
    fn folding_twice_changes_nothing(text in "[\\p{Latin}\\p{Greek}\\p{Arabic}\\p{Cyrillic}\\p{Han}’.,0-9]{0,60}") {
        for word in words(&text, Some(Lang::EN)) {
            let again: Vec<_> = words(&word.text, Some(Lang::EN)).map(|word| word.text.into_owned()).collect();
            prop_assert_eq!(again.concat().replace(['.', ',', '\''], ""), word.text.replace(['.', ',', '\''], ""));
        }
    }
}
