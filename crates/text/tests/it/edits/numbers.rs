//! Numbers that moved, in ten languages, and numbers that did not.

use coranto_core::Lang;
use coranto_text::edits::numbers;

/// "five -> seven people"
fn told(lang: &str, old: &str, new: &str) -> Vec<String> {
    let all = numbers(old, new, Lang::parse(lang));
    all.into_iter().map(|m| format!("{} -> {} {}", m.from.words, m.to.words, m.what).trim_end().to_owned()).collect()
}

#[test]
fn a_number_that_moved_is_told_with_what_it_counts() {
    for (lang, old, new, expected) in [
        (
            "en",
            "At least 5 people died in the storm.",
            "At least 7 people died in the storm.",
            &["5 -> 7 people died"][..],
        ),
        (
            "en",
            "Five people have died as Storm Ilva crossed the coast, officials said.",
            "Seven people have died in Storm Ilva, officials on the coast said.",
            &["Five -> Seven people"],
        ),
        (
            "en",
            "The jab cuts cases by 87 per cent.",
            "The jab cuts cases by 78 per cent.",
            &["87 per cent -> 78 per cent %"],
        ),
        ("en", "The jab cuts cases by 87%.", "The jab cuts cases by 78 percent.", &["87% -> 78 percent %"]),
        (
            "en",
            "The death toll rises to five as the bay counts the damage.",
            "The death toll rises to seven as the bay counts the damage.",
            &["five -> seven death toll rises"],
        ),
        ("en", "Rates fell by half a point.", "Rates fell by a quarter point.", &["half -> a quarter point"]),
        ("en", "It cost $2.5 million.", "It cost $3.1bn.", &["$2.5 million -> $3.1bn $"]),
        (
            "de",
            "Betroffen sind rund 1,2 Millionen Versicherte.",
            "Betroffen sind rund 2,1 Millionen Versicherte.",
            &["1,2 Millionen -> 2,1 Millionen Versicherte"],
        ),
        (
            "de",
            "Einundzwanzig Menschen wurden verletzt.",
            "Zweiundzwanzig Menschen wurden verletzt.",
            &["Einundzwanzig -> Zweiundzwanzig Menschen"],
        ),
        (
            "fr",
            "La banque a baissé son taux d’un demi-point, à 3 %.",
            "La banque a baissé son taux d’un quart de point, à 3 %.",
            &["demi -> quart point"],
        ),
        (
            "fr",
            "La tempête a fait deux morts et 70 000 foyers sont privés de courant.",
            "La tempête a fait trois morts et 18 000 foyers sont privés de courant.",
            &["deux -> trois morts", "70 000 -> 18 000 foyers"],
        ),
        (
            "es",
            "El temporal deja al menos nueve muertos en la costa.",
            "El temporal deja al menos doce muertos en la costa.",
            &["nueve -> doce muertos"],
        ),
        (
            "pt",
            "Pelo menos cinco pessoas morreram na enchente.",
            "Pelo menos vinte e três pessoas morreram na enchente.",
            &["cinco -> vinte e três pessoas morreram"],
        ),
        ("ru", "При пожаре погибли пять человек.", "При пожаре погибли семь человек.", &["пять -> семь человек"]),
        ("ru", "Явка составила 58,3 процента.", "Явка составила 58,1 процента.", &["58,3 процента -> 58,1 процента %"]),
        ("ar", "أسفرت العاصفة عن خمسة قتلى على الأقل.", "أسفرت العاصفة عن سبعة قتلى على الأقل.", &["خمسة -> سبعة قتلى"]),
        ("ar", "قُتل ١٢ شخصا في الحادث.", "قُتل ١٥ شخصا في الحادث.", &["١٢ -> ١٥ شخصا"]),
        ("tr", "Selde beş kişi öldü.", "Selde yedi kişi öldü.", &["beş -> yedi kişi öldü"]),
        ("tr", "Aşı yüzde 87 koruyor.", "Aşı yüzde 78 koruyor.", &["yüzde 87 -> yüzde 78 %"]),
        ("hi", "बाढ़ में पाँच लोगों की मौत हुई।", "बाढ़ में सात लोगों की मौत हुई।", &["पाँच -> सात लोगों"]),
        ("hi", "१२ घर बह गए।", "१५ घर बह गए।", &["१२ -> १५ घर बह"]),
        ("zh", "洪水已造成5人死亡。", "洪水已造成7人死亡。", &["5 -> 7 人"]),
        ("zh", "约有一万二千人撤离。", "约有两万三千人撤离。", &["一万二千 -> 两万三千 人"]),
    ] {
        let found = told(lang, old, new);
        assert_eq!(found, expected, "{lang}: {old} / {new}");
    }
}

#[test]
fn what_did_not_move_is_not_told() {
    for (lang, old, new) in [
        ("en", "The council meets on 3 December.", "The council meets on 5 December."),
        ("en", "The vote is at 10:30.", "The vote is at 11:30."),
        ("en", "It was built in 1931.", "It was built in 1932."),
        ("en", "Five people died.", "5 people died."),
        ("en", "Five people died. Nobody slept.", "Nobody slept. Five people died."),
        ("en", "The storm took five lives on the coast.", "Nine ministers resigned over the mill in the capital."),
        ("en", "Three houses burnt in the valley.", "Four goats were seen in the valley."),
        ("en", "They won 2-1 at home.", "They won 3-1 at home."),
        ("de", "Es war am 3. Dezember.", "Es war am 4. Dezember."),
        (
            "en",
            "Two men of the crew drowned off the cape on Monday.",
            "Two men of the crew were saved off the cape on Monday, and seven hens.",
        ),
        ("fr", "Il y a une maison.", "Il y a la maison."),
        (
            "en",
            "About 210,000 homes were without power.",
            "About 210,000 homes were without power. By the evening the number had fallen to 60,000.",
        ),
    ] {
        assert_eq!(told(lang, old, new), Vec::<String>::new(), "{lang}: {old} / {new}");
    }
}

#[test]
fn each_number_of_a_sentence_keeps_to_its_own() {
    let found = told(
        "en",
        "Seven people died, four of them in Aldmere and three in Valombre, and 30 were hurt.",
        "Nine people died, five of them in Aldmere and four in Valombre, and 30 were hurt.",
    );
    assert_eq!(found, ["Seven -> Nine people died", "four -> five", "three -> four"]);
}
