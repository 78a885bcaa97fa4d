//! Pages and the wishes of publishers: robots.txt, crawl-delay, opt-outs.

use crate::server::*;
use coranto_core::reason::FetchOutcome;
use coranto_core::{Clock, config};
use coranto_fetch::{Fetcher, RobotsFile, RobotsMemory};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

async fn site(robots: &'static str) -> Server {
    Server::start(move |seen| if seen.target == "/robots.txt" { ok(robots) } else { ok("<p>news</p>") }).await
}

#[tokio::test]
async fn robots_txt_is_obeyed_for_pages_and_not_asked_for_feeds() {
    let server =
        site("User-agent: *\nDisallow: /members\nAllow: /members/free\n\nUser-agent: otherbot\nDisallow: /\n").await;
    let fetcher = fetcher(&server);
    assert_eq!(feed(&fetcher, "https://a.example/members/feed.xml").await.outcome.name(), "fetched");
    assert_eq!(server.targets(), ["a.example/members/feed.xml"]);
    let refused = FetchOutcome::RobotsDisallowed { rule: "Disallow: /members".into() };
    assert_eq!(page(&fetcher, "https://a.example/members/1").await.outcome, refused);
    assert_eq!(page(&fetcher, "https://a.example/members/free/1").await.outcome.name(), "fetched");
    assert_eq!(page(&fetcher, "https://a.example/news").await.outcome.name(), "fetched");
    assert_eq!(fetcher.image(&address("https://a.example/members/p.jpg")).await.outcome.name(), "fetched");
    let asked = server.targets().iter().filter(|target| target.ends_with("/robots.txt")).count();
    assert_eq!(asked, 1, "one robots.txt for all pages");
}

#[tokio::test]
async fn our_own_name_counts_first_and_so_does_that_of_a_sources_user_agent() {
    let server = site(
        "User-agent: *\nDisallow: /\n\nUser-agent: coranto\nDisallow: /a\n\nUser-agent: library-reader\nDisallow: /b\n",
    )
    .await;
    let fetcher = fetcher(&server);
    let as_library = Some("Library-Reader/2");
    assert_eq!(page(&fetcher, "https://x.example/b").await.outcome.name(), "fetched");
    assert_eq!(page(&fetcher, "https://x.example/a").await.outcome.name(), "robots_disallowed");
    for path in ["a", "b"] {
        let answer = fetcher.page(&address(&format!("https://x.example/{path}")), as_library).await;
        assert_eq!(answer.outcome.name(), "robots_disallowed", "another name does not shake off the first: {path}");
    }
    let renamed = config::Fetch { user_agent: "Daily-Herald-Reader/1 (+https://herald.example)".into(), ..settings() };
    let renamed = fetcher_with(&server, &renamed);
    assert_eq!(page(&renamed, "https://x.example/a").await.outcome.name(), "robots_disallowed");
}

#[tokio::test]
async fn each_origin_has_its_own_and_a_redirect_meets_it() {
    let server = Server::start(|seen| match (seen.host(), seen.target.as_str()) {
        ("closed.example", "/robots.txt") => ok("User-agent: *\nDisallow: /"),
        (_, "/robots.txt") => answer(404, &[], ""),
        ("open.example", "/to-closed") => redirect(302, "https://closed.example/x"),
        _ => ok("text"),
    })
    .await;
    let fetcher = fetcher(&server);
    let answer = page(&fetcher, "https://open.example/to-closed").await;
    assert_eq!(answer.outcome, FetchOutcome::RobotsDisallowed { rule: "Disallow: /".into() });
    assert_eq!(answer.address.as_str(), "https://closed.example/x");
    assert_eq!(page(&fetcher, "http://open.example:8080/x").await.outcome.name(), "fetched");
    assert!(server.targets().contains(&"open.example:8080/robots.txt".to_owned()));
    assert!(!server.targets().contains(&"closed.example/x".to_owned()));
}

#[tokio::test]
async fn no_file_allows_all_and_a_failing_server_nothing() {
    let server = Server::start(|seen| match (seen.host(), seen.target.as_str()) {
        ("missing.example", "/robots.txt") => answer(404, &[], "not here"),
        ("private.example", "/robots.txt") => answer(403, &[], "no"),
        ("failing.example", "/robots.txt") => answer(502, &[], "oops"),
        ("busy.example", "/robots.txt") => answer(429, &[("retry-after", "30")], ""),
        ("circle.example", "/robots.txt") => redirect(302, "/robots.txt"),
        ("html.example", "/robots.txt") => ok("<!doctype html><title>Welcome</title>"),
        ("moved.example", "/robots.txt") => redirect(301, "https://files.example/moved.txt"),
        ("files.example", "/moved.txt") => ok("User-agent: *\nDisallow: /x"),
        _ => ok("text"),
    })
    .await;
    let fetcher = fetcher(&server);
    let mut outcomes = Vec::new();
    for host in ["missing", "private", "circle", "html", "failing", "busy", "moved"] {
        outcomes.push(page(&fetcher, &format!("https://{host}.example/x")).await.outcome.name());
    }
    let [ok, no, later] = ["fetched", "robots_disallowed", "robots_unreachable"];
    assert_eq!(outcomes, [ok, ok, ok, ok, later, later, no]);
}

