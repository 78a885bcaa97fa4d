//! On the evaluation data, where it is there: nearly no real article may be refused.

use super::faithful::{data, unpacked};
use coranto_core::Address;

#[test]
fn real_articles_are_hardly_ever_refused() {
    let Some(pages) = data() else { return };
    let truth = std::fs::read(pages.join("ground-truth.json")).unwrap();
    let truth: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&truth).unwrap();
    let mut refused = Vec::new();
    let mut read = 0;
    for (id, page) in truth.iter().step_by(3) {
        let html = unpacked(&pages.join(format!("html/{id}.html.gz")));
        let address = Address::parse(page["url"].as_str().unwrap_or_default()).unwrap();
        let reading = coranto_page::article(&html, Some("text/html"), &address, &Default::default());
        read += 1;
        refused.extend(reading.rejected.map(|r| format!("{address}: {r}")));
    }
    println!("{} of {read} refused: {refused:#?}", refused.len());
    assert!(refused.len() * 50 <= read, "{} of {read}: {refused:#?}", refused.len());
}
