//! Pages that are made to hurt, of any size. The test of safety reads small ones, the bench of time large ones.

/// Name, and how it is made of about so many bytes.
pub type Shape = (&'static str, fn(usize) -> String);

pub const SHAPES: &[Shape] = &[
    ("an honest page", |size| {
        framed(&repeated(
            "<p>The harbour of Lindmar opened again, said <a href=/p>the mayor</a>, after eleven weeks of dredging.</p>\n",
            size,
        ))
    }),
    ("deep nesting", |size| framed(&repeated("<div class=box>", size))),
    ("deep nesting of named boxes with text", |size| {
        framed(&repeated("<section class=\"related promo\"><p>x y</p><figure><b>", size))
    }),
    ("one huge text", |size| framed(&repeated("The harbour of Lindmar opened again and ", size))),
    ("one huge word", |size| framed(&repeated("harbour", size))),
    ("a million tags", |size| framed(&repeated("<b></b>", size))),
    ("a million links", |size| framed(&repeated("<a href=/x>y</a> ", size))),
    ("a million headings", |size| {
        framed(&repeated("<h2><a href=/sea/x-y>The harbour of Lindmar opens</a></h2><p>It did.</p>", size))
    }),
    ("attributes without end", |size| framed(&format!("<p {}>x</p>", repeated("data-x=1 class=share ", size)))),
    ("a class without end", |size| framed(&format!("<p class=\"{}\">x</p>", repeated("share ", size)))),
    ("a tag that is never closed", |size| framed(&format!("<p class=\"{}", repeated("harbour ", size)))),
    ("a comment that is never closed", |size| framed(&format!("<!--{}", repeated("-- <p>x</p> ", size)))),
    ("a script that is never closed", |size| framed(&format!("<script>{}", repeated("</scrip <p>x</p> ", size)))),
    ("scripts", |size| framed(&repeated("<script>var a = 1 < 2;</script>", size))),
    ("a huge list", |size| {
        framed(&format!("<ul>{}</ul>", repeated("<li>The harbour opened <a href=/x>again</a>.", size)))
    }),
    ("lists in lists", |size| framed(&repeated("<ul><li>The harbour opened again.", size))),
    ("a huge table", |size| {
        framed(&format!("<table>{}</table>", repeated("<tr><td>1</td><td>The harbour</td></tr>", size)))
    }),
    ("tables in tables", |size| framed(&repeated("<table><tr><td>x<td>y", size))),
    ("entities", |size| framed(&repeated("&amp;&eacute;&#x416;&notanything;&", size))),
    ("line breaks", |size| framed(&repeated("The harbour opened<br>again.<br><br>", size))),
    ("quotations in quotations", |size| {
        framed(&repeated("<blockquote><p>The harbour of Lindmar opened again at last.", size))
    }),
    ("quotations beside paragraphs", |size| {
        framed(&repeated(
            "<blockquote>The harbour of Lindmar opened again at last.</blockquote><p>The harbour of Lindmar opened at last again.</p>",
            size,
        ))
    }),
    ("pictures in pictures", |size| framed(&repeated("<figure><img src=/a.jpg><figcaption><p>x</p>", size))),
    ("pictures", |size| {
        framed(&repeated(
            "<figure><img src=/a.jpg srcset='/b.jpg 2x'><figcaption>The quay of Lindmar</figcaption></figure>",
            size,
        ))
    }),
    ("articles without end", |size| {
        framed(&repeated(
            "<article class=post><h1>Another title of the day</h1><p>The harbour of Lindmar opened again, said the mayor, after weeks.</p></article>",
            size,
        ))
    }),
    ("entries of a live blog", |size| {
        framed(&repeated(
            "<div class=\"live-entry\"><time datetime=\"2026-11-24T10:42:00Z\">10:42</time><h3>Ferry leaves</h3><p>The first ferry left the quay of Lindmar.</p></div>",
            size,
        ))
    }),
    ("initials", |size| {
        framed(&repeated("<p><span class=dropcap>T</span> he harbour</p><div>T</div>he harbour", size))
    }),
    ("questions", |size| {
        framed(&repeated("<details><summary>Is it open?</summary><p>It is open again.</p></details>", size))
    }),
    ("notes", |size| framed(&repeated("<p>Open<sup><a href='#n1'>1</a></sup> again <a href='#r1'>↩</a></p>", size))),
    ("misnested formatting", |size| framed(&repeated("<a><b><i></a></b></i>x", size))),
    ("end tags of nothing", |size| framed(&repeated("</p></b></div></table>", size))),
    ("times", |size| framed(&repeated("<time datetime=2026-11-24>24 November 2026</time> ", size))),
    ("nested JSON", |size| {
        format!("<script type=application/ld+json>{}</script>{}", repeated("[{\"@graph\":", size), framed(""))
    }),
    ("broken JSON", |size| {
        format!("<script type=application/ld+json>[{}</script>{}", repeated("{\"a\":\"b\\x\",},", size), framed(""))
    }),
    ("text for machines", |size| {
        let body = repeated("The harbour of Lindmar opened again. ", size / 2);
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script>{}",
            framed(&format!("<p>{body}</p>"))
        )
    }),
];

fn repeated(piece: &str, size: usize) -> String {
    piece.repeat((size / piece.len()).max(1))
}

fn framed(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Harbour opens again</title></head><body><h1>Harbour opens again</h1><p>The ferry left the harbour at dawn, said the mayor of Lindmar.</p>{body}"
    )
}
