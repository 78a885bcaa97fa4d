//! What holds for every address, whatever stands there: security headers, no request to anybody else, no inline script or style, an error page for what fails.

use crate::press::{Press, every_block, facts, in_story, known, person, report, told};
use crate::visit::{Answer, ask, get, words};
use axum::http::StatusCode;
use coranto_core::StoryKey;
use coranto_core::about::{QuoteKind, SubjectKind};
use coranto_core::source::SourceFacts;
use coranto_core::story::{Decision, RelatedReason};
use coranto_site::SiteState;

/// One of every route, by what it answers.
async fn stocked() -> (Press, Vec<String>) {
    let press = Press::new().await;
    let lantern = press.source(SourceFacts { full_text: true, ..facts("lantern", "The Lantern", "XA", "en") }).await;
    let one = report("A report").lead("Its lead.").picture("https://lantern.example/a.jpg").text(every_block());
    let keys = press.publish(lantern, vec![one, report("Without a section").section(""), report("Another")]).await;
    let key = &keys[0];
    let likened = in_story(&keys[2], 7)
        .because(Decision::SameStory { score: 0.8, threshold: 0.3 })
        .like(key, 0.8, &[("names", 4.0), ("a newer term", 1.0)])
        .beside(&keys[1], RelatedReason::Background { shared: vec!["Port Ember".into()] });
    let courier = press.source(facts("courier", "Ember Courier", "XA", "en")).await;
    let other = press.publish(courier, vec![report("Said elsewhere").lead("Its lead.")]).await.remove(0);
    press.place(vec![in_story(key, 7), in_story(&keys[1], 8), likened, in_story(&other, 7)]).await;
    let matter = |key| {
        let marrow = || person("Ilse Marrow");
        let council = known(SubjectKind::Organisation, "org:council");
        let told = told(key).topic("weather", Some(20_001_129)).about(marrow(), "Ilse Marrow", "IlseMarrow");
        let told = told.about(council.clone(), "Harbour Council", "");
        let told = told.about(known(SubjectKind::Place, "geo:ember"), "Port Ember", "");
        let told = told.says(Some(marrow()), "Ilse Marrow", "nobody leaves this harbour tonight");
        told.quotes(QuoteKind::Indirect, Some(marrow()), "Marrow", "the council had slept", vec![council])
            .dated(3, "It meets again on Friday.")
    };
    press.read(vec![matter(key), matter(&keys[1]), matter(&other)]).await;
    let story = StoryKey::of_number(7);
    let mut paths = vec![
        "/feed.xml".to_owned(),
        "/robots.txt".into(),
        "/healthz".into(),
        "/favicon.svg".into(),
        "/manifest.webmanifest".into(),
    ];
    for ui in ["en", "ar"] {
        for path in [
            "",
            "?in=all",
            "/latest",
            "/browse",
            "/sources",
            "/about",
            "/bot",
            "/source/lantern",
            "/section/world",
            "/language/en",
            "/country/xa",
            "/category/weather",
            "/category/weather/20001129",
            "/person/ilse-marrow",
            "/place/port-ember",
            "/organisation/harbour-council",
            "/category/weather/feed.xml",
            "/category/weather/20001129/feed.xml",
            "/hashtag/IlseMarrow",
            "/hashtag/IlseMarrow/feed.xml",
            "/feed.xml",
            "/latest/feed.xml",
            "/source/lantern/feed.xml",
            "/section/world/feed.xml",
            "/language/en/feed.xml",
            "/country/xa/feed.xml",
        ] {
            paths.push(format!("/{ui}{path}"));
        }
        paths.push(format!("/{ui}/article/{key}"));
        paths.push(format!("/{ui}/article/{key}/a-report"));
        paths.push(format!("/{ui}/article/{}/another", keys[2]));
        paths.push(format!("/{ui}/story/{story}"));
        paths.push(format!("/{ui}/story/{story}?order=oldest"));
        paths.push(format!("/{ui}/story/{story}/feed.xml"));
    }
    (press, paths)
}

fn is_guarded(answer: &Answer, path: &str) {
    let csp = answer.header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(csp.contains(rule), "{path}: {csp}");
    }
    assert!(!csp.contains("unsafe") && !csp.contains("http") && !csp.contains('*'), "{path}: {csp}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
    assert!(!answer.header("permissions-policy").is_empty(), "{path}");
    assert!(answer.headers.get("set-cookie").is_none(), "{path}: no cookie for a reader who only reads");
}

/// Values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn every_page_opens_guarded_and_asks_nobody_else() {
    let (press, paths) = stocked().await;
    let state = press.state();
    for path in &paths {
        let answer = get(&state, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        is_guarded(&answer, path);
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let page = answer.text();
        for src in values(page, "src") {
            assert!(src.starts_with('/') && !src.starts_with("//"), "{path}: src {src}");
        }
        for set in values(page, "srcset") {
            assert!(set.split(", ").all(|part| part.starts_with("/img/")), "{path}: srcset {set}");
        }
        for link in page
            .split("<link ")
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
            .filter(|l| !l.starts_with("rel=\"canonical\""))
        {
            let href = link.split("href=\"").nth(1).unwrap_or_default();
            assert!(href.starts_with('/') && !href.starts_with("//"), "{path}: {link}");
        }
        assert!(values(page, "style").is_empty(), "{path}: inline style");
        assert!(
            !page.contains("<style")
                && !page.contains("<iframe")
                && !page.contains("<object")
                && !page.contains("<embed"),
            "{path}"
        );
        for tag in page.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            assert!(!tag.split_whitespace().skip(1).any(|a| a.starts_with("on") && a.contains('=')), "{path}: {tag}");
        }
        for script in page.split("<script").skip(1) {
            assert!(
                script.starts_with(" type=\"module\" src=\"/assets/")
                    || script.starts_with(" type=\"application/ld+json\">"),
                "{path}"
            );
        }
        assert!(page.contains("<a class=\"skip\" href=\"#main\">") && page.contains("<main id=\"main\""), "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}: one title");
        let empty_heading = page.match_indices("<h2").any(|(at, _)| {
            words(&format!("<main{}", &page[at + 3..page[at..].find("</h2>").unwrap() + at])).is_empty()
        });
        assert!(!empty_heading, "{path}");
        assert!(!page.contains("\u{2068}{") && !page.contains("{ $"), "{path}: a message lost its value");
    }
}

