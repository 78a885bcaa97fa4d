//! What becomes of pages: read, listed by rule, set aside with the reason, or tried again.

use crate::kit::{Kit, NOON};
use crate::script::{Asked, Says, Server, page, rss};
use coranto_core::Clock;
use coranto_core::reason::{BodyRejected, FetchOutcome, Quarantined};
use coranto_store::article::{self, Stage};
use coranto_store::testing::Database;

const FEED: &str = "https://gazette.example/feed.xml";

/// The feed announces /bridge; `pages` says what stands there and elsewhere.
async fn read(database: Database, mut pages: impl FnMut(&Asked) -> Says + Send + 'static) -> (Kit, Server) {
    let body = rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30)]);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed.xml" => Says::feed(body.clone()),
        _ => pages(asked),
    })
    .await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    (kit, server)
}

async fn quarantined(kit: &Kit) -> Option<Quarantined> {
    article::quarantine(&kit.db, None, 10).await.unwrap().into_iter().next().map(|a| a.why)
}

on_both!(feed_and_page_become_one_article);
async fn feed_and_page_become_one_article(database: Database) {
    let head = "<meta property=\"article:published_time\" content=\"2026-11-24T13:20:00+02:00\">\
        <meta name=\"author\" content=\"Ada Quill\"><meta property=\"og:image\" content=\"https://gazette.example/bridge.jpg\">\
        <link rel=\"canonical\" href=\"https://www.gazette.example/bridge\">";
    let (kit, _server) = read(database, move |asked| match asked.path.as_str() {
        "/bridge" => {
            Says::page(page("The bridge stays closed until May", head, "Nobody may cross the river at the old mill."))
        }
        _ => Says::status(404),
    })
    .await;
    let article = kit.articles().await.remove(0);
    assert_eq!(article.card.stage, Stage::Ready);
    assert_eq!(article.card.title, "The bridge stays closed until May", "the headline as it now stands");
    assert_eq!(article.card.published_at.iso(), "2026-11-24T11:20:00Z", "the page says when, and in which zone");
    assert_eq!(article.published.unwrap().offset_minutes, Some(120));
    assert_eq!(article.card.authors, ["Ada Quill"]);
    assert_eq!(article.card.image.unwrap().src.as_str(), "https://gazette.example/bridge.jpg");
    assert!(article.card.words > 60);
    assert_eq!(article.card.lang, Some(coranto_core::Lang::EN));
}

on_both!(robots_txt_keeps_us_out_and_the_item_stays_listed);
async fn robots_txt_keeps_us_out_and_the_item_stays_listed(database: Database) {
    let (kit, server) = read(database, |asked| match asked.path.as_str() {
        "/robots.txt" => Says::bytes("text/plain", b"User-agent: *\nDisallow: /bridge\n".to_vec()),
        _ => Says::page(page("The bridge stays closed", "", "Nobody may cross.")),
    })
    .await;
    let article = kit.articles().await.remove(0);
    assert_eq!(article.card.stage, Stage::Listed);
    assert!(article.listed_because.unwrap().contains("robots.txt keeps us out"));
    assert!(server.asked().iter().all(|a| a.path != "/bridge"));
}

on_both!(machine_opt_outs_are_obeyed);
async fn machine_opt_outs_are_obeyed(database: Database) {
    let head = "<meta name=\"robots\" content=\"index, noai\">";
    let (kit, _server) = read(database, move |asked| match asked.path.as_str() {
        "/bridge" => Says::page(page("The bridge stays closed", head, "Nobody may cross.")),
        _ => Says::status(404),
    })
    .await;
    let article = kit.articles().await.remove(0);
    assert_eq!(article.card.stage, Stage::Listed);
    assert!(article.listed_because.unwrap().contains("opts out"));
    assert!(article.blocks.is_empty());
}

on_both!(a_consent_wall_is_set_aside_with_its_reason);
async fn a_consent_wall_is_set_aside_with_its_reason(database: Database) {
    let wall = "<!DOCTYPE html><html><head><title>Before you continue</title></head><body><div class=\"consent\"><h1>We value your privacy</h1>\
        <p>We and our 214 partners store and access information on your device, such as cookies, and process personal data for advertising. \
        You may accept or refuse all of this, or change your preferences before you consent.</p><button>Accept all</button>\
        <button>Reject all</button></div></body></html>";
    let (kit, _server) = read(database, move |asked| match asked.path.as_str() {
        "/bridge" => Says::page(wall),
        _ => Says::status(404),
    })
    .await;
    assert_eq!(quarantined(&kit).await, Some(Quarantined::Body { rejected: BodyRejected::ConsentWall }));
    assert!(kit.articles().await.iter().all(|a| a.blocks.is_empty()), "never shown with a body");
}

