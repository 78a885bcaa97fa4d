//! The guard: nothing reaches a network that is not public, whatever way it is named.

use crate::server::*;
use coranto_core::Clock;
use coranto_core::reason::FetchOutcome;
use coranto_fetch::{Fetcher, Validators};

fn forbidden(outcome: &FetchOutcome) -> bool {
    matches!(outcome, FetchOutcome::AddressForbidden { .. })
}

#[tokio::test]
async fn literal_addresses_of_the_inside_are_refused_in_every_spelling() {
    let server = Server::start(|_| ok("secret")).await;
    let through_detour = fetcher(&server);
    let direct = Fetcher::new(&settings(), Clock::System, None, None).unwrap();
    let port = server.address.port();
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "①②⑦.⓪.⓪.①",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "0.0.0.0",
        "0",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "localhost",
        "LOCALHOST.",
        "api.localhost",
    ] {
        for fetcher in [&through_detour, &direct] {
            let answer = feed(fetcher, &format!("http://{host}:{port}/")).await;
            assert!(forbidden(&answer.outcome), "{host}: {:?}", answer.outcome);
            assert!(answer.body.is_empty());
        }
    }
    assert!(server.seen().is_empty(), "not one request went out");
}

#[tokio::test]
async fn a_redirect_into_the_inside_is_refused() {
    let inside = [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
        "//127.0.0.1/x",
        "https://user:pw@192.168.0.1/",
        "http://localhost/",
        "http://0x7f.1/",
    ];
    let server =
        Server::start(move |seen| redirect(302, inside[seen.target.trim_start_matches('/').parse::<usize>().unwrap()]))
            .await;
    let fetcher = fetcher(&server);
    for (at, to) in inside.iter().enumerate() {
        for outcome in [
            feed(&fetcher, &format!("https://news.example/{at}")).await.outcome,
            fetcher.image(&address(&format!("https://news.example/{at}"))).await.outcome,
        ] {
            assert!(forbidden(&outcome), "{to}: {outcome:?}");
        }
    }
    assert_eq!(server.seen().len(), inside.len() * 2, "only the redirects themselves were read");
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_at_each_hop() {
    let server = Server::start(|seen| match seen.host() {
        "a.example" => redirect(301, "https://Rebound.example/"),
        _ => ok("text"),
    })
    .await;
    let fetcher = with_names(&server, &[("rebound.example", "10.0.0.8"), ("fine.example", "93.184.215.14")]);
    let expected = FetchOutcome::AddressForbidden { host: "rebound.example".into(), address: "10.0.0.8".into() };
    assert_eq!(feed(&fetcher, "https://rebound.example/x").await.outcome, expected);
    assert_eq!(feed(&fetcher, "https://rebound.example./x").await.outcome.name(), "address_forbidden");
    let answer = feed(&fetcher, "https://a.example/").await;
    assert_eq!((answer.outcome, answer.moved_permanently_to), (expected, None));
    assert_eq!(feed(&fetcher, "https://fine.example/").await.outcome.name(), "fetched");
}

#[tokio::test]
async fn pages_and_their_robots_txt_are_guarded_alike() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/robots.txt" => redirect(302, "http://10.0.0.1/robots.txt"),
        _ => ok("text"),
    })
    .await;
    let answer = page(&fetcher(&server), "https://news.example/x").await;
    assert_eq!(answer.outcome.name(), "fetched", "a robots.txt that leads nowhere is none");
    assert_eq!(server.targets(), ["news.example/robots.txt", "news.example/x"]);
}

#[tokio::test]
async fn the_operator_can_open_a_network() {
    let server = Server::start(|_| ok("intranet news")).await;
    let fetcher = on_loopback(&settings());
    let port = server.address.port();
    for host in ["127.0.0.1", "localhost"] {
        let answer = feed(&fetcher, &format!("http://{host}:{port}/feed.xml")).await;
        assert_eq!(answer.outcome, FetchOutcome::Fetched { status: 200, bytes: 13 }, "{host}");
        assert_eq!(&answer.body[..], b"intranet news");
    }
    assert!(forbidden(&feed(&fetcher, &format!("http://[::1]:{port}/")).await.outcome));
    assert_eq!(server.seen()[0].host(), format!("127.0.0.1:{port}"));
}

#[tokio::test]
async fn a_proxy_in_the_environment_is_not_used_and_no_cookie_comes_back() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/" => answer(302, &[("set-cookie", "id=7"), ("location", "/next")], ""),
        _ => answer(200, &[("set-cookie", "id=8")], "text"),
    })
    .await;
    let fetcher = fetcher(&server);
    feed(&fetcher, "https://news.example/").await;
    fetcher.feed(&address("https://news.example/next"), &Validators::default(), None).await;
    assert_eq!(server.seen().len(), 3);
    assert!(server.seen().iter().all(|seen| seen.header("cookie").is_empty() && seen.header("referer").is_empty()));
}
