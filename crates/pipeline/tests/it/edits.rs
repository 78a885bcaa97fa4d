//! Publishers change what they published: it is found at the next look, kept with what stood there before, and nothing else is taken for it.

use crate::kit::{Kit, NOON};
use crate::script::{Asked, Says, Server, channel, page, rss};
use coranto_core::edit::{EditKind, Revision};
use coranto_core::{Clock, Millis};
use coranto_store::article::{self, Again, Stage};
use coranto_store::edit;
use coranto_store::testing::Database;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

const FEED: &str = "https://gazette.example/feed.xml";

/// What stands at which path; a page is its ETag, so that who holds the last one is told that nothing changed.
#[derive(Clone, Default)]
struct Site(Arc<Mutex<HashMap<String, String>>>);

impl Site {
    fn put(&self, path: &str, body: impl Into<String>) {
        self.0.lock().unwrap().insert(path.to_owned(), body.into());
    }

    fn say(&self, asked: &Asked) -> Says {
        let Some(body) = self.0.lock().unwrap().get(&asked.path).cloned() else { return Says::status(404) };
        if asked.path == "/feed.xml" {
            return Says::feed(body);
        }
        let tag = format!("\"{:x}\"", coranto_core::hash::stable(body.bytes()));
        match asked.header("if-none-match") == Some(&tag) {
            true => Says::status(304),
            false => Says::page(body).with("etag", &tag),
        }
    }
}

/// A gazette with one report at /bridge, published half an hour ago, read once.
async fn gazette(database: Database, body: String) -> (Kit, Server, Site) {
    let site = Site::default();
    site.put("/feed.xml", rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30)]));
    site.put("/bridge", body);
    let says = site.clone();
    let server = Server::start(move |asked| says.say(asked)).await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    (kit, server, site)
}

async fn revisions(kit: &Kit) -> Vec<Revision> {
    let articles = kit.articles().await;
    edit::of_article(&kit.db, articles[0].card.id).await.unwrap()
}

fn kinds(revision: &Revision) -> Vec<EditKind> {
    revision.change.as_ref().map(|change| change.kinds.clone()).unwrap_or_default()
}

fn at(hours: i64) -> Millis {
    Millis(NOON.0 + hours * Millis::HOUR)
}

const OLD: &str = "At least five people were hurt when the pier fell, the mayor said.";
const NEW: &str = "At least seven people were hurt when the pier fell, the mayor said.";

on_both!(an_edit_is_found_at_the_next_look_and_the_first_text_stays);
async fn an_edit_is_found_at_the_next_look_and_the_first_text_stays(database: Database) {
    let (kit, server, site) = gazette(database, page("The bridge stays closed", "", OLD)).await;
    // Nothing changed: the publisher says so without sending the page, and no later than by its hours.
    server.asked();
    for hours in [1, 3] {
        kit.clock.set(at(hours));
        let summary = kit.once().await;
        assert_eq!((summary.pages_unchanged, summary.edits), (1, 0), "{summary:#?}");
        let asked: Vec<Asked> = server.asked().into_iter().filter(|a| a.path == "/bridge").collect();
        assert!(asked.len() == 1 && asked[0].header("if-none-match").is_some(), "{asked:?}");
    }
    assert_eq!(revisions(&kit).await, []);
    site.put("/bridge", page("The bridge is lost", "", NEW));
    kit.clock.set(at(4));
    assert_eq!(kit.once().await.pages_unchanged, 0, "not yet");
    kit.clock.set(at(12));
    assert_eq!(kit.once().await.edits, 1);
    let found = revisions(&kit).await;
    assert_eq!((found.len(), kinds(&found[1])), (2, vec![EditKind::Headline, EditKind::Numbers]));
    assert!(found[0].wording.text.contains(OLD) && found[1].wording.text.contains(NEW));
    assert_eq!((found[0].seen_at, found[1].seen_at), (NOON, at(12)));
    let moved = &found[1].change.as_ref().unwrap().numbers[0];
    assert_eq!((moved.from.words.as_str(), moved.to.words.as_str(), moved.was.as_str()), ("five", "seven", OLD));
    let article = kit.articles().await.remove(0);
    assert_eq!(article.card.title, "The bridge is lost");
    // It has a place among the others anew.
    assert_eq!(coranto_store::story::count_waiting(&kit.db).await.unwrap(), 0);
    // After a week nobody looks any more.
    for day in 1..12 {
        kit.clock.set(at(12 + day * 24));
        kit.once().await;
    }
    assert_eq!(edit::next_due(&kit.db).await.unwrap(), None);
    server.asked();
    kit.clock.set(at(24 * 30));
    kit.once().await;
    assert!(server.asked().iter().all(|a| a.path == "/feed.xml"));
}

