//! Hostile pages cost bounded time. The limits are generous for slow machines: what they catch is growth with the square of the size.

use std::time::{Duration, Instant};

fn within(limit: Duration, what: &str, html: &str) {
    let started = Instant::now();
    let reading = super::read(html);
    let _ = coranto_page::fragment(html, &super::address());
    let took = started.elapsed();
    assert!(took < limit, "{what} ({} KiB) took {took:?}; {:?}", html.len() / 1024, reading.rejected);
}

#[test]
fn a_million_nested_tags_are_read_in_bounded_time() {
    for piece in [
        "<div>",
        "<ul><li>",
        "<b>",
        "<a>",
        "<p>",
        "<table><tr><td>",
        "<blockquote>",
        "<svg>",
        "<span><i>",
        "<dl><dd>",
        "<button>",
        "<h1>",
        "<form>",
        "<select><option>",
        "<font><p>",
    ] {
        let tags = piece.matches('<').count();
        let bomb = piece.repeat(60_000 / tags) + "The end of it.";
        within(Duration::from_secs(8), piece, &bomb);
    }
}

#[test]
fn endless_pieces_are_read_in_bounded_time() {
    for piece in [
        "</p>",
        "</b>",
        "&amp",
        "&#38;",
        "<!-- ",
        "<!",
        "</x",
        "<a b=c d='e' ",
        "<p>x</p>",
        "<p><a href=/x>y</a></p>",
        "<h1>x y z w</h1>",
        "<li><a href=/x>y</a></li>",
        "<time>1 May 2026</time>",
        "<img src=/a.jpg srcset='/b.jpg 2x, /c.jpg 3x'>",
        "<p class=byline>By Ada Lund</p>",
        "<article><h1>One title of them</h1><p>Some words here.</p></article>",
        "<figure><img src=/a.jpg><figcaption>x</figcaption></figure>",
        "<blockquote>x</blockquote>",
        "<script>",
        "<title>",
        "<table><tr><td>x</table>",
        "<p>a<br>b<br><br>c</p>",
        "x ",
        "\u{e9}",
    ] {
        within(Duration::from_secs(8), piece, &piece.repeat(120_000 / piece.len()));
    }
    let attributes = format!("<p {}>x</p>", "class=\"share\" ".repeat(20_000));
    within(Duration::from_secs(8), "attributes", &attributes);
    let json = format!("<script type=\"application/ld+json\">{}</script>", "[".repeat(100_000));
    within(Duration::from_secs(8), "nested JSON", &json);
    let body = format!(
        "<script type=\"application/ld+json\">{{\"@type\":\"Article\",\"articleBody\":\"{}\"}}</script>",
        "word and ".repeat(20_000)
    );
    within(Duration::from_secs(8), "a long body for machines", &body);
}
