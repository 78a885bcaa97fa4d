//! How fast pages are read: generated ones always, real ones when the evaluation data is there (`CORANTO_DATA` or ../shared/data).

use coranto_core::Address;
use coranto_page::Options;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use std::io::Read;
use std::path::PathBuf;

fn main() {
    divan::main();
}

/// A page with the clutter of a news site around `paragraphs` paragraphs.
fn generated(paragraphs: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour of Lindmar opens again | The Courier</title>",
    );
    page.push_str("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Harbour of Lindmar opens again\",\"datePublished\":\"2026-11-24T09:30:00Z\"}</script>");
    page.push_str(&"<script>window.q=window.q||[];function f(a){return a<b&&c>d}</script>".repeat(40));
    page.push_str("</head><body><nav>");
    page.push_str(
        &"<div class=\"menu-item\"><a class=\"menu-link\" href=\"/section/a\"><span>Section</span></a></div>"
            .repeat(120),
    );
    page.push_str("</nav><main><article><h1>Harbour of Lindmar opens again</h1><div class=\"article-body\">");
    for i in 0..paragraphs {
        page.push_str(&format!(
            "<p class=\"css-1{i}\">The harbour of Lindmar opened again on day {i}, said <a href=\"/p/{i}\">the mayor</a>, after <em>eleven</em> weeks of dredging &amp; waiting.</p>"
        ));
    }
    page.push_str("</div></article><aside>");
    page.push_str(&"<div class=\"card\"><a href=\"/n\"><img src=\"/i.jpg\" srcset=\"/i2.jpg 2x\"><h3>Another headline of the day</h3></a><p>Its teaser.</p></div>".repeat(60));
    page.push_str("</aside></main></body></html>");
    page
}

#[divan::bench(args = [5, 30, 300])]
fn generated_page(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let page = generated(paragraphs);
    let address = Address::parse("https://courier.example/news/harbour").unwrap();
    bencher
        .counter(BytesCount::new(page.len()))
        .bench(|| coranto_page::article(page.as_bytes(), Some("text/html"), &address, &Options::default()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn real_pages(bencher: Bencher<'_, '_>) {
    let folder = std::env::var_os("CORANTO_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let Ok(files) = std::fs::read_dir(folder.join("pages/news2023/html")) else {
        println!("NOT RUN on real pages: {} is not there (set CORANTO_DATA)", folder.display());
        return bencher.bench(|| ());
    };
    let pages: Vec<Vec<u8>> = files
        .filter_map(|file| {
            let mut html = Vec::new();
            flate2::read::GzDecoder::new(std::fs::File::open(file.ok()?.path()).ok()?).read_to_end(&mut html).ok()?;
            Some(html)
        })
        .collect();
    let address = Address::parse("https://courier.example/news/harbour").unwrap();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    bencher.counter(ItemsCount::new(pages.len())).counter(BytesCount::new(bytes)).bench(|| {
        for page in &pages {
            divan::black_box(coranto_page::article(page, Some("text/html"), &address, &Options::default()));
        }
    });
}

#[divan::bench]
fn fragment_of_a_feed(bencher: Bencher<'_, '_>) {
    let html =
        "<p>The harbour of <a href='/l'>Lindmar</a> opened again.</p><ul><li>one<li>two</ul><img src=/a.jpg width=640>"
            .repeat(8);
    let base = Address::parse("https://courier.example/").unwrap();
    bencher.counter(BytesCount::new(html.len())).bench(|| coranto_page::fragment(&html, &base));
}
