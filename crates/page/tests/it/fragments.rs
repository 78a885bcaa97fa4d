//! What feeds carry: fragments and single lines.

use coranto_page::{fragment, plain, summary, text_of};

fn blocks(html: &str) -> String {
    serde_json::to_string(&fragment(html, &super::address())).unwrap()
}

#[test]
fn plain_text_is_cut_into_paragraphs_and_escaped() {
    insta::assert_snapshot!(blocks("The ferry & the quay\n\n1 < 2"), @r#"[{"kind":"paragraph","html":"The ferry &amp; the quay"},{"kind":"paragraph","html":"1 &lt; 2"}]"#);
}

#[test]
fn markup_keeps_its_kinds_and_loses_its_dangers() {
    insta::assert_snapshot!(
        blocks("<p>One <a href='/x?utm_source=rss&id=7' onclick=x>two</a></p><ul><li>three<li>four</ul><img src=/a.jpg width=640 height=480 alt=Quay><img src=/p.gif width=1 height=1>"),
        @r#"[{"kind":"paragraph","html":"One <a href=\"https://courier.example/x?id=7\">two</a>"},{"kind":"list","ordered":false,"items":["three","four"]},{"kind":"image","src":"https://courier.example/a.jpg","alt":"Quay","width":640,"height":480}]"#
    );
}

#[test]
fn a_line_is_one_line_and_ends_at_a_word() {
    assert_eq!(plain("<p>One &amp; two</p>\n<p>three<script>x</script></p>", 100), "One & two three");
    assert_eq!(plain("The harbour opened again", 15), "The harbour…");
    assert_eq!(plain("The harbour opened again", 24), "The harbour opened again");
    assert_eq!(plain("港は火曜日に再び開いた", 6), "港は火曜日…");
    assert_eq!(plain("anything", 0), "");
}

#[test]
fn a_summary_loses_its_prompt_and_keeps_its_words() {
    let of = |html: &str| summary(html, 200);
    assert_eq!(
        of("<p>The harbour opened again, says the mayor [&#8230;]</p>"),
        "The harbour opened again, says the mayor…"
    );
    assert_eq!(of("<p>The harbour opened again.</p> <a href='/x'>Read more</a>"), "The harbour opened again.");
    assert_eq!(
        of(
            "<p>The harbour opened again.</p><p>The post <a href=/x>Harbour opens</a> appeared first on <a href=/>The Courier</a>.</p>"
        ),
        "The harbour opened again."
    );
    assert_eq!(of("Der Hafen ist wieder offen … Weiterlesen"), "Der Hafen ist wieder offen…");
    assert_eq!(of("The mayor asks pupils to read more"), "The mayor asks pupils to read more");
    let long = format!("{}Read more", "The harbour opened again. ".repeat(50_000));
    assert!(summary(&long, usize::MAX).ends_with("opened again."));
}

#[test]
fn lazy_pictures_are_found_and_counters_are_not() {
    let found = |html: &str| {
        let blocks = fragment(html, &super::address());
        blocks
            .iter()
            .filter_map(|b| if let coranto_core::Block::Image(p) = b { Some(p.src.to_string()) } else { None })
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(found("<img src='data:image/gif;base64,R0' data-src='/real.jpg'>"), "https://courier.example/real.jpg");
    assert_eq!(
        found("<picture><source srcset='/s.webp 400w, /l.webp 1200w'><img src='data:image/gif;base64,R0'></picture>"),
        "https://courier.example/l.webp"
    );
    assert_eq!(found("<noscript><img src='/n.jpg'></noscript>"), "https://courier.example/n.jpg");
    assert_eq!(found("<img src='/a.jpg' srcset='/a-2x.jpg 2x'>"), "https://courier.example/a.jpg");
    assert_eq!(
        found(
            "<img src='https://b.scorecardresearch.com/p?c1=2'><img src=/x.gif height=1><img src='data:image/png;base64,x'>"
        ),
        ""
    );
}

#[test]
fn charsets_are_read_from_every_place_that_names_them() {
    let page = |head: &str, body: &[u8]| {
        let mut bytes = format!("<html><head>{head}</head><body><p>").into_bytes();
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"</p></body></html>");
        bytes
    };
    let read = |bytes: &[u8], kind: Option<&str>| {
        let options = coranto_page::Options { min_words: 1, ..Default::default() };
        text_of(&coranto_page::article(bytes, kind, &super::address(), &options).article.blocks)
    };
    let utf8 = "Größe und Straße am Hafen von Lindmar, schön.";
    let latin = b"Gr\xf6\xdfe und Stra\xdfe am Hafen von Lindmar, sch\xf6n.";
    assert_eq!(read(&page("", utf8.as_bytes()), None), utf8);
    assert_eq!(read(&page("", latin), Some("text/html; charset=ISO-8859-1")), utf8);
    assert_eq!(read(&page("<meta charset=windows-1252>", latin), None), utf8);
    assert_eq!(
        read(&page("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-15'>", latin), None),
        utf8
    );
    // A server that claims the wrong one is not believed against valid UTF-8.
    assert_eq!(read(&page("", utf8.as_bytes()), Some("text/html; charset=iso-8859-1")), utf8);
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251
        .encode("Порт Линдмара снова открылся во вторник после одиннадцати недель углубления дна, сказала мэр города.");
    assert!(read(&page("", &cyrillic), None).starts_with("Порт Линдмара"));
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend("<p>Größe und Straße am Hafen, schön.</p>".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&utf16, None), "Größe und Straße am Hafen, schön.");
}

#[test]
fn what_is_no_page_says_so() {
    use coranto_core::reason::BodyRejected;
    let kind = |bytes: &[u8], header: Option<&str>| match coranto_page::article(
        bytes,
        header,
        &super::address(),
        &Default::default(),
    )
    .rejected
    {
        Some(BodyRejected::NotHtml { content_type }) => content_type,
        other => format!("{other:?}"),
    };
    assert_eq!(kind(b"%PDF-1.7 ...", Some("text/html")), "application/pdf");
    assert_eq!(kind(b"\x89PNG\r\n", None), "image/png");
    assert_eq!(kind(b"{\"a\":1}", Some("application/json")), "application/json");
    assert_eq!(
        kind(b"<?xml version='1.0'?><rss version='2.0'></rss>", Some("application/rss+xml")),
        "application/rss+xml"
    );
    assert_eq!(kind(b"anything", Some("image/jpeg")), "image/jpeg");
    assert_eq!(kind(b"<html><p>word", Some("application/octet-stream")), "Some(TooShort { words: 1 })");
}