#[tokio::test]
async fn it_is_read_again_after_a_day_and_an_old_one_counts_while_the_server_fails() {
    let status = Arc::new(AtomicU16::new(200));
    let says = status.clone();
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/robots.txt" => answer(says.load(Ordering::SeqCst), &[], "User-agent: *\nDisallow: /private"),
        _ => ok("text"),
    })
    .await;
    let clock = Clock::manual(NOW);
    let fetcher = Fetcher::new(&settings(), clock.clone(), Some(server.detour()), None).unwrap();
    let asked = || server.targets().iter().filter(|target| target.ends_with("/robots.txt")).count();
    let outcome = |path: &'static str| {
        let fetcher = &fetcher;
        async move { page(fetcher, &format!("https://a.example/{path}")).await.outcome.name() }
    };
    assert_eq!(outcome("x").await, "fetched");
    clock.advance(DAY - Duration::from_secs(1));
    assert_eq!((outcome("x").await, asked()), ("fetched", 1));
    clock.advance(Duration::from_secs(1));
    status.store(500, Ordering::SeqCst);
    assert_eq!((outcome("x").await, asked()), ("fetched", 2));
    assert_eq!((outcome("private/x").await, asked()), ("robots_disallowed", 2), "the old rules go on counting");
    clock.advance(Duration::from_secs(601));
    assert_eq!((outcome("x").await, asked()), ("fetched", 3), "and it is asked again soon");
    clock.advance(DAY * 31);
    assert_eq!(outcome("x").await, "robots_unreachable", "for a month");
    clock.advance(Duration::from_secs(601));
    status.store(404, Ordering::SeqCst);
    assert_eq!(outcome("private/x").await, "fetched");
}

#[tokio::test]
async fn many_pages_at_once_ask_once() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => Reply::Later(Duration::from_millis(50), Box::new(ok("User-agent: *\nDisallow: /private"))),
        _ => ok("text"),
    })
    .await;
    let fetcher = Arc::new(fetcher(&server));
    let mut all = tokio::task::JoinSet::new();
    for n in 0..20 {
        let fetcher = fetcher.clone();
        all.spawn(async move { page(&fetcher, &format!("https://a.example/{n}")).await.outcome });
    }
    while let Some(outcome) = all.join_next().await {
        assert_eq!(outcome.unwrap().name(), "fetched");
    }
    assert_eq!(server.seen().len(), 21);
}

#[derive(Default)]
struct Remembered(Mutex<HashMap<String, RobotsFile>>);

impl RobotsMemory for Remembered {
    fn get(&self, origin: String) -> BoxFuture<'static, Option<RobotsFile>> {
        let file = self.0.lock().unwrap().get(&origin).cloned();
        async move { file }.boxed()
    }

    fn put(&self, origin: String, file: RobotsFile) -> BoxFuture<'static, ()> {
        self.0.lock().unwrap().insert(origin, file);
        async {}.boxed()
    }
}

#[tokio::test]
async fn a_restart_does_not_ask_again() {
    let server = Server::start(|seen| match (seen.host(), seen.target.as_str()) {
        ("none.example", "/robots.txt") => answer(404, &[], ""),
        ("failing.example", "/robots.txt") => answer(500, &[], ""),
        (_, "/robots.txt") => ok("User-agent: *\nDisallow: /x"),
        _ => ok("text"),
    })
    .await;
    let memory = Arc::new(Remembered::default());
    let clock = Clock::manual(NOW);
    let start = || Fetcher::new(&settings(), clock.clone(), Some(server.detour()), Some(memory.clone())).unwrap();
    let (first, second) = (start(), start());
    for fetcher in [&first, &second] {
        assert_eq!(page(fetcher, "https://a.example/x").await.outcome.name(), "robots_disallowed");
        assert_eq!(page(fetcher, "https://none.example/x").await.outcome.name(), "fetched");
        assert_eq!(page(fetcher, "https://failing.example/x").await.outcome.name(), "robots_unreachable");
    }
    let asked = server.targets().iter().filter(|target| target.ends_with("/robots.txt")).count();
    assert_eq!(asked, 3);
    let kept = memory.0.lock().unwrap()["https://a.example"].clone();
    let text = Some("User-agent: *\nDisallow: /x".to_owned());
    assert_eq!(kept, RobotsFile { text, unreachable: false, fetched_at: NOW });
    assert_eq!(memory.0.lock().unwrap()["https://none.example"].text, None);
    assert!(memory.0.lock().unwrap()["https://failing.example"].unreachable);
    clock.advance(DAY);
    page(&start(), "https://a.example/x").await;
    assert_eq!(server.targets().iter().filter(|target| *target == "a.example/robots.txt").count(), 2);
}