#[tokio::test]
async fn every_link_of_ours_leads_somewhere() {
    let (press, paths) = stocked().await;
    let state = press.state();
    let mut seen = std::collections::BTreeSet::new();
    for path in &paths {
        let answer = get(&state, path).await;
        if answer.header("content-type").starts_with("text/html") {
            let hrefs = values(answer.text(), "href").into_iter().chain(values(answer.text(), "src"));
            seen.extend(
                hrefs.filter(|h| h.starts_with('/')).map(|h| h.split('#').next().unwrap_or(h).replace("&#38;", "&")),
            );
        }
    }
    assert!(seen.len() > 30);
    for href in seen {
        let status = get(&state, &href).await.status;
        assert!(status.is_success(), "{href}: {status}");
    }
}

#[tokio::test]
async fn what_is_not_there_says_so_with_ways_on() {
    let (press, _) = stocked().await;
    let state = press.state();
    for (path, status) in [
        ("/fr", 404),
        ("/fr/latest", 404),
        ("/en/nothing", 404),
        ("/nothing", 404),
        ("/en/article/x/y/z/w", 404),
        ("/xx/", 404),
        ("/assets/site-000.css", 404),
        ("/en/latest?after=zzz", 400),
        ("/en/source/%ff%fe", 400),
        ("/wp-login.php", 404),
        ("/.env", 404),
        ("//evil.example/", 404),
    ] {
        let answer = get(&state, path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        is_guarded(&answer, path);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(answer.has("/en/latest") && answer.has("noindex"), "{path}");
    }
    assert!(words(get(&state, "/ar/nothing").await.text()).contains("لا توجد صفحة كهذه"));
    let asked = ask(&state, "GET", "/nothing", &[("accept-language", "ar")]).await;
    assert!(words(asked.text()).contains("لا توجد صفحة كهذه"));
}

#[tokio::test]
async fn pages_can_only_be_read() {
    let (press, _) = stocked().await;
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = ask(&press.state(), method, "/en/latest", &[]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        is_guarded(&answer, method);
        assert!(answer.header("allow").contains("GET"), "{}", answer.header("allow"));
        assert!(words(answer.text()).contains("This page can only be read"));
    }
    let head = ask(&press.state(), "HEAD", "/en/latest", &[]).await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn a_failure_of_the_record_is_told_with_a_name_to_report() {
    let (press, _) = stocked().await;
    let state = press.state();
    press.db.clone().close().await;
    let answer = get(&state, "/en/latest").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    is_guarded(&answer, "a closed store");
    let shown = words(answer.text());
    assert!(shown.contains("Something broke on our side") && shown.contains("If you report this, name it:"), "{shown}");
    assert!(!shown.contains("sqlx") && !shown.contains("pool"), "no inside words: {shown}");
    let health = get(&state, "/healthz").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(health.has(r#""database":"failed""#), "{}", health.text());
}

#[tokio::test]
async fn a_panic_in_one_page_is_an_error_page() {
    let (press, _) = stocked().await;
    let broken: coranto_site::Pictures = std::sync::Arc::new(|_, _| panic!("a picture too far"));
    let state = SiteState { pictures: Some(broken), ..press.state() };
    let page = get(&state, "/en").await;
    let src = values(page.text(), "src").into_iter().find(|s| s.starts_with("/img/")).unwrap().to_owned();
    let answer = get(&state, &src).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    is_guarded(&answer, "a panic");
}

#[tokio::test]
async fn the_address_without_a_language_leads_to_the_readers() {
    let (press, _) = stocked().await;
    let state = press.state();
    for (path, wish, place) in
        [("/", "ar-EG,en;q=0.5", "/ar"), ("/", "", "/en"), ("/about", "ar", "/ar/about"), ("/bot", "de", "/en/bot")]
    {
        let answer = ask(&state, "GET", path, &[("accept-language", wish)]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, place), "{path} {wish}");
        assert_eq!(answer.header("vary"), "accept-language");
        is_guarded(&answer, path);
    }
    let answer = get(&state, "/ar/").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, "/ar"));
}

#[tokio::test]
async fn the_demonstration_says_that_it_is_made_up() {
    let (press, _) = stocked().await;
    assert!(!get(&press.state(), "/en").await.has("made-up world"));
    let demo = SiteState { demo: true, ..press.state() };
    assert!(get(&demo, "/en").await.has("This is the made-up world"));
    assert!(get(&demo, "/ar/nothing").await.has("هذا هو العالم المتخيَّل"));
}

#[tokio::test]
async fn publishers_find_out_who_reads_them() {
    let (press, _) = stocked().await;
    let page = get(&press.state(), "/en/bot").await;
    assert!(page.has("User-agent: Coranto\nDisallow: /"));
    assert!(page.has(&press.state().settings.fetch.user_agent));
    assert_eq!(get(&press.state(), "/robots.txt").await.text(), "User-agent: *\nDisallow: /img/\n");
}
