//! Pages in, articles out: through the front door, in the words of those who read the pages.

mod bounded;
mod broken;
mod faithful;
mod fixtures;
mod fragments;
mod measured;
mod memory;
mod safe;
mod shapes;

use coranto_core::Address;

fn address() -> Address {
    Address::parse("https://courier.example/news/harbour-opens").unwrap()
}

fn read(html: &str) -> coranto_page::Reading {
    coranto_page::article(
        html.as_bytes(),
        Some("text/html; charset=utf-8"),
        &address(),
        &coranto_page::Options::default(),
    )
}

#[test]
fn it_works() {
    let reading = read(include_str!("../../fixtures/pages/it-works/source.html"));
    insta::assert_snapshot!(coranto_page::text_of(&reading.article.blocks), @r"
    The harbour of Lindmar opened again on Tuesday after eleven weeks of dredging, and the first ferry left with forty passengers and a brass band.
    Mayor Ada Lund said the work had cost 4.2 million crowns, less than the council feared when the sandbank first closed the channel in March.
    “We counted every shovel,” Lund told the crowd on the quay, where fishermen had waited since before dawn to see the buoys moved.
    Ferry crews expect to carry 600 people a day by the end of the month, and a second boat from Kessby will join them in June.
    Not everybody is content: the mussel growers of the outer bay say that the dredged mud has covered a third of their beds.
    ");
    assert_eq!(reading.rejected, None);
}

#[test]
fn every_decision_is_explained_when_asked() {
    let html = include_str!("../../fixtures/pages/d02-advertising-markers/source.html");
    let options = coranto_page::Options { explain: true, ..Default::default() };
    let reading = coranto_page::article(html.as_bytes(), None, &address(), &options);
    let said = |text: &str| {
        reading.why.iter().find(|why| why.text.contains(text)).unwrap_or_else(|| panic!("nothing is said of “{text}”"))
    };
    assert!(said("The harbour of Lindmar opened").kept);
    let dropped = said("STORY CONTINUES");
    assert!(!dropped.kept && !dropped.reason.is_empty());
    assert!(dropped.place.contains(" > "), "{}", dropped.place);
    assert!(read(html).why.is_empty());
}
