//! Articles that their publisher spread over several pages, in the designs seen in the field.

use crate::kit::{Kit, NOON};
use crate::script::{Asked, Says, Server, page, rss};
use coranto_core::Clock;
use coranto_store::testing::Database;

/// The text of the article that the feed announces at `path`, and what was asked for.
async fn read(
    database: Database,
    path: &'static str,
    mut pages: impl FnMut(&Asked) -> Says + Send + 'static,
) -> (String, Vec<String>) {
    let body = rss(&[("tag:gazette.example,2026:1", path, "The bridge stays closed", 30)]);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed.xml" => Says::feed(body.clone()),
        "/robots.txt" => Says::status(404),
        _ => pages(asked),
    })
    .await;
    let kit = Kit::new(database, server.address, Clock::manual(NOON));
    kit.add_feed("https://gazette.example/feed.xml").await;
    kit.once().await;
    let article = kit.articles().await.remove(0);
    let asked = server.asked().into_iter().map(|a| a.path).filter(|p| !p.contains("feed") && p != "/robots.txt");
    (coranto_page::text_of(&article.blocks), asked.collect())
}

/// One part, with what every page of the site repeats, and `pager` under it.
fn part(number: u32, pager: &str) -> String {
    let text = format!("This sentence stands on page {number} of the article and nowhere else in it.");
    page("The bridge stays closed", "", &text).replace("</article>", &format!("{pager}</article>"))
}

fn says_each_once(text: &str, parts: u32) {
    for number in 1..=parts {
        assert_eq!(text.matches(&format!("stands on page {number} of")).count(), 1, "{text}");
    }
    let order: Vec<usize> = (1..=parts).filter_map(|n| text.find(&format!("on page {n} of"))).collect();
    assert!(order.is_sorted(), "{text}");
    for repeated in ["thanked the volunteers", "Engineers said that the work"] {
        assert_eq!(text.matches(repeated).count(), 1, "what every part repeats is said once: {text}");
    }
    assert!(!text.contains("Next page") && !text.contains("Page 1"), "{text}");
}

on_both!(a_pager_of_numbers_leads_on);
async fn a_pager_of_numbers_leads_on(database: Database) {
    let pager = |here: u32| {
        let link = |n: u32| {
            let href = if n == 1 { "/valley/bridge-closed".to_owned() } else { format!("/valley/bridge-closed/{n}/") };
            if n == here { format!("<span>{n}</span> ") } else { format!("<a href=\"{href}\">{n}</a> ") }
        };
        format!("<p class=\"pages\">Page {here} of 3: {}</p>", (1..=3).map(link).collect::<String>())
    };
    let (text, asked) = read(database, "/valley/bridge-closed", move |asked| match asked.path.as_str() {
        "/valley/bridge-closed" => Says::page(part(1, &pager(1))),
        "/valley/bridge-closed/2/" => Says::page(part(2, &pager(2))),
        "/valley/bridge-closed/3/" => Says::page(part(3, &pager(3))),
        _ => Says::status(404),
    })
    .await;
    says_each_once(&text, 3);
    assert_eq!(asked, ["/valley/bridge-closed", "/valley/bridge-closed/2/", "/valley/bridge-closed/3/"]);
}

on_both!(numbers_before_the_ending_lead_on);
async fn numbers_before_the_ending_lead_on(database: Database) {
    let (text, _) = read(database, "/valley/bridge-closed.html", |asked| match asked.path.as_str() {
        "/valley/bridge-closed.html" => {
            Says::page(part(1, "<div><a href=\"bridge-closed-2.html\">Page suivante</a></div>"))
        }
        "/valley/bridge-closed-2.html" => Says::page(part(
            2,
            "<div><a href=\"bridge-closed.html\">1</a> <a href=\"/valley/otters-are-back.html\">Suivant</a></div>",
        )),
        _ => Says::status(404),
    })
    .await;
    says_each_once(&text, 2);
}

on_both!(a_page_that_holds_all_is_read_instead_of_the_parts);
async fn a_page_that_holds_all_is_read_instead_of_the_parts(database: Database) {
    let pager = "<p><a href=\"?page=2\">2</a> <a href=\"?page=3\">3</a> <a href=\"?page=all\">Read on one page</a></p>";
    let (text, asked) = read(database, "/valley/bridge-closed", move |asked| match asked.path.as_str() {
        "/valley/bridge-closed" => Says::page(part(1, pager)),
        "/valley/bridge-closed?page=all" => {
            let more = (2..=3)
                .map(|n| format!("<p>This sentence stands on page {n} of the article and nowhere else in it.</p>"));
            Says::page(part(1, &more.collect::<String>()))
        }
        _ => Says::status(404),
    })
    .await;
    says_each_once(&text, 3);
    assert_eq!(asked, ["/valley/bridge-closed", "/valley/bridge-closed?page=all"]);
}

on_both!(a_whole_that_is_for_sale_leaves_the_parts);
async fn a_whole_that_is_for_sale_leaves_the_parts(database: Database) {
    let pager = "<p><a href=\"?page=2\">2</a> <a href=\"?page=all\">Single page</a></p>";
    let (text, _) = read(database, "/valley/bridge-closed", move |asked| match asked.path.as_str() {
        "/valley/bridge-closed" => Says::page(part(1, pager)),
        "/valley/bridge-closed?page=2" => Says::page(part(2, "")),
        "/valley/bridge-closed?page=all" => Says::page(
            "<html><head><title>The bridge stays closed</title></head><body><article><h1>The bridge stays closed</h1>\
             <p>Nobody may cross.</p><p>Subscribe to continue reading.</p></article></body></html>",
        ),
        _ => Says::status(404),
    })
    .await;
    says_each_once(&text, 2);
}

on_both!(the_next_article_is_never_joined);
async fn the_next_article_is_never_joined(database: Database) {
    let pager =
        "<p><a rel=\"next\" href=\"/valley/otters-back\">Next</a> <a href=\"/valley/bridge-closed-2\">Next</a></p>";
    let (text, _) = read(database, "/valley/bridge-closed", move |asked| match asked.path.as_str() {
        "/valley/bridge-closed" => Says::page(part(1, pager)),
        // The slug of a later article on the same matter ends in a number too.
        _ => Says::page(page("Otters are seen under the old mill again", "", "The otters came back in the night.")),
    })
    .await;
    assert!(text.contains("stands on page 1 of") && !text.contains("otters"), "{text}");
}

on_both!(an_endless_article_ends);
async fn an_endless_article_ends(database: Database) {
    let (text, asked) = read(database, "/valley/bridge-closed", |asked| {
        let number: u32 = asked.path.rsplit('=').next().and_then(|n| n.parse().ok()).unwrap_or(1);
        let next = format!("<p><a rel=\"next\" href=\"/valley/bridge-closed?page={}\">Next page</a></p>", number + 1);
        Says::page(part(number, &next))
    })
    .await;
    says_each_once(&text, 8);
    assert_eq!(asked.len(), 8);
}
