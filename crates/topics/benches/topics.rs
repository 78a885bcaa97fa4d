//! How long an article of 500 words takes, by words alone, and how much a vector adds.

use coranto_core::Lang;
use coranto_topics::{Article, category};

const PARAGRAPHS: [(&str, &str); 4] = [
    (
        "en",
        "The central bank left its key rate unchanged on Thursday and said that prices would rise more slowly next year. Shares gained in early trading while the currency fell to its lowest level since the spring, traders said.",
    ),
    (
        "ru",
        "Центральный банк в четверг сохранил ключевую ставку и сообщил, что в следующем году цены будут расти медленнее. Акции подорожали в начале торгов, а курс валюты опустился до самого низкого уровня с весны.",
    ),
    (
        "ar",
        "أبقى البنك المركزي سعر الفائدة دون تغيير يوم الخميس وقال إن الأسعار سترتفع ببطء أكبر في العام المقبل. وارتفعت الأسهم في التعاملات المبكرة بينما تراجعت العملة إلى أدنى مستوى لها منذ الربيع.",
    ),
    (
        "zh",
        "央行星期四维持基准利率不变，并表示明年物价涨幅将放缓。股市早盘上涨，本币汇率跌至春季以来的最低水平，交易员表示市场仍在观望。",
    ),
];

#[divan::bench(args = ["en", "ru", "ar", "zh"])]
fn words(bencher: divan::Bencher, lang: &str) {
    let (_, paragraph) = PARAGRAPHS.iter().find(|(of, _)| *of == lang).unwrap();
    let words = coranto_text::count_words(paragraph) as usize;
    let text = vec![*paragraph; 500 / words].join("\n\n");
    let title: String = paragraph.chars().take(70).collect();
    let article = Article { title: &title, text: &text, lang: Lang::parse(lang), ..Article::default() };
    bencher.bench(|| category(divan::black_box(&article)));
}

#[divan::bench]
fn vector(bencher: divan::Bencher) {
    let numbers: Vec<i8> = (0..384).map(|i| (i * 37 % 251 - 125) as i8).collect();
    let article = Article { vector: Some(&numbers), ..Article::default() };
    bencher.bench(|| category(divan::black_box(&article)));
}

fn main() {
    divan::main();
}