on_both!(a_missing_page_is_not_asked_for_again);
async fn a_missing_page_is_not_asked_for_again(database: Database) {
    let (kit, server) = read(database, |_| Says::status(404)).await;
    assert_eq!(quarantined(&kit).await, Some(Quarantined::Fetch { outcome: FetchOutcome::NotFound }));
    server.asked();
    kit.pass(7 * 24 * 60);
    kit.once().await;
    assert!(server.asked().iter().all(|a| a.path == "/feed.xml"));
}

on_both!(a_page_that_fails_is_tried_again_and_then_set_aside);
async fn a_page_that_fails_is_tried_again_and_then_set_aside(database: Database) {
    let (kit, server) = read(database, |asked| match asked.path.as_str() {
        "/robots.txt" => Says::status(404),
        _ => Says::status(500),
    })
    .await;
    for attempt in 1..4 {
        assert_eq!(quarantined(&kit).await, None, "attempt {attempt}");
        kit.pass(24 * 60);
        kit.once().await;
    }
    assert_eq!(quarantined(&kit).await, Some(Quarantined::Fetch { outcome: FetchOutcome::HttpStatus { status: 500 } }));
    assert_eq!(server.asked().iter().filter(|a| a.path == "/bridge").count(), 4);
}

on_both!(a_page_that_comes_back_is_read);
async fn a_page_that_comes_back_is_read(database: Database) {
    let mut times = 0;
    let (kit, _server) = read(database, move |asked| match asked.path.as_str() {
        "/robots.txt" => Says::status(404),
        _ => {
            times += 1;
            match times {
                1 => Says::status(503).with("retry-after", "600"),
                _ => Says::page(page("The bridge stays closed", "", "Nobody may cross.")),
            }
        }
    })
    .await;
    kit.pass(9);
    assert_eq!(kit.once().await.pages_ready, 0, "not before the ten minutes are over");
    kit.pass(10);
    assert_eq!(kit.once().await.pages_ready, 1);
}

on_both!(the_parts_of_a_long_article_are_joined);
async fn the_parts_of_a_long_article_are_joined(database: Database) {
    let (kit, _server) = read(database, |asked| {
        let part = |number: u32, next: &str| {
            let head = match next {
                "" => String::new(),
                next => format!("<link rel=\"next\" href=\"{next}\">"),
            };
            let text = format!("This sentence stands on page {number} of the article and nowhere else.");
            Says::page(page("The bridge stays closed", &head, &text).replace("<footer>", &pager(number)))
        };
        match asked.path.as_str() {
            "/bridge" => part(1, "/bridge?page=2"),
            "/bridge?page=2" => part(2, "/bridge?page=3"),
            // A site in a circle does not catch us.
            "/bridge?page=3" => part(3, "/bridge"),
            _ => Says::status(404),
        }
    })
    .await;
    let article = kit.articles().await.remove(0);
    let text = serde_json::to_string(&article.blocks).unwrap();
    for number in 1..=3 {
        assert_eq!(text.matches(&format!("stands on page {number} of")).count(), 1, "{text}");
    }
    assert_eq!(text.matches("thanked the volunteers").count(), 1, "what every part repeats is said once");
}

fn pager(number: u32) -> String {
    let next = match number {
        3 => String::new(),
        n => format!("<a rel=\"next\" href=\"/bridge?page={}\">Next page</a>", n + 1),
    };
    format!("<div class=\"pagination\">{next}</div><footer>")
}

on_both!(two_addresses_of_one_page_are_one_article);
async fn two_addresses_of_one_page_are_one_article(database: Database) {
    let body = rss(&[
        ("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30),
        ("tag:gazette.example,2026:2", "/politics/bridge", "The bridge stays closed", 25),
    ]);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed.xml" => Says::feed(body.clone()),
        "/robots.txt" => Says::status(404),
        _ => Says::page(page(
            "The bridge stays closed",
            "<link rel=\"canonical\" href=\"https://gazette.example/bridge\">",
            "Nobody may cross.",
        )),
    })
    .await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    assert_eq!(kit.titles().await, ["The bridge stays closed"]);
    // And it does not come back at the next poll.
    kit.next_round().await;
    assert_eq!(kit.stored().await, 1);
}

on_both!(the_microscope_shows_what_the_pipeline_would_see);
async fn the_microscope_shows_what_the_pipeline_would_see(database: Database) {
    let (kit, _server) = read(database, |asked| match asked.path.as_str() {
        "/bridge" => Says::page(page("The bridge stays closed", "", "Nobody may cross.")),
        _ => Says::status(404),
    })
    .await;
    let address = coranto_core::Address::parse("https://gazette.example/bridge").unwrap();
    let seen = kit.pipeline.look(&address, true, None).await.unwrap();
    let reading = seen.reading.unwrap();
    assert_eq!(reading.article.title, "The bridge stays closed");
    assert!(!reading.why.is_empty());
    let nowhere = coranto_core::Address::parse("https://gazette.example/nowhere").unwrap();
    let seen = kit.pipeline.look(&nowhere, false, None).await.unwrap();
    assert_eq!((seen.outcome, seen.reading.is_none()), (FetchOutcome::NotFound, true));
}
