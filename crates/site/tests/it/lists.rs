//! Front page, sections, languages, countries, sources: what stands where, and how a list goes on and ends.

use crate::press::{NOW, Press, facts, report};
use crate::visit::{get, words};
use axum::http::StatusCode;
use coranto_core::reason::FetchOutcome;
use coranto_core::source::{OwnerKind, SourceFacts};
use coranto_core::{Lang, Millis};
use coranto_store::article;
use coranto_store::feed::{self, FeedState, PollOutcome};
use std::sync::Arc;

#[tokio::test]
async fn the_front_page_leads_with_a_picture_and_names_who_says_so() {
    let press = Press::new().await;
    let lantern = press
        .source(SourceFacts { owner_kind: OwnerKind::NonProfit, ..facts("lantern", "The Lantern", "XA", "en") })
        .await;
    let courier = press.source(facts("courier", "Ember Courier", "XB", "en")).await;
    press
        .publish(
            lantern,
            vec![
                report("Newest, and without a picture").ago(1),
                report("The lead").lead("It has a lead.").picture("https://lantern.example/a.jpg").ago(30),
                report("A match").section("sport").ago(90),
            ],
        )
        .await;
    press.publish(courier, vec![report("Prices fall").section("business").ago(60)]).await;
    let page = get(&press.state(), "/en").await;
    insta::assert_snapshot!(words(page.text()), @r#"Coranto 24 November 2026 The world’s press on one sheet In English All languages World The lead It has a lead. The Lantern Aldmere non-profit 30 min ago Business Prices fall Ember Courier Sahrin privately owned 1 h ago World Newest, and without a picture The Lantern Aldmere non-profit 1 min ago Sport A match The Lantern Aldmere non-profit 1 h ago"#);
    for title in ["Newest, and without a picture", "The lead", "A match", "Prices fall"] {
        assert_eq!(page.text().matches(&format!("{title}</a></h")).count(), 1, "{title} stands once");
    }
}

#[tokio::test]
async fn an_empty_site_says_what_will_come() {
    let press = Press::new().await;
    let state = press.state();
    let front = words(get(&state, "/en").await.text());
    assert!(front.contains("The presses are warming up"), "{front}");
    for path in [
        "/en/latest",
        "/ar/section/world",
        "/en/language/fr",
        "/en/country/fr",
        "/en/browse",
        "/en/sources",
        "/en/feed.xml",
    ] {
        assert_eq!(get(&state, path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn an_interface_shows_its_own_language_first_and_all_on_request() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let masar = press.source(facts("almasar", "المسار", "XB", "ar")).await;
    press.publish(lantern, (0..15).map(|n| report(&format!("English report {n}")).ago(n + 10)).collect()).await;
    press.publish(masar, vec![report("خبر بالعربية").lang("ar").ago(5)]).await;
    let state = press.state();
    let latest = get(&state, "/en/latest").await;
    assert!(latest.has("English report 3") && !latest.has("خبر بالعربية"));
    assert!(get(&state, "/en/latest?in=all").await.has("خبر بالعربية"));
    let front = words(get(&state, "/en").await.text());
    assert!(front.contains("In other languages خبر بالعربية المسار Sahrin"), "{front}");
    let arabic = get(&state, "/ar/latest").await;
    assert!(arabic.has("خبر بالعربية") && !arabic.has("English report 3"));
    let language = get(&state, "/ar/language/en").await;
    assert!(language.has("English report 3") && words(language.text()).contains("أخبار باللغة الإنجليزية"));
}

#[tokio::test]
async fn an_interface_without_articles_of_its_own_shows_what_there_is() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    press.publish(lantern, vec![report("English only")]).await;
    assert!(get(&press.state(), "/ar").await.has("English only"));
}

#[tokio::test]
async fn a_list_goes_on_by_cursor_and_ends() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    // Several at one instant: a cursor by time alone would lose or repeat them.
    press.publish(lantern, (0..95).map(|n| report(&format!("Report number {n};")).ago(100 + n / 10)).collect()).await;
    let state = press.state();
    let mut path = "/en/section/world".to_owned();
    let mut seen = Vec::new();
    for number in 1.. {
        let page = get(&state, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        seen.extend(
            page.text()
                .split("Report number ")
                .skip(1)
                .filter_map(|r| r.split(';').next())
                .map(|n| n.parse::<u32>().unwrap()),
        );
        assert_eq!(page.has("noindex"), number > 1);
        match page.text().split("rel=\"next\" href=\"").nth(1).and_then(|r| r.split('"').next()) {
            Some(next) => path = next.replace("&#38;", "&"),
            None => {
                assert_eq!(number, 3);
                assert!(page.has("End of the sheet"));
                break;
            }
        }
    }
    seen.sort();
    assert_eq!(seen, (0..95).collect::<Vec<_>>(), "each exactly once");
    let beyond = get(&state, "/en/section/world?after=1.1").await;
    assert!(words(beyond.text()).contains("That is all there is."));
    for bad in ["after=x", "after=1", "after=1.1.1", "after="] {
        assert_eq!(get(&state, &format!("/en/section/world?{bad}")).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn a_source_page_tells_owner_licence_and_health() {
    let press = Press::new().await;
    let facts = SourceFacts {
        licence: Some("CC BY 4.0".into()),
        licence_url: Some("https://licences.example/by".into()),
        languages: vec![Lang::EN, Lang::AR],
        owner_kind: OwnerKind::State,
        ..facts("lantern", "The Lantern", "XA", "en")
    };
    let lantern = press.source(facts).await;
    press.publish(lantern, vec![report("A report")]).await;
    let page = get(&press.state(), "/en/source/lantern").await;
    insta::assert_snapshot!(words(page.text()), @r#"Sources The Lantern Home page https://lantern.example/ Country Aldmere Languages English Arabic Owner The Lantern Holdings state-owned according to this page Licence CC BY 4.0 Text shown here the beginning, with a link to the publisher Articles 1 article What we read All news Last read just now read: 1 item Last news just now 24 November 2026 World A report The Lantern Aldmere state-owned 1 h ago"#);
    assert!(page.has(r#"href="https://lantern.example/imprint""#));
    assert!(page.has(r#"<link rel="alternate" type="application/atom+xml" title="Feed of The Lantern" href="/en/source/lantern/feed.xml">"#));
}

#[tokio::test]
async fn a_source_does_not_go_stale_in_silence() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    press.publish(lantern, vec![report("A report")]).await;
    let feed_id = feed::of_source(&press.db, lantern).await.unwrap()[0].id;
    press.clock.set(Millis(NOW.0 + 20 * Millis::DAY));
    let state = press.state();
    assert!(
        words(get(&state, "/en/source/lantern").await.text())
            .contains("Nothing new has come from The Lantern since 24 November 2026.")
    );
    assert!(words(get(&state, "/en/sources").await.text()).contains("silent"));
    let failed = PollOutcome::Fetch {
        outcome: FetchOutcome::DnsFailed { host: "lantern.example".into(), message: "no such name".into() },
    };
    feed::record(&press.db, &[press.poll(feed_id, failed)]).await.unwrap();
    let shown = words(get(&state, "/en/source/lantern").await.text());
    assert!(shown.contains("The Lantern cannot be read at the moment."), "{shown}");
    assert!(shown.contains("the publisher’s server cannot be found"), "{shown}");
    feed::set_state(&press.db, feed_id, FeedState::Gone).await.unwrap();
    assert!(words(get(&state, "/ar/source/lantern").await.text()).contains("أغلقها الناشر"));
}

#[tokio::test]
async fn countries_have_names_their_publishers_and_their_news() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    press.publish(lantern, vec![report("From Aldmere")]).await;
    let state = press.state();
    let page = words(get(&state, "/ar/country/xa").await.text());
    assert!(
        page.contains("أخبار من ألدمير") && page.contains("The Lantern") && page.contains("From Aldmere"),
        "{page}"
    );
    for missing in [
        "/en/country/zz",
        "/en/country/XA",
        "/en/country/x",
        "/en/language/EN",
        "/en/language/klingon",
        "/en/language/qqq",
        "/en/section/horoscopes",
        "/en/source/nobody",
    ] {
        assert_eq!(get(&state, missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn forty_sources_and_one() {
    let press = Press::new().await;
    let countries = ["XA", "XB", "XC", "XD", "XE", "XF", "FR", "EG"];
    for n in 0..40 {
        let id = press.source(facts(&format!("paper-{n}"), &format!("Paper {n}"), countries[n % 8], "en")).await;
        press.publish(id, vec![report(&format!("Report of paper {n}")).ago(n as i64)]).await;
    }
    let state = press.state();
    let page = words(get(&state, "/en/sources").await.text());
    assert!(page.contains("40 sources") && page.contains("Egypt") && page.contains("Paper 39"), "{page}");
    let browse = words(get(&state, "/en/browse").await.text());
    assert!(browse.contains("World 40 articles") && browse.contains("France 5 articles"), "{browse}");
}

#[tokio::test]
async fn pages_are_kept_only_while_nothing_changes() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    press.publish(lantern, vec![report("First")]).await;
    let mut state = press.state();
    Arc::make_mut(&mut state.settings).site.cache_seconds = 600;
    let site = coranto_site::router(state);
    let ask = || async {
        use tower::ServiceExt;
        let request = axum::http::Request::get("/en/latest").body(axum::body::Body::empty()).unwrap();
        let body = site.clone().oneshot(request).await.unwrap().into_body();
        String::from_utf8(axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap()
    };
    assert!(ask().await.contains("First"));
    let before = article::epoch(&press.db).await.unwrap();
    press.publish(lantern, vec![report("Second").ago(1)]).await;
    assert_ne!(before, article::epoch(&press.db).await.unwrap());
    // The epoch itself is kept for a second.
    tokio::time::sleep(std::time::Duration::from_millis(1_050)).await;
    assert!(ask().await.contains("Second"));
}
