//! Places found and resolved: what stands as a name, and which of its bearers is meant.

use coranto_core::Lang;
use coranto_names::{Kind, place, places};

/// "Москве=Moscow(RU)" for each place of the text.
fn seen(lang: &str, text: &str) -> String {
    seen_near(lang, text, None)
}

fn seen_near(lang: &str, text: &str, near: Option<[u8; 2]>) -> String {
    let mentions = places(text, Lang::parse(lang), near);
    let shown = mentions.iter().map(|mention| {
        let place = place(mention.candidates[0].id).unwrap();
        let country = place.country.map(|code| String::from_utf8(code.to_vec()).unwrap()).unwrap_or_default();
        format!("{}={}({country})", &text[mention.range.clone()], place.name(None))
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn it_works() {
    let text = "Talks in Geneva ended on Friday without a deal between Ukraine and Russia, officials in Kyiv said.";
    assert_eq!(seen("en", text), "Geneva=Geneva(CH); Ukraine=Ukraine(UA); Russia=Russia(RU); Kyiv=Kyiv(UA)");
    let kyiv = place(places(text, Lang::parse("en"), None)[3].candidates[0].id).unwrap();
    assert_eq!(kyiv.kind, Kind::Town);
    assert!((kyiv.lat.unwrap() - 50.45).abs() < 0.1 && (kyiv.lon.unwrap() - 30.52).abs() < 0.1);
    assert!(kyiv.population > 2_000_000);
    assert_eq!(kyiv.name(Lang::parse("de")), "Kiew");
}

#[test]
fn names_are_found_in_every_language() {
    for (lang, text, expected) in [
        (
            "ru",
            "Президент прибыл в Москву из Нижнего Новгорода, затем отправится в Сирию и Германию.",
            "Москву=Moscow(RU); Нижнего Новгорода=Nizhniy Novgorod(RU); Сирию=Syria(SY); Германию=Germany(DE)",
        ),
        (
            "ar",
            "وصل الوزير إلى القاهرة قادما من بغداد، وزار وفد من المغرب باريس ولندن وبرلين.",
            "القاهرة=Cairo(EG); بغداد=Baghdad(IQ); المغرب=Morocco(MA); باريس=Paris(FR); لندن=London(GB); برلين=Berlin(DE)",
        ),
        (
            "es",
            "El ministro viajó de Buenos Aires a Sevilla y después a los Estados Unidos.",
            "Buenos Aires=Buenos Aires(AR); Sevilla=Sevilla(ES); Estados Unidos=United States(US)",
        ),
        (
            "fr",
            "Le ministre a quitté Marseille pour l’Allemagne et la Côte d’Ivoire.",
            "Marseille=Marseille(FR); Allemagne=Germany(DE); Côte d’Ivoire=Côte d’Ivoire(CI)",
        ),
        (
            "de",
            "In München und Köln sprach der Minister über Deutschlands Grenzen zu Österreich.",
            "München=Munich(DE); Köln=Köln(DE); Deutschland=Germany(DE); Österreich=Austria(AT)",
        ),
        (
            "zh",
            "中国外交部长周五抵达莫斯科，随后将访问德国柏林和法国。",
            "中国=China(CN); 莫斯科=Moscow(RU); 德国=Germany(DE); 柏林=Berlin(DE); 法国=France(FR)",
        ),
        (
            "hi",
            "प्रधानमंत्री शुक्रवार को नई दिल्ली से मुंबई पहुंचे और फिर रूस गए।",
            "नई दिल्ली=New Delhi(IN); मुंबई=Mumbai(IN); रूस=Russia(RU)",
        ),
        (
            "pt",
            "O ministro saiu de Lisboa para a Alemanha e depois para o Rio de Janeiro.",
            "Lisboa=Lisbon(PT); Alemanha=Germany(DE); Rio de Janeiro=Rio de Janeiro(BR)",
        ),
        (
            "tr",
            "Bakan, Ankara'dan İzmir'e gitti; Almanya'da ve Mısır'da görüşmeler yapacak.",
            "Ankara=Ankara(TR); İzmir=İzmir(TR); Almanya=Germany(DE); Mısır=Egypt(EG)",
        ),
        ("it", "Il ministro è partito da Milano per la Germania.", "Milano=Milan(IT); Germania=Germany(DE)"),
        ("nl", "De minister reisde van Rotterdam naar Duitsland.", "Rotterdam=Rotterdam(NL); Duitsland=Germany(DE)"),
        ("pl", "Minister pojechał z Warszawy do Hiszpanii.", "Warszawy=Warsaw(PL); Hiszpanii=Spain(ES)"),
    ] {
        assert_eq!(seen(lang, text), expected, "{lang}");
    }
}

#[test]
fn a_name_must_stand_as_a_name() {
    for text in [
        "Nice weather is expected, and reading helps.",
        "Of course the man had a mobile phone in his bath.",
        "Paris Hilton and Abraham Lincoln never met. Lincoln was dead by then, and Hilton was not born.",
        "Mr Washington said that Jordan Peterson would not come.",
        "The Washington Post reported it, and Leeds United won.",
        "Let us march in may, it will split the orange.",
    ] {
        assert_eq!(seen("en", text), "", "{text}");
    }
    assert_eq!(seen("en", "They met in Nice and in Reading."), "Nice=Nice(FR); Reading=Reading(GB)");
    assert_eq!(seen("en", "Protests spread across the US and the UK."), "US=United States(US); UK=United Kingdom(GB)");
    assert_eq!(seen("en", "U.S. officials said so."), "U.S.=United States(US)");
}

#[test]
fn the_text_says_which_is_meant() {
    assert_eq!(seen("en", "A fire in Paris, Texas, killed two."), "Paris=Paris(US); Texas=Texas(US)");
    assert_eq!(seen("en", "A fire in Paris killed two."), "Paris=Paris(FR)");
    assert_eq!(seen("en", "Police in Birmingham, Alabama, said so."), "Birmingham=Birmingham(US); Alabama=Alabama(US)");
    assert_eq!(seen("en", "Police in Birmingham said so."), "Birmingham=Birmingham(GB)");
    assert_eq!(
        seen("en", "Georgia and Armenia signed a treaty in Tbilisi."),
        "Georgia=Georgia(GE); Armenia=Armenia(AM); Tbilisi=Tbilisi(GE)"
    );
    assert_eq!(
        seen("en", "Voters in Georgia and Florida decide the American election, said officials in Atlanta."),
        "Georgia=Georgia(US); Florida=Florida(US); Atlanta=Atlanta(US)"
    );
    // A publisher's readers know their own town.
    assert_eq!(seen_near("en", "The mayor of Cambridge resigned.", Some(*b"GB")), "Cambridge=Cambridge(GB)");
    let open = places("The mayor of Springfield resigned.", Lang::parse("en"), None);
    assert!(!open[0].sure && open[0].candidates.len() > 2);
}
