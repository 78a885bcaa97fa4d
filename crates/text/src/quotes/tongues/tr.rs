//! Turkish.

use crate::quotes::tongue::{Order, Source, Verbs};

pub(super) const TR: Source = Source {
    order: Order::VerbLast,
    verbs: &[Verbs {
        takes: "qt",
        stems: "dedi diyor diyen derken demişti dediler demiş der söyledi söylüyor söyledi söylediler söylemişti belirtti belirtiyor belirttiler açıkladı açıklıyor açıkladılar bildirdi bildiriyor \
                    bildirdiler ekledi ekliyor eklediler anlattı anlatıyor vurguladı vurguluyor savundu savunuyor savundular iddia sordu soruyor yanıtladı yanıt cevap cevapladı uyardı uyarıyor duyurdu \
                    duyuruyor yazdı yazıyor konuştu konuşuyor ifade kaydetti hatırlattı hatırlatıyor doğruladı doğruluyor yalanladı düşünüyor inanıyor tahmin bekliyor umuyor itiraf öne aktardı \
                    aktarıyor yakındı haykırdı seslendi paylaştı paylaştılar vaat vadetti tekrarladı tekrarlıyor değerlendirdi değerlendirmesinde nitelendirdi tanımladı tanımlıyor sözleriyle sözlerini eleştirdi \
                    dile kullandı şikayet öngörüyor",
        endings: "-",
    }],
    that: "ki",
    pronouns: "o onlar",
    determiners: "bir bu şu",
    passive: "",
    participle: "",
    helpers: "diye şeklinde da de ise",
    ends: "ve ama ancak fakat için gibi kadar sonra önce göre ile ki diye",
    inside: "",
    times: "pazartesi salı çarşamba perşembe cuma cumartesi pazar bugün dün yarın",
    according: "göre",
    suffixes: true,
    clause: "ını ini unu ünü larını lerini diklerini dıklarını",
    ..Source::NONE
};
