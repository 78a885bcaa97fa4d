//! The site over a made-up morning, to be looked at: `cargo run -p coranto-site --example preview`, then http://127.0.0.1:8611/. Pictures are painted.

#[path = "../tests/it/press.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod press;
mod preview_news;

use coranto_core::about::{Form, QuoteKind, SubjectKind};
use coranto_core::reason::BodyRejected;
use coranto_core::source::{OwnerKind, SourceFacts};
use coranto_core::story::{CopyKind, Decision, RelatedReason};
use coranto_core::{ArticleKey, SourceId};
use coranto_site::PictureFile;
use futures_util::FutureExt;
use press::{Press, Standpoint, every_block, facts, in_story, report};
use std::collections::HashMap;
use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let press = Press::new().await;
    fill(&press).await;
    let mut state = press.state();
    state.demo = true;
    state.pictures = Some(Arc::new(|address, width| {
        async move { Ok(PictureFile { mime: "image/jpeg", bytes: paint(address.as_str(), width).into() }) }.boxed()
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8611").await.unwrap();
    println!("listening on http://{}", listener.local_addr().unwrap());
    axum::serve(listener, coranto_site::router(state)).await.unwrap();
}

async fn fill(press: &Press) {
    let mut sources = HashMap::new();
    for (slug, name, country, lang, kind, full) in preview_news::SOURCES {
        let facts = SourceFacts {
            owner_kind: match *kind {
                "state" => OwnerKind::State,
                "public" => OwnerKind::PublicService,
                "coop" => OwnerKind::Cooperative,
                "trust" => OwnerKind::NonProfit,
                _ => OwnerKind::Private,
            },
            full_text: *full,
            licence: full.then(|| "CC BY 4.0".to_owned()),
            licence_url: full.then(|| "https://licences.example/by/4.0".to_owned()),
            ..facts(slug, name, country, lang)
        };
        sources.insert(*slug, press.source(facts).await);
    }
    let mut told = Vec::new();
    for (source, lang, section, minutes, picture, title, lead) in preview_news::NEWS {
        let mut one =
            report(title).lead(lead).lang(lang).section(section).ago(*minutes).by(&["Mara Quill", "Tom Ashby"]);
        one.article.blocks = every_block();
        if *picture {
            one = one.picture(&format!("https://{source}.example/pictures/{minutes}.jpg"));
        }
        told.push((*title, press.publish(sources[source], vec![one]).await.remove(0)));
    }
    place(press, &sources, &told).await;
    read(press, &told).await;
    let broken = report("Ferry timetable for the winter is out")
        .lead("The winter timetable of the island ferries has been published.");
    press
        .publish(sources["courier"], vec![broken.ago(300).set_aside(BodyRejected::OnlyNavigation { link_percent: 91 })])
        .await;
}

/// What the reports are about, who says what in them and what is to come, as the reading would find it.
async fn read(press: &Press, all: &[(&str, ArticleKey)]) {
    let form = |kind: &str, name: &str| Form { kind: SubjectKind::parse(kind).unwrap(), form: name.to_lowercase() };
    let mut readings = Vec::new();
    for (title, key) in all {
        let news = preview_news::NEWS.iter().find(|(.., known, _)| known == title).unwrap();
        let (_, lang, section, .., lead) = news;
        let mut one = press::told(key).lang(lang);
        one = match *section {
            "politics" => one.topic("politics", Some(20_000_638)),
            "sport" => one.topic("sport", None),
            "business" => one.topic("economy", Some(20_000_344)),
            "environment" => one.topic("environment", Some(20_000_441)),
            _ => one,
        };
        for (words, kind, name, tag) in preview_news::MATTERS {
            if words.iter().any(|word| title.contains(word) || lead.contains(word)) {
                one = one.about(form(kind, name), name, tag);
            }
        }
        for (_, kind, speaker, words) in preview_news::WORDS.iter().filter(|(begins, ..)| title.starts_with(begins)) {
            let by = matches!(*speaker, "Ilse Marrow" | "Nadim Qasr").then(|| form("person", speaker));
            let other = if *speaker == "Ilse Marrow" { "Nadim Qasr" } else { "Ilse Marrow" };
            let about = vec![form("person", other)];
            one = one.quotes(QuoteKind::parse(kind).unwrap(), by, speaker, words, about);
        }
        for (_, days, sentence) in preview_news::DATES.iter().filter(|(begins, ..)| title.starts_with(begins)) {
            one = one.dated(*days, sentence);
        }
        readings.push(one);
    }
    press.read(readings).await;
}

/// Stories, copies and what is related, as the placing would find them.
async fn place(press: &Press, sources: &HashMap<&str, SourceId>, told: &[(&str, ArticleKey)]) {
    let find =
        |begins: &str| told.iter().find(|(title, _)| title.starts_with(begins)).map(|(_, key)| key.clone()).unwrap();
    let number = |title: &str| {
        let story = preview_news::STORIES.iter().position(|story| story.iter().any(|begins| title.starts_with(begins)));
        story.map_or_else(|| 1_000 + told.iter().position(|(t, _)| *t == title).unwrap() as u64, |at| at as u64 + 1)
    };
    let mut standpoints: Vec<Standpoint> = Vec::new();
    for (title, key) in told {
        let mut one = in_story(key, number(title)).by_model("all-MiniLM-L6-v2");
        if number(title) < 1_000 {
            one = one.because(Decision::SameStory { score: 0.83, threshold: 0.31 });
            for (_, of) in told.iter().filter(|(other, _)| number(other) == number(title) && other != title) {
                one = one.like(of, 0.83, &[("names", 14.2), ("vector", 0.71), ("late hours apart", 0.0)]);
            }
        }
        let reason = RelatedReason::Background { shared: vec!["Oren".into(), "سهرين".into()] };
        one =
            one.like(&find("Caravan road"), 0.08, &[("words", 0.11)]).beside(&find("Who pays when the river"), reason);
        one = one.beside(&find("Rail strike ends"), RelatedReason::Background { shared: vec![] });
        standpoints.push(one);
    }
    for (begins, source, minutes, kind, share) in preview_news::COPIES {
        let (_, lang, section, ago, _, title, lead) =
            preview_news::NEWS.iter().find(|(.., title, _)| title.starts_with(begins)).unwrap();
        let copy = report(title).lead(lead).lang(lang).section(section).ago(ago - minutes);
        let key = press.publish(sources[source], vec![copy]).await.remove(0);
        let kind = CopyKind::parse(kind).unwrap();
        standpoints.push(in_story(&key, number(title)).copies(&find(begins), kind, *share));
    }
    press.place(standpoints).await;
}

/// Hills under a sky, other ones for every address.
fn paint(address: &str, width: u32) -> Vec<u8> {
    let seed = address.bytes().fold(7u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b)));
    let height = width * 2 / 3;
    let hue =
        [(232, 196, 160), (176, 198, 214), (214, 178, 168), (190, 204, 176), (160, 176, 204)][(seed % 5) as usize];
    let part = |n: u32| (seed >> n & 31) as f32 / 31.0;
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
        let mut shade = 1.08 - 0.25 * v;
        for layer in 0..4u32 {
            let l = layer as f32;
            let ridge = 0.42
                + 0.13 * l
                + 0.07
                    * ((u * (3.0 + 5.0 * part(layer)) + 6.0 * part(layer + 3)).sin()
                        + 0.5 * (u * (9.0 + 7.0 * part(layer + 5)) + l).sin());
            if v > ridge {
                shade = 0.78 - 0.19 * l;
            }
        }
        let sun = ((u - 0.2 - 0.6 * part(9)).powi(2) + ((v - 0.24) * 0.67).powi(2)).sqrt() < 0.045;
        let tone = |c: i32| if sun { 250 } else { (c as f32 * shade).clamp(0.0, 255.0) as u8 };
        image::Rgb([tone(hue.0), tone(hue.1), tone(hue.2)])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}
