//! Hashtags, people, places, organisations and categories as a reader meets them: their pages, what an article and a story say of them, what is not there.

use crate::press::{NOW, Press, Report, Told, facts, in_story, known, paragraph, person, report, told};
use crate::visit::{get, words};
use axum::http::StatusCode;
use coranto_core::about::{Grain, QuoteKind, SubjectKind};
use coranto_core::source::SourceFacts;
use coranto_core::story::CopyKind;
use coranto_core::{ArticleKey, Millis, StoryKey};
use coranto_site::SiteState;

const DAY: i64 = 24 * 60;

/// A harbour town's week: four papers, one of them licensed, one Arabic; a storm that three tell of, and what follows.
async fn harbour() -> (Press, Vec<ArticleKey>) {
    let press = Press::new().await;
    let lantern = SourceFacts { full_text: true, ..facts("lantern", "The Lantern", "XA", "en") };
    let papers = [
        press.source(lantern).await,
        press.source(facts("courier", "Ember Courier", "XA", "en")).await,
        press.source(facts("post", "Northern Post", "XB", "en")).await,
        press.source(facts("almasar", "المسار", "XC", "ar")).await,
    ];
    let reports = [
        (
            0,
            report("Storm closes Port Ember")
                .lead("Waves of nine metres.")
                .text(vec![paragraph("The harbour is shut.")])
                .ago(90),
        ),
        (1, report("Harbour of Port Ember shut by storm").lead("Nobody sails.").ago(60)),
        (3, report("عاصفة تغلق ميناء إمبر").lang("ar").lead("أمواج بعلو تسعة أمتار.").ago(30)),
        (2, report("Marrow asks for new gates").ago(2 * DAY)),
        (0, report("Harbour master presents her plan").ago(6 * DAY)),
        (1, report("A quiet day at the lock").section("").ago(20 * DAY)),
    ];
    let mut keys = Vec::new();
    for (paper, one) in reports {
        keys.extend(press.publish(papers[paper], vec![one]).await);
    }
    let story = [7, 7, 7, 8, 9, 10];
    press.place(keys.iter().zip(story).map(|(key, story)| in_story(key, story)).collect()).await;
    let marrow = || person("Ilse Marrow");
    let ember = || known(SubjectKind::Place, "geo:ember");
    let council = || known(SubjectKind::Organisation, "org:council");
    let storm = || known(SubjectKind::Concept, "concept:storm");
    press
        .read(vec![
            told(&keys[0])
                .about(storm(), "storm", "")
                .about(ember(), "Port Ember", "")
                .about(marrow(), "Ilse Marrow", "IlseMarrow")
                .topic("weather", Some(20001129))
                .says(
                    Some(marrow()),
                    "Ilse Marrow",
                    "No ship leaves this harbour before the wind has turned to the north",
                )
                .quotes(
                    QuoteKind::Indirect,
                    None,
                    "a fisherman",
                    "the harbour master had warned them in time",
                    vec![marrow()],
                )
                .dated(4, "The harbour opens again on Saturday."),
            told(&keys[1])
                .about(storm(), "storm", "")
                .about(ember(), "Port Ember", "")
                .about(marrow(), "Ilse Marrow", "IlseMarrow")
                .topic("weather", Some(20001129))
                .says(Some(marrow()), "Marrow", "No ship leaves this harbour before the wind has turned")
                .dated(4, "It opens on Saturday, the council says."),
            told(&keys[2])
                .lang("ar")
                .about(storm(), "عاصفة", "")
                .about(ember(), "ميناء إمبر", "")
                .topic("weather", None),
            told(&keys[3])
                .about(marrow(), "Ilse Marrow", "IlseMarrow")
                .about(council(), "Harbour Council", "")
                .topic("politics", None)
                .quotes(QuoteKind::Fragment, Some(marrow()), "Marrow", "a door, not a monument", vec![council()]),
            told(&keys[4])
                .about(marrow(), "Ilse Marrow", "IlseMarrow")
                .about(council(), "Harbour Council", "")
                .about(ember(), "Port Ember", "")
                .dated(-2, "The council met on Sunday."),
            told(&keys[5]).about(council(), "Harbour Council", ""),
        ])
        .await;
    (press, keys)
}