on_both!(a_headline_that_has_nothing_in_common_with_the_old_one_is_an_edit);
async fn a_headline_that_has_nothing_in_common_with_the_old_one_is_an_edit(database: Database) {
    let (kit, _server, site) = gazette(database, page("The bridge stays closed", "", OLD)).await;
    site.put("/bridge", page("Nobody was to blame, judge finds", "", OLD));
    kit.clock.set(at(1));
    kit.once().await;
    assert_eq!(
        revisions(&kit).await.iter().map(|r| r.wording.title.clone()).collect::<Vec<_>>(),
        ["The bridge stays closed", "Nobody was to blame, judge finds"]
    );
    // And back.
    site.put("/bridge", page("The bridge stays closed", "", OLD));
    kit.clock.set(at(3));
    kit.once().await;
    assert_eq!(revisions(&kit).await.len(), 3);
}

on_both!(a_feed_that_speaks_of_a_change_has_it_found_sooner);
async fn a_feed_that_speaks_of_a_change_has_it_found_sooner(database: Database) {
    let (kit, _server, site) = gazette(database, page("The bridge stays closed", "", OLD)).await;
    kit.clock.set(at(3));
    kit.once().await;
    site.put("/bridge", page("The bridge stays closed for good", "", OLD));
    site.put("/feed.xml", rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed for good", 30)]));
    kit.clock.set(at(4));
    coranto_store::feed::make_due(&kit.db, None, at(4)).await.unwrap();
    assert_eq!(kit.once().await.edits, 1, "the next look by itself would have been after twelve hours");
    assert_eq!(kinds(&revisions(&kit).await[1]), [EditKind::Headline]);
}

on_both!(what_the_page_shows_otherwise_by_itself_is_no_edit);
async fn what_the_page_shows_otherwise_by_itself_is_no_edit(database: Database) {
    let dressed = |ago: &str, promo: &str, text: &str| {
        let head = "<meta property=\"article:modified_time\" content=\"2026-11-24T12:30:00Z\">";
        let body = page("The bridge stays closed", head, text);
        body.replace("<h1>", &format!("<p class=\"time\">{ago} ago</p><h1>"))
            .replace("<footer>", &format!("<aside><h2>More news</h2><a href=\"/x\">{promo}</a></aside><footer>"))
    };
    let (kit, _server, site) =
        gazette(database, dressed("2 hours", "Otters return to the mill", "“Nobody may cross,” she said.")).await;
    site.put("/bridge", dressed("3 hours", "Wheat is dearer than ever", "\"Nobody  may cross,\" she said."));
    let before = article::epoch(&kit.db).await.unwrap();
    kit.clock.set(at(1));
    assert_eq!(kit.once().await.pages_unchanged, 1);
    assert_eq!((revisions(&kit).await, article::epoch(&kit.db).await.unwrap()), (vec![], before));
}

on_both!(a_page_that_cannot_be_had_leaves_the_text_and_is_looked_at_again);
async fn a_page_that_cannot_be_had_leaves_the_text_and_is_looked_at_again(database: Database) {
    let (kit, server, site) = gazette(database, page("The bridge stays closed", "", OLD)).await;
    let wall = "<!DOCTYPE html><html><head><title>Before you continue</title></head><body><h1>We value your privacy</h1>\
        <p>We and our 214 partners store and access information on your device, such as cookies, and process personal data.</p></body></html>";
    for (hours, says) in [(1, Says::status(500)), (3, Says::status(404)), (12, Says::page(wall))] {
        server.now_says(move |_| says.clone());
        kit.clock.set(at(hours));
        kit.once().await;
        let article = kit.articles().await.remove(0);
        assert_eq!(
            (article.card.stage, article.card.title.as_str()),
            (Stage::Ready, "The bridge stays closed"),
            "{hours}"
        );
        assert!(coranto_page::text_of(&article.blocks).contains(OLD));
    }
    assert_eq!(revisions(&kit).await, []);
    let says = site.clone();
    server.now_says(move |asked| says.say(asked));
    site.put("/bridge", page("The bridge stays closed", "", NEW));
    kit.clock.set(at(24));
    assert_eq!(kit.once().await.edits, 1);
}

on_both!(who_was_killed_at_a_look_has_somebody_else_find_the_edit);
async fn who_was_killed_at_a_look_has_somebody_else_find_the_edit(database: Database) {
    let (kit, server, site) = gazette(database, page("The bridge stays closed", "", OLD)).await;
    site.put("/bridge", page("The bridge stays closed", "", NEW));
    kit.clock.set(at(1));
    edit::queue_due(&kit.db, at(1), 9).await.unwrap();
    let lost = article::lease_waiting(&kit.db, at(1), 5 * Millis::MINUTE, 9, 9, None).await.unwrap();
    assert_eq!(lost.len(), 1);
    let kit = kit.started_again(server.address);
    assert_eq!(kit.once().await.edits, 0, "somebody has it, for all that is known");
    kit.pass(6);
    assert_eq!(kit.once().await.edits, 1);
    assert_eq!(revisions(&kit).await.len(), 2);
}

on_both!(a_text_that_comes_with_its_feed_is_kept_when_the_feed_changes_it);
async fn a_text_that_comes_with_its_feed_is_kept_when_the_feed_changes_it(database: Database) {
    let long =
        "The council of the valley met on Monday to speak about the bridge, which has been closed since the spring. "
            .repeat(10);
    let item = |title: &str, text: &str| {
        let body = format!("<p>{text}</p><p>{long}</p>").replace('<', "&lt;").replace('>', "&gt;");
        channel(
            "",
            &format!(
                "<item><guid isPermaLink=\"false\">1</guid><link>https://gazette.example/bridge</link><title>{title}</title>\
             <pubDate>Tue, 24 Nov 2026 11:00:00 GMT</pubDate><description>{body}</description></item>"
            ),
        )
    };
    let site = Site::default();
    site.put("/feed.xml", item("The bridge", OLD));
    let says = site.clone();
    let server = Server::start(move |asked| says.say(asked)).await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    assert_eq!(kit.articles().await[0].read_at, None, "no page was read");
    for (title, text) in [("The bridge", OLD), ("The bridge", NEW), ("The bridge", NEW), ("The bridge falls", NEW)] {
        site.put("/feed.xml", item(title, text));
        kit.next_round().await;
    }
    let found = revisions(&kit).await;
    assert_eq!(
        found.iter().map(kinds).collect::<Vec<_>>(),
        [vec![], vec![EditKind::Numbers], vec![EditKind::Headline]]
    );
    assert_eq!(edit::next_due(&kit.db).await.unwrap(), None, "its page is never looked at");
    assert!(server.asked().iter().all(|a| a.path == "/feed.xml"));
}

on_both!(nobody_looks_where_the_operator_does_not_want_it);
async fn nobody_looks_where_the_operator_does_not_want_it(database: Database) {
    let body = rss(&[("tag:gazette.example,2026:1", "/bridge", "The bridge stays closed", 30)]);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed.xml" => Says::feed(body.clone()),
        _ => Says::page(page("The bridge stays closed", "", OLD)),
    })
    .await;
    let kit = Kit::with(database, server.address, Clock::manual(NOON), |settings| settings.read.edit_days = 0);
    kit.add_feed(FEED).await;
    kit.once().await;
    assert_eq!((kit.stored().await, edit::next_due(&kit.db).await.unwrap()), (1, None));
}

