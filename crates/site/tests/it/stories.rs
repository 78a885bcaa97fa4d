//! Stories as a reader meets them: on the front page, on their own page, on the pages of their reports, as a feed.

use crate::press::{Press, facts, in_story, report};
use crate::visit::{get, words};
use axum::http::StatusCode;
use coranto_core::source::SourceFacts;
use coranto_core::story::{CopyKind, Decision, RelatedReason};
use coranto_core::{ArticleKey, StoryKey};

/// A storm: three texts and two copies by five outlets of three countries in two languages, and a match that one paper reports.
async fn storm() -> (Press, Vec<ArticleKey>) {
    let press = Press::new().await;
    let owned = |slug: &str, name: &str, country: &str, lang: &str, owner: Option<&str>| SourceFacts {
        owner: owner.map(str::to_owned),
        ..facts(slug, name, country, lang)
    };
    let lantern = press.source(owned("lantern", "The Lantern", "XA", "en", Some("Harbour Trust"))).await;
    let courier = press.source(owned("courier", "Ember Courier", "XA", "en", Some("Harbour Trust"))).await;
    let post = press.source(owned("post", "Northern Post", "XB", "en", Some("Post Ltd"))).await;
    let masar = press.source(owned("almasar", "المسار", "XC", "ar", None)).await;
    let gazette = press.source(owned("gazette", "The Gazette", "XB", "en", Some("Gazette Sons"))).await;
    let mut keys = press
        .publish(
            lantern,
            vec![
                report("Storm closes the harbour")
                    .lead("Waves of nine metres.")
                    .picture("https://lantern.example/a.jpg")
                    .ago(200),
                report("Town wins the cup").section("sport").ago(20),
            ],
        )
        .await;
    keys.extend(press.publish(courier, vec![report("Storm closes harbour").ago(150)]).await);
    keys.extend(
        press
            .publish(
                post,
                vec![report("Ferries stay in port as storm nears").lead("No crossing before Friday.").ago(100)],
            )
            .await,
    );
    keys.extend(
        press
            .publish(masar, vec![report("عاصفة تغلق الميناء").lang("ar").lead("أمواج بعلو تسعة أمتار.").ago(60)])
            .await,
    );
    keys.extend(press.publish(gazette, vec![report("Harbour shut by storm").ago(30)]).await);
    let same = Decision::SameStory { score: 0.81, threshold: 0.3 };
    press
        .place(vec![
            in_story(&keys[0], 7),
            in_story(&keys[1], 8),
            in_story(&keys[2], 7).copies(&keys[0], CopyKind::Abridged, 0.0),
            in_story(&keys[3], 7)
                .because(same.clone())
                .like(&keys[0], 0.93, &[("names", 12.5), ("vector", 0.71)])
                .like(&keys[1], 0.04, &[("words", 0.02)])
                .beside(&keys[1], RelatedReason::Background { shared: vec!["Port Ember".into(), "ميناء".into()] })
                .by_model("all-MiniLM-L6-v2"),
            in_story(&keys[4], 7).because(same),
            // A copy of a copy is a copy of the first text.
            in_story(&keys[5], 7).copies(&keys[2], CopyKind::Extended, 0.31),
        ])
        .await;
    (press, keys)
}

fn story(number: u64) -> StoryKey {
    StoryKey::of_number(number)
}