async fn shown(state: &SiteState, path: &str) -> String {
    let page = get(state, path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    words(page.text())
}

#[tokio::test]
async fn a_hashtag_has_its_stories_its_coverage_and_its_neighbours() {
    let (press, _) = harbour().await;
    let page = get(&press.state(), "/en/hashtag/PortEmber").await;
    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!(words(page.text()), @r#"Place Latest news with #PortEmber 4 articles 3 owners More about Port Ember In English All languages 26 October 2026 24 November 2026 4 articles from 3 owners in 30 days; most on 24 November 2026: 3 articles. Articles Owners Day by day Day Articles Owners 24 November 2026 3 3 18 November 2026 1 1 Latest news World Storm closes Port Ember Waves of nine metres. The Lantern Aldmere privately owned 1 h ago 3 outlets 3 independent texts 2 countries 2 languages Also Ember Courier المسار World Harbour master presents her plan The Lantern Aldmere privately owned 6 days ago Related hashtags #Storms 3 articles in common #IlseMarrow 3 articles in common #HarbourCouncil 1 article in common In other languages Arabic #ميناء_إمبر German #Glutshafen"#);
    assert!(page.has(r#"<link rel="alternate" type="application/atom+xml" title="Feed of #PortEmber" href="/en/hashtag/PortEmber/feed.xml">"#));
    assert!(page.has("<h1>Latest news with \u{2068}#PortEmber\u{2069}</h1>"), "{}", page.text());
    assert!(page.has(r#"href="/en/place/port-ember""#));
    assert!(
        page.has(r#"hreflang="ar" href="/ar/hashtag/%D9%85%D9%8A%D9%86%D8%A7%D8%A1_%D8%A5%D9%85%D8%A8%D8%B1""#),
        "the other interface's spelling"
    );
    let arabic = shown(&press.state(), "/ar/hashtag/%D9%85%D9%8A%D9%86%D8%A7%D8%A1_%D8%A5%D9%85%D8%A8%D8%B1").await;
    assert!(arabic.contains("آخر الأخبار مع #ميناء_إمبر") && arabic.contains("عاصفة تغلق ميناء إمبر"), "{arabic}");
}

#[tokio::test]
async fn a_hashtag_has_one_address_in_each_interface() {
    let (press, _) = harbour().await;
    let state = press.state();
    let arabic = "/ar/hashtag/%D9%85%D9%8A%D9%86%D8%A7%D8%A1_%D8%A5%D9%85%D8%A8%D8%B1";
    for (asked, place) in [
        ("/en/hashtag/portember", "/en/hashtag/PortEmber".to_owned()),
        ("/en/hashtag/%23Port_EMBER", "/en/hashtag/PortEmber".to_owned()),
        ("/en/hashtag/Glutshafen/feed.xml", "/en/hashtag/PortEmber/feed.xml".to_owned()),
        ("/ar/hashtag/PortEmber", arabic.to_owned()),
        ("/ar/hashtag/glutshafen/feed.xml", format!("{arabic}/feed.xml")),
    ] {
        let answer = get(&state, asked).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::PERMANENT_REDIRECT, place.as_str()),
            "{asked}"
        );
    }
    let feed = get(&state, "/en/hashtag/PortEmber/feed.xml").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(feed.text().matches("<entry").count(), 4, "{}", feed.text());
    assert!(feed.has("<title>#PortEmber · Coranto</title>"));
}

#[tokio::test]
async fn what_has_too_little_has_no_page_and_says_what_there_is() {
    let (press, keys) = harbour().await;
    press.read(vec![told(&keys[5]).about(person("Tom Ashby"), "Tom Ashby", "TomAshby")]).await;
    let state = press.state();
    for missing in
        ["/en/hashtag/TomAshby", "/en/hashtag/TomAshby/feed.xml", "/en/person/tom-ashby", "/en/place/ilse-marrow"]
    {
        let page = get(&state, missing).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{missing}");
        assert!(page.has("noindex"), "{missing}");
    }
    for (asked, meant) in [
        ("/en/hashtag/PortEmbre", "/en/hashtag/PortEmber"),
        ("/en/hashtag/port", "/en/hashtag/PortEmber"),
        ("/en/hashtag/%D9%85%D9%8A%D9%86%D8%A7%D8%A1", "/en/hashtag/PortEmber"),
        ("/en/person/ilse-marow", "/en/person/ilse-marrow"),
        ("/en/person/ilse", "/en/person/ilse-marrow"),
    ] {
        let page = get(&state, asked).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{asked}");
        assert!(page.has(&format!("<li><a href=\"{meant}\">")), "{asked}: {}", words(page.text()));
    }
    let page = words(get(&state, "/en/hashtag/Unheardof").await.text());
    assert!(
        page.contains("#Unheardof has no page A page begins once 3 articles from 2 owners tell of it within 30 days."),
        "{page}"
    );
    for hostile in [
        "/en/hashtag/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/en/hashtag/%E2%80%AE%E2%80%8B",
        "/en/hashtag/%F0%9F%94%A5",
    ] {
        let page = get(&state, hostile).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{hostile}");
        assert!(!page.has("<script>alert") && !page.has("\u{202e}") && !page.has("\u{200b}"));
    }
    let long = get(&state, &format!("/en/hashtag/{}", "a".repeat(3_000))).await;
    assert_eq!(long.status, StatusCode::NOT_FOUND);
    assert!(!long.has(&"a".repeat(100)));
}

#[tokio::test]
async fn what_has_left_the_news_is_gone_with_a_word() {
    let (press, _) = harbour().await;
    press.clock.set(Millis(NOW.0 + 40 * Millis::DAY));
    let state = press.state();
    for (gone, heading) in [
        ("/en/hashtag/PortEmber", "#PortEmber is no longer in the news"),
        ("/en/person/ilse-marrow", "Ilse Marrow is no longer in the news"),
        ("/ar/hashtag/PortEmber", "لم يعد #ميناء_إمبر في الأخبار"),
    ] {
        let page = get(&state, gone).await;
        assert_eq!(page.status, StatusCode::GONE, "{gone}");
        assert!(words(page.text()).contains(heading), "{gone}: {}", words(page.text()));
    }
    assert!(
        words(get(&state, "/en/place/port-ember").await.text()).contains("The last article is from 24 November 2026.")
    );
    assert!(!get(&state, "/en").await.has("In the news"));
}

#[tokio::test]
async fn a_person_has_names_news_and_words() {
    let (press, _) = harbour().await;
    let page = get(&press.state(), "/en/person/ilse-marrow").await;
    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!(words(page.text()), @r#"Person Ilse Marrow 4 articles 3 owners #IlseMarrow Latest news In English All languages World Storm closes Port Ember Waves of nine metres. The Lantern Aldmere privately owned 1 h ago 3 outlets 3 independent texts 2 countries 2 languages Also Ember Courier المسار World Marrow asks for new gates Northern Post Sahrin privately owned 2 days ago World Harbour master presents her plan The Lantern Aldmere privately owned 6 days ago What Ilse Marrow said “No ship leaves this harbour before the wind has turned to the north” The Lantern Aldmere 1 h ago in 2 reports Ember Courier Aldmere shortened 1 h ago “a door, not a monument” Northern Post Sahrin 2 days ago Said about Ilse Marrow the harbour master had warned them in time a fisherman reported speech The Lantern Aldmere 1 h ago Coming dates 28 November 2026 It opens on Saturday, the council says. Ember Courier Aldmere 1 h ago The harbour opens again on Saturday. The Lantern Aldmere 1 h ago"#);
    assert!(
        page.has("<p>“No ship leaves this harbour before the wind has turned to the north”</p>"),
        "the fullest form, in marks"
    );
    assert!(page.has("<p>the harbour master had warned them in time</p>"), "reported speech stands in no marks");
}

#[tokio::test]
async fn a_place_has_its_numbers_and_asks_nobody_for_a_map() {
    let (press, _) = harbour().await;
    let state = press.state();
    let page = get(&state, "/ar/place/port-ember").await;
    assert!(page.has(r#"<a href="geo:54.2130,-3.4000" dir="ltr">54.21° N, 3.40° W</a>"#), "{}", page.text());
    let seen = words(page.text());
    assert!(seen.starts_with("مكان ميناء إمبر"), "{seen}");
    assert!(seen.contains("Port Ember الإنجليزية Glutshafen الألمانية") && seen.contains("ألدمير"), "{seen}");
    let council = shown(&state, "/en/organisation/harbour-council").await;
    assert!(
        council.contains("Said about Harbour Council “a door, not a monument” Ilse Marrow Northern Post"),
        "{council}"
    );
    assert!(
        !council.contains("What Harbour Council said") && !council.contains("Coming dates"),
        "no empty heading: {council}"
    );
}

#[tokio::test]
async fn an_article_names_its_category_its_hashtags_who_spoke_and_what_comes() {
    let (press, keys) = harbour().await;
    let state = press.state();
    let page = get(&state, &format!("/en/article/{}", keys[0])).await;
    let seen = words(page.text());
    assert!(seen.starts_with("Weather Storm closes Port Ember"), "{seen}");
    let about = &seen[seen.find("#Storms").unwrap()..seen.find("The story this").unwrap()];
    insta::assert_snapshot!(about, @r#"#Storms #PortEmber #IlseMarrow Who said what “No ship leaves this harbour before the wind has turned to the north” Ilse Marrow the harbour master had warned them in time a fisherman reported speech Coming dates 28 November 2026 The harbour opens again on Saturday."#);
    assert!(page.has(r#"<a class="pub" href="/en/person/ilse-marrow">"#));
    let bare = get(&state, &format!("/en/article/{}", keys[5])).await;
    let seen = words(bare.text());
    assert!(seen.starts_with("A quiet day at the lock"), "neither section nor category: {seen}");
    assert!(
        seen.contains("#HarbourCouncil") && !seen.contains("Who said what") && !seen.contains("Coming dates"),
        "{seen}"
    );
    let past = shown(&state, &format!("/en/article/{}", keys[4])).await;
    assert!(past.starts_with("World Harbour master presents"), "the section where there is no category: {past}");
    assert!(!past.contains("Coming dates"), "what has been is not to come: {past}");
}

#[tokio::test]
async fn a_text_without_licence_is_quoted_shortly_and_seldom() {
    let press = Press::new().await;
    let courier = press.source(facts("courier", "Ember Courier", "XA", "en")).await;
    let keys = press
        .publish(
            courier,
            vec![
                report("Speeches").lead("Five spoke."),
                report("Set aside").lead("Its lead.").set_aside(coranto_core::reason::BodyRejected::CaptionOnly),
            ],
        )
        .await;
    press.place(vec![in_story(&keys[0], 7)]).await;
    let long = |n: i64| {
        let words: String = (0..100).map(|word| format!("word{word}of{n} ")).collect();
        format!("speech {n} {words}")
    };
    let speeches = (0..5).fold(told(&keys[0]), |told, n| told.says(None, &format!("Speaker {n}"), &long(n)));
    press.read(vec![speeches.says(None, "", "words that nobody is known to have said to anybody here")]).await;
    let state = press.state();
    let seen = shown(&state, &format!("/en/article/{}", keys[0])).await;
    assert_eq!(seen.matches("“speech").count(), 3, "{seen}");
    assert!(!seen.contains("nobody is known"), "{seen}");
    let first = seen.split('“').nth(1).unwrap().split('”').next().unwrap();
    assert!(first.split_whitespace().count() <= 61, "{first}");
    let story = shown(&state, &format!("/en/story/{}", StoryKey::of_number(7))).await;
    assert_eq!(story.matches("“speech").count(), 3, "{story}");
    // Nor does the page of somebody who speaks and is spoken of in it.
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let more = press.publish(lantern, vec![report("One"), report("Two"), report("Three")]).await;
    press.place(more.iter().zip(8..).map(|(key, story)| in_story(key, story)).collect()).await;
    let marrow = || person("Ilse Marrow");
    let about = |key: &ArticleKey| told(key).about(marrow(), "Ilse Marrow", "IlseMarrow");
    let speeches = (0..3).fold(about(&keys[0]), |told, n| told.says(Some(marrow()), "Ilse Marrow", &long(n)));
    let speeches =
        (3..6).fold(speeches, |told, n| told.quotes(QuoteKind::Direct, None, "a critic", &long(n), vec![marrow()]));
    press.read(vec![speeches, about(&more[0]), about(&more[1]), about(&more[2])]).await;
    let person = shown(&state, "/en/person/ilse-marrow").await;
    assert_eq!(person.matches("“speech").count(), 3, "{person}");
    assert!(!person.contains("Said about"), "no heading for what may not be shown: {person}");
}

#[tokio::test]
async fn a_story_tells_who_said_what_once_with_all_that_carry_it() {
    let (press, _) = harbour().await;
    let seen = shown(&press.state(), &format!("/en/story/{}", StoryKey::of_number(7))).await;
    let about = &seen[seen.find("#Storms").unwrap()..seen.find("Who reports it").unwrap()];
    insta::assert_snapshot!(about, @r#"#Storms #PortEmber #IlseMarrow Who said what “No ship leaves this harbour before the wind has turned to the north” Ilse Marrow The Lantern Aldmere 1 h ago in 2 reports Ember Courier Aldmere shortened 1 h ago the harbour master had warned them in time a fisherman reported speech The Lantern Aldmere 1 h ago Coming dates 28 November 2026 It opens on Saturday, the council says. Ember Courier Aldmere 1 h ago The harbour opens again on Saturday. The Lantern Aldmere 1 h ago"#);
}

#[tokio::test]
async fn the_front_page_and_the_browse_page_lead_to_what_is_in_the_news() {
    let (press, _) = harbour().await;
    let state = press.state();
    let front = get(&state, "/en").await;
    let seen = words(front.text());
    let line = &seen[seen.find("In the news").unwrap()..seen.find("Storm closes Port Ember").unwrap()];
    insta::assert_snapshot!(line, @r#"In the news #Storms #PortEmber #IlseMarrow World"#);
    let browse = shown(&state, "/en/browse").await;
    insta::assert_snapshot!(browse, @r#"Browse By section World 5 articles By category Politics 1 article Weather 3 articles Hashtags #PortEmber 4 articles #IlseMarrow 4 articles #Storms 3 articles #HarbourCouncil 3 articles People in the news Ilse Marrow 4 articles Places in the news Port Ember 4 articles Organisations in the news Harbour Council 3 articles By language English 4 articles Arabic 1 article By country Aldmere 3 articles Sahrin 1 article Tierralta 1 article"#);
    let empty = Press::new().await;
    assert!(!words(get(&empty.state(), "/en").await.text()).contains("In the news"));
}

#[tokio::test]
async fn a_category_lists_its_articles_and_what_is_below_it() {
    let (press, _) = harbour().await;
    let state = press.state();
    let page = get(&state, "/en/category/weather").await;
    let seen = words(page.text());
    assert!(seen.starts_with("Weather In English All languages Weather phenomena 2 24 November 2026"), "{seen}");
    assert!(seen.contains("Storm closes Port Ember") && !seen.contains("Marrow asks for new gates"), "{seen}");
    assert!(page.has(r#"href="/en/category/weather/20001129""#));
    let below = shown(&state, "/ar/category/weather/20001129").await;
    assert!(below.starts_with("الطقس الظواهر الجوية"), "{below}");
    assert!(below.contains("Storm closes Port Ember"), "nothing in Arabic: shown as others tell it: {below}");
    for (feed, entries) in [("weather", 2), ("weather/20001129", 2), ("politics", 1)] {
        let feed = get(&state, &format!("/en/category/{feed}/feed.xml")).await;
        assert_eq!(feed.text().matches("<entry").count(), entries, "{}", feed.text());
    }
    let none = get(&state, "/en/category/religion").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(words(none.text()).contains("Nothing in “Religion” at present"), "{}", words(none.text()));
    assert!(none.has(r#"<a href="/en/category/weather">"#));
    for missing in ["horoscopes", "weather/20000002", "weather/+20001129", "weather/x", "weather/20001131", "Weather"] {
        assert_eq!(get(&state, &format!("/en/category/{missing}")).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

/// Names of 300 letters, of the other direction, with marks that turn a line around, as markup; forty papers.
#[tokio::test]
async fn hard_names_fit_every_page() {
    let press = Press::new().await;
    let long = "Bartholomew ".repeat(25);
    let names: [(&str, &str, &str); 4] = [
        (long.trim(), "long", "Bartholomew"),
        ("<script>alert(1)</script>", "script", "script"),
        ("Ilse\u{202e} worraM\u{200b}", "turned", "Turned"),
        ("عبد الرحمن بن عوف", "rtl", "عبد_الرحمن"),
    ];
    let mut readings: Vec<Told> = Vec::new();
    let mut places = Vec::new();
    for n in 0..40i64 {
        let id = press
            .source(facts(&format!("paper-{n}"), &format!("Paper {n}"), ["XA", "XB", "FR"][n as usize % 3], "en"))
            .await;
        let one: Report = report(&format!("Report {n}")).lang(["en", "ar", "fa"][n as usize % 3]).ago(n * 60);
        let key = press.publish(id, vec![one]).await.remove(0);
        let reading = names.iter().fold(told(&key), |told, (name, form, tag)| told.about(person(form), name, tag));
        let words = format!("{} \u{202e}said{}\u{2066} to nobody but the sea", "again ".repeat(n as usize), "\u{200b}");
        let (name, form, _) = names[n as usize % 4];
        readings.push(
            reading
                .lang(["en", "ar", "fa"][n as usize % 3])
                .quotes(QuoteKind::Direct, Some(person(form)), name, &words, vec![person("long")])
                .quotes(QuoteKind::Indirect, None, &format!("{name}\u{202d}"), "<b>it rains</b>", vec![person("rtl")])
                .stretch(Millis(i64::MIN), Millis(i64::MAX), Grain::Day, false, "\u{202e}<i>always</i>")
                .stretch(NOW, Millis(NOW.0 + 1), Grain::Hour, true, "soon"),
        );
        places.push((key, n));
    }
    let first = places[0].0.clone();
    let copy = |key: &ArticleKey, n: i64| {
        if n % 5 == 4 { in_story(key, 7).copies(&first, CopyKind::Reprint, 0.0) } else { in_story(key, 7) }
    };
    press.place(places.iter().map(|(key, n)| copy(key, *n)).collect()).await;
    press.read(readings).await;
    let state = press.state();
    let mut paths = vec![
        String::new(),
        "/browse".into(),
        format!("/article/{first}"),
        format!("/story/{}", StoryKey::of_number(7)),
    ];
    paths.extend(["/person/script-alert-1-script", "/person/ilse-worram"].map(str::to_owned));
    let browse = get(&state, "/en/browse").await;
    let hrefs = browse.text().split("href=\"/en").skip(1).filter_map(|rest| rest.split('"').next());
    paths.extend(hrefs.filter(|href| href.starts_with("/hashtag/") || href.starts_with("/person/")).map(str::to_owned));
    assert!(paths.len() >= 12, "{paths:?}");
    for ui in ["en", "ar"] {
        for path in &paths {
            let page = get(&state, &format!("/{ui}{path}")).await;
            let moved = page.status == StatusCode::PERMANENT_REDIRECT;
            assert!(page.status == StatusCode::OK || moved, "{ui}{path}: {}", page.status);
            for mark in ['\u{202d}', '\u{202e}', '\u{200b}', '\u{feff}'] {
                assert!(!page.text().contains(mark), "{ui}{path}: {mark:?}");
            }
            assert!(!page.has("<script>alert") && !page.has("<b>it rains"), "{ui}{path}");
        }
    }
}