const PROMO: &str = "Members of the Gazette's round table choose every month which road our reporters shall walk next.";

/// A report of its own, and in the middle of it the line that stands on every page.
fn report(number: usize, hurt: &str) -> String {
    let subjects = ["bridge", "mill", "school", "market", "ferry", "library", "tower", "orchard", "station", "well"];
    let subject = subjects[number % subjects.len()];
    format!(
        "<!DOCTYPE html><html lang=\"en\"><title>News of the {subject}</title><body><div class=\"sheet\"><h1>News of the {subject}</h1>\
         <div class=\"matter\"><p>The {subject} of the valley was counted, measured and drawn on day {number} of the survey, said its keeper.</p>\
         <p>Nobody had looked at the {subject} for {number} years, and {hurt} people were hurt when its roof fell into two baskets.</p>\
         <div class=\"qz\"><p>{PROMO}</p></div>\
         <p>The council will speak about the {subject} at its meeting number {number}, which begins after the bells and ends before them.</p>\
         </div></div></body></html>"
    )
}

/// A gazette whose first page was read before its round table was known.
async fn learnt(database: Database) -> (Kit, Server, Site) {
    let site = Site::default();
    let names: Vec<(String, String, String)> =
        (0..9).map(|n| (format!("tag:gazette.example,2026:{n}"), format!("/{n}"), format!("Item {n}"))).collect();
    let feed = |items: &[(String, String, String)]| {
        let items: Vec<(&str, &str, &str, i64)> =
            items.iter().map(|(g, p, t)| (g.as_str(), p.as_str(), t.as_str(), 30)).collect();
        rss(&items)
    };
    (0..9).for_each(|n| site.put(&format!("/{n}"), report(n, "five")));
    site.put("/feed.xml", feed(&names[..1]));
    let says = site.clone();
    let server = Server::start(move |asked| says.say(asked)).await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed(FEED).await;
    kit.once().await;
    assert!(text_of_first(&kit).await.contains(PROMO), "nothing is remembered yet");
    site.put("/feed.xml", feed(&names));
    kit.next_round().await;
    (kit, server, site)
}