#[tokio::test]
async fn only_the_first_512_kib_count() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => {
            let filler = "# nothing to see here\n".repeat((512 << 10) / 22 + 1);
            ok(format!("User-agent: *\nDisallow: /early\n{filler}Disallow: /late\n"))
        }
        _ => ok("text"),
    })
    .await;
    let fetcher = fetcher(&server);
    assert_eq!(page(&fetcher, "https://a.example/early").await.outcome.name(), "robots_disallowed");
    assert_eq!(page(&fetcher, "https://a.example/late").await.outcome.name(), "fetched");
}

#[tokio::test]
async fn pages_of_a_host_keep_the_distance_it_asks_for() {
    let server = site("User-agent: *\nCrawl-delay: 0.15\n").await;
    let fetcher = fetcher(&server);
    let pages = [address("https://a.example/1"), address("https://a.example/2"), address("https://a.example/3")];
    let (one, two, three) =
        tokio::join!(fetcher.page(&pages[0], None), fetcher.page(&pages[1], None), fetcher.page(&pages[2], None));
    for answer in [one, two, three] {
        assert_eq!(answer.outcome.name(), "fetched");
        assert!(answer.took < Duration::from_millis(140), "waiting for one's turn is not the server's time");
    }
    let at: Vec<_> = server.seen().iter().filter(|s| s.target != "/robots.txt").map(|s| s.at).collect();
    for pair in at.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(130), "{:?}", pair[1] - pair[0]);
    }
    assert!(fetcher.page_wait(&pages[0]) > Duration::ZERO);
    assert_eq!(fetcher.page_wait(&address("https://b.example/")), Duration::ZERO);
}

#[tokio::test]
async fn opt_outs_of_machine_reading_are_obeyed_for_pages_and_reported_for_all() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => answer(404, &[], ""),
        "/noai" => answer(200, &[("x-robots-tag", "noindex, noai")], "text"),
        "/noimageai" => answer(200, &[("x-robots-tag", "noimageai")], "text"),
        "/tdm" => answer(200, &[("tdm-reservation", "1"), ("tdm-policy", "https://a.example/policy.json")], "text"),
        "/others" => answer(200, &[("x-robots-tag", "otherbot: noai")], "text"),
        _ => answer(200, &[("x-robots-tag", "coranto: noai")], "text"),
    })
    .await;
    let fetcher = fetcher(&server);
    let read = |path: &'static str| {
        let fetcher = &fetcher;
        async move { page(fetcher, &format!("https://a.example/{path}")).await }
    };
    for (path, signal) in [
        ("noai", "x-robots-tag: noindex, noai"),
        ("noimageai", "x-robots-tag: noimageai"),
        ("tdm", "tdm-reservation: 1"),
        ("ours", "x-robots-tag: coranto: noai"),
    ] {
        let answer = read(path).await;
        assert_eq!(answer.outcome, FetchOutcome::MiningOptOut { signal: signal.into() });
        assert!(answer.body.is_empty());
    }
    let others = read("others").await;
    assert_eq!(others.outcome.name(), "fetched");
    assert_eq!(others.mining_headers, ["x-robots-tag: otherbot: noai"]);
    let as_feed = feed(&fetcher, "https://a.example/noai").await;
    assert_eq!((as_feed.outcome.name(), as_feed.mining_headers.len()), ("fetched", 1));
}

#[tokio::test]
async fn an_operator_who_must_can_switch_it_off() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => ok("User-agent: *\nDisallow: /"),
        _ => answer(200, &[("x-robots-tag", "noai")], "text"),
    })
    .await;
    let settings = config::Fetch { respect_robots: false, ..settings() };
    let answer = page(&fetcher_with(&server, &settings), "https://a.example/x").await;
    assert_eq!(answer.outcome.name(), "fetched");
    assert_eq!(server.seen().len(), 1);
}