#[tokio::test]
async fn it_works() {
    let (press, _) = storm().await;
    let page = get(&press.state(), &format!("/en/story/{}", story(7))).await;
    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!(words(page.text()), @r#"World Storm closes the harbour 5 reports 5 outlets 3 independent texts 3 countries 4 owners First: The Lantern 24 November 2026, 06:10 UTC Newest: The Gazette 30 min ago Fishing boats wait for the tide at Port Ember. Mara Quill/The Lantern Waves of nine metres. The Lantern Aldmere privately owned 3 h ago Who reports it Aldmere 2 outlets Sahrin 2 outlets Tierralta 1 outlet English 4 reports Arabic 1 report Harbour Trust The Lantern Ember Courier Post Ltd Northern Post Gazette Sons The Gazette owner not known المسار The reports Newest first Oldest first عاصفة تغلق الميناء أمواج بعلو تسعة أمتار. المسار Tierralta privately owned 1 h ago in Arabic Ferries stay in port as storm nears No crossing before Friday. Northern Post Sahrin privately owned 1 h ago Storm closes the harbour Waves of nine metres. The Lantern Aldmere privately owned 3 h ago This text is also carried by Ember Courier Aldmere shortened 2 h ago The Gazette Sahrin with more added 31% of the text is its own 30 min ago Why it stands where it stands On the front page one point is a doubling of the independent texts. Owners, and owners that began to report of late, count half of that. Six hours without a new report take one point away. 3 independent texts +1.6 4 owners +1.0 4 owners began to report in the last six hours of the story +1.0 newest report: 30 min ago −0.1 Together +3.5"#);
    assert!(page.has(r#"href="/en/story/0000000000007/feed.xml""#), "its feed is named");
    assert!(!page.has("noindex"));
}

#[tokio::test]
async fn a_story_speaks_the_readers_language() {
    let (press, _) = storm().await;
    let page = get(&press.state(), &format!("/ar/story/{}?order=oldest", story(7))).await;
    assert!(page.has("<h1 lang=\"ar\" dir=\"rtl\">عاصفة تغلق الميناء</h1>"), "{}", page.text());
    let shown = words(page.text());
    for part in ["5 تقارير", "5 ناشرين", "3 نصوص مستقلة", "3 بلدان", "نشر هذا النص أيضًا", "مختصرًا"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let (first, last) = (shown.find("Storm closes the harbour ").unwrap(), shown.rfind("عاصفة تغلق الميناء").unwrap());
    assert!(first < last, "the oldest text first: {shown}");
}

#[tokio::test]
async fn the_front_page_shows_stories_in_the_order_of_their_importance() {
    let (press, keys) = storm().await;
    let state = press.state();
    let page = get(&state, "/en").await;
    insta::assert_snapshot!(words(page.text()), @r#"Coranto 24 November 2026 The world’s press on one sheet In English All languages World Storm closes the harbour Waves of nine metres. The Lantern Aldmere privately owned 3 h ago 5 outlets 3 independent texts 3 countries 2 languages Also Ember Courier Northern Post المسار and 1 more Sport Town wins the cup The Lantern Aldmere privately owned 20 min ago Stories stand in the order of how many independent texts and owners tell them, how fast they grow and how new they are. Each story’s page says why it stands where it stands."#);
    assert!(!page.has("Ferries stay in port"), "a story stands once, by one of its reports");
    assert!(
        page.has(&format!("/en/article/{}/storm-closes-the-harbour", keys[0])),
        "a headline leads to who reported it"
    );
    assert!(page.has(&format!("href=\"/en/story/{}\"", story(7))));
    assert!(!page.has(&format!("/en/story/{}", story(8))), "a story of one report shows as an article");
    let arabic = words(get(&state, "/ar").await.text());
    assert!(
        arabic.contains("عاصفة تغلق الميناء") && arabic.contains("5 ناشرين 3 نصوص مستقلة 3 بلدان لغتان"),
        "{arabic}"
    );
    let (own, others) = arabic.split_once("بلغات أخرى").unwrap();
    assert!(!own.contains("Town wins the cup") && others.contains("Town wins the cup"), "{arabic}");
    assert!(!others.contains("Storm"), "a story that stands above in the reader's language: {arabic}");
    let all = words(get(&state, "/ar?in=all").await.text());
    assert!(all.contains("Town wins the cup") && all.contains("عاصفة تغلق الميناء"), "{all}");
}

#[tokio::test]
async fn an_article_names_its_story_its_copies_what_is_related_and_why() {
    let (press, keys) = storm().await;
    let state = press.state();
    let page = |key: &ArticleKey| {
        let (state, path) = (state.clone(), format!("/en/article/{key}"));
        async move { words(get(&state, &path).await.text()) }
    };
    let ferries = page(&keys[3]).await;
    let after = &ferries[ferries.find("Read at").unwrap()..];
    insta::assert_snapshot!(after, @r#"Read at Northern Post post.example Northern Post publishes this article on its own site. Here is how it begins. The story this belongs to 5 outlets 3 independent texts 3 countries 2 languages Storm closes the harbour The Lantern Aldmere privately owned 3 h ago عاصفة تغلق الميناء المسار Tierralta privately owned 1 h ago in Arabic Harbour shut by storm The Gazette Sahrin privately owned 30 min ago Storm closes harbour Ember Courier Aldmere privately owned 2 h ago All 5 reports of the story Related Sport Town wins the cup The Lantern Aldmere privately owned 20 min ago Background: another story, with Port Ember, ميناء in both titles Why it stands in this story It tells the same event as the reports of this story with a likelihood of 0.81; 0.30 is needed. Compared by words, names, places, numbers and time, and by meaning with all-MiniLM-L6-v2. The nearest reports, and how likely they tell the same event 0.93 Storm closes the harbour The Lantern in this story shared names 12.50 likeness of meaning 0.71 0.04 Town wins the cup The Lantern in another story shared words 0.02"#);
    let first = page(&keys[0]).await;
    assert!(
        first.contains("This text is also carried by Ember Courier Aldmere shortened 2 h ago The Gazette"),
        "{first}"
    );
    assert!(first.contains("with more added 31% of the text is its own"), "{first}");
    let copy = page(&keys[2]).await;
    assert!(copy.contains("A shortened form of: Storm closes the harbour The Lantern Aldmere"), "{copy}");
    assert!(copy.contains("It has a text of this story: one text stands in one story."), "{copy}");
    let alone = page(&keys[1]).await;
    assert!(!alone.contains("The story this belongs to") && !alone.contains("Related"), "{alone}");
    assert!(alone.contains("nothing of the last days is like it"), "{alone}");
}

#[tokio::test]
async fn a_copy_names_the_text_that_it_stands_with() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let keys = press.publish(lantern, vec![report("Storm closes the harbour"), report("Our harbour")]).await;
    let copy = in_story(&keys[1], 7).copies(&keys[0], CopyKind::Reprint, 0.1).like(&keys[0], 0.2, &[]);
    press.place(vec![in_story(&keys[0], 7), copy]).await;
    let page = async |path: String| words(get(&press.state(), &path).await.text());
    let english = page(format!("/en/article/{}", keys[1])).await;
    assert!(
        english.contains("It has the text of “Storm closes the harbour”: one text stands in one story."),
        "{english}"
    );
    let arabic = page(format!("/ar/article/{}", keys[1])).await;
    assert!(arabic.contains("يحمل نص «Storm closes the harbour»"), "{arabic}");
}

#[tokio::test]
async fn the_about_page_says_what_stories_are_told_apart_by() {
    let press = Press::new().await;
    let about = async |ui: &str| words(get(&press.state(), &format!("/{ui}/about")).await.text());
    assert!(!about("en").await.contains("How do reports become stories?"), "nothing was placed yet");
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let keys = press.publish(lantern, vec![report("A quake in Sahrin"), report("A quake in Aldmere")]).await;
    press.place(vec![in_story(&keys[0], 7)]).await;
    let told = about("en").await;
    assert!(told.contains("Stories are told apart by words alone: no encoder."), "{told}");
    assert!(about("ar").await.contains("تُميَّز القصص بالكلمات وحدها"));
    press.place(vec![in_story(&keys[1], 8).by_model("all-MiniLM-L6-v2 384 ab")]).await;
    let told = about("en").await;
    assert!(told.contains("and by their meaning with all-MiniLM-L6-v2"), "{told}");
}

#[tokio::test]
async fn what_was_not_near_enough_says_how_near_it_was() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let keys = press.publish(lantern, vec![report("A quake in Sahrin"), report("A quake in Aldmere")]).await;
    let apart = Decision::NotSameStory { nearest: story(7), score: 0.12, threshold: 0.34 };
    press.place(vec![in_story(&keys[0], 7), in_story(&keys[1], 8).because(apart).like(&keys[0], 0.12, &[])]).await;
    let page = get(&press.state(), &format!("/en/article/{}", keys[1])).await;
    let shown = words(page.text());
    assert!(shown.contains("with a likelihood of 0.12, and 0.34 is needed. The nearest story"), "{shown}");
    assert!(page.has(&format!("href=\"/en/story/{}\"", story(7))));
    assert!(shown.contains("0.12 A quake in Sahrin The Lantern in another story"), "{shown}");
}

#[tokio::test]
async fn a_merged_story_leads_on_and_an_unknown_one_is_not_there() {
    let (press, keys) = storm().await;
    press.place_and_merge(vec![in_story(&keys[1], 7)], &[(8, 7)]).await;
    let state = press.state();
    for end in ["", "/feed.xml"] {
        let moved = get(&state, &format!("/ar/story/{}{end}", story(8))).await;
        assert_eq!(moved.status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(moved.header("location"), format!("/ar/story/{}{end}", story(7)));
    }
    for missing in ["0000000000009", "nonsense", "UPPERCASE0000", "0000000000007/x", "0000000000009/feed.xml"] {
        assert_eq!(get(&state, &format!("/en/story/{missing}")).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn a_story_has_a_feed_of_its_reports() {
    let (press, _) = storm().await;
    let state = press.state();
    let feed = get(&state, &format!("/en/story/{}/feed.xml", story(7))).await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    let titles: Vec<&str> =
        feed.text().split("<title>").skip(1).filter_map(|part| part.split("</title>").next()).collect();
    let entries: Vec<&&str> = titles.iter().filter(|title| title.contains("torm") || title.contains("عاصفة")).collect();
    assert_eq!(entries.len(), 6, "its own title and five reports: {titles:?}");
    assert!(feed.has("<id>tag:coranto,2026:list/en/story/0000000000007/feed.xml</id>"));
}

#[tokio::test]
async fn forty_outlets_long_titles_and_hostile_names_fit_one_page() {
    let press = Press::new().await;
    let mut standpoints = Vec::new();
    let mut first: Option<ArticleKey> = None;
    for n in 0..40i64 {
        let name = if n % 7 == 0 { format!("<script>paper {n}</script>") } else { format!("Paper {n}") };
        let mut source =
            facts(&format!("paper-{n}"), &name, ["XA", "XB", "XC", "XD", "FR", "EG"][n as usize % 6], "en");
        source.country = source.country.filter(|_| n % 5 != 0);
        source.owner = source.owner.filter(|_| n % 3 != 0);
        let id = press.source(source).await;
        let title = if n == 3 { "long title ".repeat(30) } else { format!("Report {n} of one event") };
        let mut one = report(title.trim()).ago(n * 10);
        one.article.lang = one.article.lang.filter(|_| n % 4 != 0);
        let key = press.publish(id, vec![one]).await.remove(0);
        let standpoint = in_story(&key, 7);
        standpoints.push(match &first {
            Some(first) if n % 2 == 1 => standpoint.copies(first, CopyKind::ALL[n as usize % 6], n as f32 / 40.0),
            _ => standpoint,
        });
        first.get_or_insert(key);
    }
    press.place(standpoints).await;
    let state = press.state();
    for ui in ["en", "ar"] {
        for path in [
            String::new(),
            "?in=all".into(),
            format!("/story/{}", story(7)),
            format!("/article/{}", first.clone().unwrap()),
        ] {
            let page = get(&state, &format!("/{ui}{path}")).await;
            let status = page.status;
            assert!(status.is_success(), "{path}: {status}");
            assert!(!page.has("<script>paper"), "{path}");
        }
    }
    let shown = words(get(&state, &format!("/en/story/{}", story(7))).await.text());
    assert!(shown.contains("40 reports 40 outlets 20 independent texts 6 countries"), "{shown}");
    assert!(shown.contains("International 8 outlets") && shown.contains("owner not known"), "{shown}");
    assert!(words(get(&state, "/en").await.text()).contains("and 36 more"));
}

#[tokio::test]
async fn copies_in_a_circle_and_of_what_has_gone_stand_for_themselves() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let courier = press.source(facts("courier", "Ember Courier", "XA", "en")).await;
    let mut keys = press.publish(lantern, vec![report("One"), report("Two"), report("Elsewhere")]).await;
    keys.extend(press.publish(courier, vec![report("Three")]).await);
    press
        .place(vec![
            in_story(&keys[0], 7).copies(&keys[1], CopyKind::Update, 0.5),
            in_story(&keys[1], 7).copies(&keys[0], CopyKind::Update, 0.5),
            in_story(&keys[2], 8),
            in_story(&keys[3], 7).copies(&keys[2], CopyKind::Reprint, 0.0),
        ])
        .await;
    let state = press.state();
    let shown = words(get(&state, &format!("/en/story/{}", story(7))).await.text());
    for title in ["One", "Two", "Three"] {
        assert!(shown.contains(&format!("{title} ")), "{shown}");
    }
    assert!(!shown.contains("also carried"), "{shown}");
    let copy = words(get(&state, &format!("/en/article/{}", keys[3])).await.text());
    assert!(copy.contains("The same text as: The earlier text does not stand in this story."), "{copy}");
}

#[tokio::test]
async fn a_story_that_lost_all_but_one_report_is_not_for_search_engines() {
    let press = Press::new().await;
    let lantern = press.source(facts("lantern", "The Lantern", "XA", "en")).await;
    let key = press.publish(lantern, vec![report("The only report")]).await.remove(0);
    press.place(vec![in_story(&key, 7)]).await;
    let page = get(&press.state(), &format!("/en/story/{}", story(7))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("noindex") && page.has("The only report"));
}