async fn text_of_first(kit: &Kit) -> String {
    let articles = kit.articles().await;
    let first = articles.iter().find(|a| a.address.as_str().ends_with("/0")).unwrap();
    coranto_page::text_of(&first.blocks)
}

async fn revisions_of_first(kit: &Kit) -> Vec<Revision> {
    let articles = kit.articles().await;
    let first = articles.iter().find(|a| a.address.as_str().ends_with("/0")).unwrap();
    edit::of_article(&kit.db, first.card.id).await.unwrap()
}

on_both!(what_our_own_memory_leaves_out_is_no_edit_of_the_publisher);
async fn what_our_own_memory_leaves_out_is_no_edit_of_the_publisher(database: Database) {
    let (kit, _server, site) = learnt(database).await;
    // The publisher says that the page was touched, and nothing in it was: another reading, and no edit.
    site.put("/0", report(0, "five") + "<!-- served by another machine -->");
    kit.clock.set(at(3));
    kit.once().await;
    assert!(!text_of_first(&kit).await.contains("round table"), "it is read with what is remembered now");
    assert_eq!(revisions_of_first(&kit).await, []);
}

on_both!(an_edit_is_told_without_what_our_own_memory_leaves_out);
async fn an_edit_is_told_without_what_our_own_memory_leaves_out(database: Database) {
    let (kit, _server, site) = learnt(database).await;
    site.put("/0", report(0, "seven"));
    kit.clock.set(at(3));
    kit.once().await;
    assert!(!text_of_first(&kit).await.contains("round table"));
    let found = revisions_of_first(&kit).await;
    let change = found[1].change.as_ref().unwrap();
    assert_eq!((change.kinds.clone(), change.added, change.removed), (vec![EditKind::Numbers], 1, 1));
    let before = found[1].before.as_ref().unwrap();
    assert!(before.text.contains("five people") && !before.text.contains(PROMO), "{before:?}");
}

on_both!(reading_again_by_other_rules_is_no_edit_of_the_publisher);
async fn reading_again_by_other_rules_is_no_edit_of_the_publisher(database: Database) {
    let (kit, _server, _site) = learnt(database).await;
    let all = Again { older_than: Some(i64::MAX), ..Again::default() };
    assert_eq!(article::again(&kit.db, all, at(0)).await.unwrap(), 9);
    let summary = kit.once().await;
    assert_eq!((summary.pages_ready, summary.edits), (9, 0), "{summary:#?}");
    assert!(!text_of_first(&kit).await.contains("round table"));
}
