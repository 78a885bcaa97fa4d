//! What quotations cost: `cargo bench -p coranto-text --bench quotes`. Articles of some 500 words, half of them quoted or reported.

use coranto_core::Lang;
use coranto_text::quotes::{Said, quotations, together};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

const LANGUAGES: [(&str, &str); 5] = [
    (
        "en",
        "Transport minister Julian Otter said on Monday that work on the dam would start in spring. “We will not wait,” he told reporters. “The decision is made.” The harbour \
         lies east of the old market, and the road along it was closed last year after two storms. According to the port, the quay will last two more years.",
    ),
    (
        "ar",
        "وقالت وزيرة النقل ليلى منصور يوم الاثنين إن أعمال السد ستبدأ في الربيع. وأضافت \"لن ننتظر أكثر والقرار اتخذ\". يقع الميناء شرق السوق القديم وقد أغلق الطريق العام الماضي بعد عاصفتين. وبحسب \
         إدارة الميناء، سيصمد الرصيف عامين آخرين أمام البحر والرياح القوية في كل شتاء.",
    ),
    (
        "ru",
        "Министр транспорта Анна Кольцова заявила в понедельник, что работы на дамбе начнутся весной. «Мы не будем ждать, — подчеркнула она. — Решение уже принято». Порт лежит к востоку от \
         старого рынка, дорогу закрыли в прошлом году после двух штормов. По словам директора порта, причал выдержит ещё два года.",
    ),
    (
        "zh",
        "交通部长王琳周一说，大坝工程将于春天开工。“我们不会再等，”她强调，“决定已经作出。”港口位于老市场以东，去年两场风暴之后道路一度关闭。据港口方面介绍，码头还能使用两年。",
    ),
    (
        "tr",
        "Ulaştırma Bakanı Ayşe Kolcu, baraj çalışmalarının baharda başlayacağını söyledi. “Beklemeyeceğiz, karar verildi” diyen Kolcu gazetecilerin sorularını yanıtladı. Liman eski pazarın \
         doğusunda ve yol geçen yıl iki fırtınadan sonra kapatıldı. Liman yönetimine göre rıhtım iki yıl daha dayanacak.",
    ),
];

#[divan::bench(args = LANGUAGES.map(|(tag, _)| tag))]
fn article(bencher: Bencher, tag: &str) {
    let text = LANGUAGES.iter().find(|(other, _)| *other == tag).map_or("", |(_, text)| text);
    let article = [text; 10].join("\n\n");
    bencher.counter(ItemsCount::new(1_usize)).bench(|| quotations(&article, Lang::parse(tag)));
}

#[divan::bench]
fn hostile_megabyte(bencher: Bencher) {
    let text = "said “he ‘told \"that, ".repeat(40_000);
    bencher.bench(|| quotations(&text, Some(Lang::EN)));
}

#[divan::bench]
fn thousand_quotations_together(bencher: Bencher) {
    let texts: Vec<String> =
        (0..1_000).map(|n| format!("We will not wait for number {} and the decision is made today", n % 300)).collect();
    let said: Vec<Said> = texts.iter().map(|words| Said { words, lang: Some(Lang::EN) }).collect();
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| together(&said));
}
