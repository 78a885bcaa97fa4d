//! Lines that pages put between the lines of a report, in the languages of many publishers. Compared in lower case, without what stands at the ends.

use crate::any_of::AnyOf;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The whole line, nothing else.
const WHOLE: &str = "
advertisement|advertisment|ad|ads|advert|sponsored|sponsored content|paid content|promoted|continue reading|story continues|story continues below|article continues below
story continues below advertisement|story continues below this ad|article continues after ad|article continues below advertisement|article continues after this advertisement|content continues below
scroll to continue|scroll to continue with content|scroll down to continue|advertisement - scroll to continue|advertisement scroll to continue reading|scroll for more
skip advertisement|skip ad|report this ad|report ad|remove ads|why am i seeing this ad|loading|loading ad|please wait|this is a modal window
read more|read next|read also|also read|see also|related|related articles|related stories|related topics|related content|related news|related posts|related links|related coverage|related video|related videos
more on this story|more from this author|more stories|more news|more like this|you may also like|you might also like|you may like|recommended|recommended for you|recommended stories|recommended reading|trending|trending now|trending stories
most popular|most read|most viewed|popular|popular stories|latest|latest news|latest stories|top stories|editors' picks|editor's picks|up next|next article|previous article|next|previous|next story|previous story|don't miss|must read|what to read next
share|share this|share this article|share this story|share on facebook|share on twitter|share article|share via email|tweet|tweet this|email|e-mail|print|save|copy link|copied|link copied|bookmark|facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|instagram|flipboard|x|like|pin|pin it
comments|comment|leave a comment|leave a reply|post a comment|view comments|show comments|add a comment|join the conversation|write a comment|be the first to comment|no comments|no comments yet
subscribe|subscribe now|sign up|sign up now|sign in|log in|login|register|newsletter|newsletters|follow|follow us|follow us on|follow the author|get the newsletter|support us|donate|donate now|become a member
about the author|about the authors|about author|author|tags|tag|topics|filed under|categories|category|in this article|table of contents|contents|on this page|source|sources|via|credit|photo|photos|image|gallery|video|watch|listen|listen to this article|watch live|play|close|menu|search|home|back to top|top|expand|show more|load more|view more|see more|more|view gallery|open image in gallery|enlarge image|hide caption|toggle caption|caption|transcript|full screen|live|new|exclusive|breaking|updated|opinion
all rights reserved|terms of use|terms of service|privacy policy|cookie policy|contact us|about us|feedback|report an error|report a correction|corrections|reprints|view original|view in browser|see all|view all|all news|gift this article|give this article|article bookmarked
publicidad|anuncio|publicidade|anúncio|contenido patrocinado|lee también|lea también|leer más|siguiente artículo|escuchar la noticia|escuchar artículo|te puede interesar|te recomendamos|relacionado|relacionados|noticias relacionadas|artículos relacionados|compartir|comentarios|más información|más noticias|suscríbete|regístrate|síguenos|etiquetas|temas|ver más|seguir leyendo|sigue leyendo|mira también|ver también
leia também|leia mais|veja também|saiba mais|relacionadas|notícias relacionadas|compartilhe|compartilhar|comentários|assine|inscreva-se|mais lidas|continua após a publicidade|continua depois da publicidade|siga-nos
publicité|la suite après cette publicité|la suite après la publicité|à lire aussi|lire aussi|a lire aussi|lire la suite|lire plus|voir aussi|à voir aussi|sur le même sujet|articles liés|partager|commentaires|s'abonner|abonnez-vous|s'inscrire|suivez-nous|en savoir plus|mots-clés|écouter l'article|article suivant|à lire ensuite|les plus lus
anzeige|werbung|weiterlesen|lesen sie auch|lesen sie mehr|mehr zum thema|mehr dazu|auch interessant|das könnte sie auch interessieren|das könnte sie interessieren|siehe auch|teilen|artikel teilen|kommentare|kommentar|abonnieren|newsletter abonnieren|jetzt abonnieren|anmelden|folgen sie uns|schlagworte|themen|ähnliche artikel|nächster artikel|meistgelesen|drucken|artikel anhören|zur startseite|quelle|nach oben
pubblicità|leggi anche|leggi tutto|continua a leggere|potrebbe interessarti|articoli correlati|condividi|commenti|iscriviti|abbonati|seguici|guarda anche|ti potrebbe interessare|argomenti
advertentie|lees ook|lees meer|lees verder|deel dit artikel|deel|delen|reacties|meer over|gerelateerd|meest gelezen|abonneer|aanmelden|bekijk ook
annons|annonse|reklame|läs mer|läs också|läs även|les mer|les også|læs også|læs mere|dela|del|kommentarer|relaterat|mer om|mainos|lue myös|lue lisää|jaa
reklama|czytaj także|czytaj też|czytaj więcej|zobacz także|zobacz też|zobacz również|przeczytaj także|udostępnij|komentarze|polecane|czytaj dalej|čtěte také|čtěte více|sdílet|související články
реклама|читайте также|читать также|читать далее|читать дальше|читайте по теме|смотрите также|по теме|материалы по теме|подробнее|следующая статья|слушать статью|прослушать статью|поделиться|поделитесь|комментарии|подписаться|подписывайтесь|теги|другие новости|новости по теме|источник|читайте також|дивіться також|поділитися|коментарі|підписатися
إعلان|إعلانات|اعلان|اقرأ أيضا|اقرأ أيضاً|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|اقرأ أيضًا|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|ذات صلة|شارك|مشاركة|شارك المقال|التعليقات|تعليقات|اشترك|اشترك الآن|تابعنا|الكلمات المفتاحية|كلمات مفتاحية|المزيد|المصدر|شاهد أيضا|شاهد أيضاً|الأكثر قراءة|موضوعات متعلقة|قد يعجبك أيضا|المقال التالي|استمع إلى المقال|استمع للمقال
reklam|ilgili haberler|devamını oku|ayrıca okuyun|bunları da okuyun|paylaş|yorumlar|abone ol|takip et|etiketler|ilginizi çekebilir|haberin devamı|iklan|baca juga|baca selengkapnya|bagikan|komentar|artikel terkait|berita terkait|lihat juga|quảng cáo|đọc thêm|xem thêm|chia sẻ|bình luận|tin liên quan
广告|相关阅读|相关新闻|相关文章|推荐阅读|延伸阅读|阅读更多|更多|分享|评论|责任编辑|標籤|廣告|相關新聞|相關文章|延伸閱讀|閱讀更多|分享至|広告|関連記事|続きを読む|あわせて読みたい|シェア|シェアする|コメント|こちらもおすすめ|광고|관련기사|관련 기사|더보기|공유|댓글
विज्ञापन|यह भी पढ़ें|ये भी पढ़ें|यह भी पढ़े|और पढ़ें|शेयर करें|टिप्पणियां|संबंधित खबरें|تبلیغات|بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|اشتراک گذاری|نظرات|برچسب‌ها|פרסומת|קראו עוד|קרא עוד|שתפו|תגובות|כתבות נוספות|διαβάστε επίσης|διαβάστε ακόμα|διαφήμιση|κοινοποίηση|σχόλια
";

/// The beginning of a short line.
const BEGINS: &str = "
read more:|read more about|read more on|read also|read next|read:|also read|also see|see also|see more:|more:|related:|related story|related article|related stories|related -|recommended:|don't miss|must read:|watch:|watch now|watch more|watch the video|watch below|listen:|up next|next:|you may also|you might also|previously:|click here|click to|tap here|tap to|swipe
sign up for|sign up to|sign up here|subscribe to|subscribe for|subscribe now|get the latest|get our|get breaking|get unlimited|stay up to date|stay informed|stay on top|join the conversation|join us on|follow us|follow @|follow me on|follow him on|follow her on|follow them on|follow him|follow her|like us on|find us on|download our|download the|support our|want more|for more news|for more stories|for the latest|for all the latest|keep up with|check out our|this newsletter|our newsletter|enter your email|by signing up|by clicking|by subscribing|by submitting|thanks for signing|thank you for signing|an error occurred|something went wrong|please enter
advertisement -|sponsored by|story continues|article continues|this story continues|continue reading|scroll to|loading...|this video is not|this video cannot|this video can't|this video has been|this content is not available|this browser|your browser|please enable|javascript is|enable javascript|we use cookies|this site uses cookies|this website uses
copyright ©|copyright (c)|copyright 20|© |(c) |all rights reserved|the views expressed|the opinions expressed|views expressed|disclaimer:|disclosure:|editor's note: this story is part|this article was originally published|this story was originally published|this post was originally published|originally published|this article originally appeared|this story originally appeared|when you buy through|when you purchase through|we may earn|we may receive|if you buy something|products featured|prices are accurate|reporting by|editing by|our standards:|additional reporting by|have a tip|got a tip|send tips|contact us|contact reporter|email the author|e-mail|email:|reach reporter|reach him at|reach her at|share this|share on|share your|tweet this|what do you think|leave a comment|let us know in the comments|comments are|view comments|tags:|tagged:|topics:|filed under|filed to|categories:|posted in|image credit|image:|image source|image via|image courtesy|images:|photo:|photo by|photo credit|photos:|photos by|photo courtesy|picture:|pictures:|picture credit|credit:|video:|source:|sources:|via:|file photo|featured image|getty images|with files from|citation:|more information:|this document is subject to copyright|if you purchase a product|if you purchase|our journalism needs|this website uses|privacy overview|please sign up|watch this:|like this:|like loading|correction request|for more information visit|for more information, visit|required reading|deal of the day|last updated|published:|updated:|first published|posted:|posted on|published on|written by
lee también|lea también|lea más|leer más|leé también|te puede interesar|también te puede|mira también|mirá también|puedes leer|más información|suscríbete|suscribite|regístrate|síguenos|únete a|apúntate|te recomendamos|sigue leyendo|foto:|fotos:|fuente:|con información de|ver más
leia também|leia mais|veja também|veja mais|saiba mais|assine|inscreva-se|clique aqui|receba |continua após|participe do|foto:|fonte:|entre no
à lire aussi|lire aussi|à lire|a lire|à voir|voir aussi|lire la suite|lire notre|>> |→ |➡|abonnez-vous|inscrivez-vous|suivez-nous|retrouvez |téléchargez|découvrez aussi|recevez|la suite après|crédit photo|crédits
lesen sie auch|lesen sie mehr|lesen sie hier|lesen sie dazu|mehr zum thema|mehr dazu|mehr lesen|auch interessant|lesetipp|siehe auch|hier geht es|hier finden sie|abonnieren sie|folgen sie|melden sie sich|jetzt anmelden|newsletter|dieser artikel|bild:|foto:|quelle:|mit material von|empfohlener redaktioneller inhalt|anzeige
leggi anche|leggi l'articolo|leggi di più|leggi tutto|guarda anche|iscriviti|seguici|abbonati|clicca qui|potrebbe interessarti|approfondisci|lees ook|lees meer|lees verder|bekijk ook|meer over|luister ook|meld je aan
läs mer|läs också|läs även|les også|les mer|læs også|læs mere|lue myös|lue lisää|czytaj także|czytaj też|czytaj więcej|czytaj również|zobacz także|zobacz też|zobacz również|przeczytaj|čtěte také|čtěte více|přečtěte si|prečítajte si|olvasta már|citeşte şi|citește și|vezi și
читайте также|читайте в|читать также|смотрите также|подписывайтесь|подпишитесь|подписаться|следите за|материалы по теме|фото:|источник:|читайте нас|напомним, ранее мы писали|читайте також|дивіться також|підписуйтесь|підпишіться
اقرأ أيضا|اقرأ أيضاً|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|اقرأ أيضًا|شاهد أيضا|شاهد أيضاً|اشترك مجانا|اشترك الآن|اشتركوا|تابعوا|تابعونا|تابعنا|للاشتراك|حمل تطبيق|مواضيع ذات صلة|بیشتر بخوانید
ayrıca okuyun|ilgili haber|abone ol|takip et|bizi takip|haberin devamı|baca juga|baca selengkapnya|simak juga|lihat juga|xem thêm|đọc thêm|theo dõi
相关阅读|推荐阅读|延伸阅读|阅读更多|责任编辑|更多精彩|扫码|原标题|来源：|編輯|延伸閱讀|相關報導|更多新聞|関連記事|続きを読む|あわせて読みたい|写真：|관련기사|☞|▶|▲
यह भी पढ़ें|ये भी पढ़ें|यह भी पढ़े|और पढ़ें|इसे भी पढ़ें|קראו גם|קראו עוד|διαβάστε επίσης|διαβάστε ακόμα|δείτε επίσης|ακολουθήστε
";

/// Anywhere in a short line.
const INVITES: &str = "
click here|clicking here|subscribe to our|sign up for our|sign up here|sign up to our|our newsletter|email newsletter|e-mail newsletter|free newsletter|daily newsletter|weekly newsletter|to your inbox|in your inbox|follow us on|follow me on|like us on facebook|join us on|download our app|download the app|get the app|our free app|our mobile app|our youtube channel|our telegram channel|our whatsapp channel|listen and subscribe|wherever you get your podcasts|create or log in|already have an account|become a subscriber|become a supporter|this website uses cookies|site uses cookies|uses cookies to|can be reached at|may be reached at|support our journalism|supported by readers|waiting for your permission|your subscription could not|your subscription has been|mobile users go here|terms of service apply|privacy policy and terms|all rights reserved|para suscribirte|haz clic aquí|haga clic aquí|en tu correo|a nuestro canal|nuestro boletín|síguenos en|cliquez ici|notre newsletter|suivez-nous sur|klicken sie hier|unseren newsletter|unserem newsletter|folgen sie uns|clicca qui|nostra newsletter|seguici su|clique aqui|nossa newsletter|nosso canal|siga-nos|klik hier|onze nieuwsbrief|vårt nyhetsbrev|nasz newsletter|naszego newslettera|kliknij tutaj|наш telegram|наш телеграм|наш канал|подписывайтесь на|подпишитесь на|على قناتنا|النشرة البريدية|اضغط هنا|تابعونا على|bültenimize|buraya tıklayın|klik di sini|nhấn vào đây|点击这里|订阅我们|關注我們|メールマガジン|뉴스레터|यहां क्लिक करें|हमारे चैनल
";

/// Headings of boxes about who wrote it.
const ABOUT_AUTHOR: &str = "
about the author|about the authors|about the writer|about the writers|about the reporter|meet the author|zur person|über den autor|über die autorin|über die autoren|zum autor|zur autorin
à propos de l'auteur|à propos de l'autrice|à propos des auteurs|l'auteur|sobre la firma|sobre el autor|sobre la autora|sobre los autores|acerca del autor|sobre o autor|sobre a autora|sull'autore|l'autore|l'autrice
over de auteur|om författaren|om forfatteren|o autorze|об авторе|об авторах|про автора|عن الكاتب|عن الكاتبة|عن المؤلف|نبذة عن الكاتب|درباره نویسنده|yazar hakkında|tentang penulis|về tác giả|作者简介|關於作者|著者について
";

/// One pass over a line, however many phrases there are.
static INVITING: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(entries(INVITES)));
static WHOLE_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(WHOLE).collect());
static ABOUT_AUTHOR_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(ABOUT_AUTHOR).collect());
static BEGINNINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut all: Vec<&str> = entries(BEGINS).collect();
    all.sort_unstable();
    all.dedup();
    all
});

/// Every phrase that lines are known by.
pub(crate) fn known_phrases() -> impl Iterator<Item = &'static str> {
    let tables = [WHOLE, BEGINS, INVITES, ABOUT_AUTHOR].into_iter().flat_map(entries);
    tables.chain(ADVERT_LABELS.iter().copied())
}

fn entries(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.split(['|', '\n']).filter(|e| !e.is_empty())
}

fn bare(text: &str) -> String {
    let trimmed = text.trim_matches(|c: char| !c.is_alphanumeric());
    trimmed.chars().flat_map(char::to_lowercase).map(|c| if c == '’' || c == '‘' { '\'' } else { c }).collect()
}

/// The line is furniture and nothing else.
pub(super) fn is_furniture(text: &str) -> bool {
    text.len() <= 120 && WHOLE_SET.contains(bare(text).as_str())
}

/// The heading of a box about who wrote the article.
pub(super) fn introduces_author(heading: &str) -> bool {
    let bare = bare(heading);
    bare.len() <= 80 && ABOUT_AUTHOR_SET.contains(bare.as_str())
}

/// The line begins as furniture does. Meant for short lines: a report may begin "Get the latest" too.
pub(super) fn begins_as_furniture(text: &str) -> bool {
    let head = text.char_indices().nth(48).map_or(text, |(end, _)| &text[..end]);
    let lower = lower(head);
    let lower = lower.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '-' | '–' | '—' | '•' | '|' | '[' | '(' | '"' | '“')
    });
    let Some(initial) = lower.chars().next() else { return false };
    let from = BEGINNINGS.partition_point(|entry| entry.chars().next() < Some(initial));
    let to = BEGINNINGS.partition_point(|entry| entry.chars().next() <= Some(initial));
    BEGINNINGS[from..to].iter().any(|entry| {
        lower.strip_prefix(entry).is_some_and(|rest| {
            let letter = |c: char| c.is_alphanumeric();
            // Not "related" in "relatedness"; but languages that write words together go on at once.
            !(rest.starts_with(letter) && entry.ends_with(|c: char| c.is_ascii_alphabetic()))
        })
    })
}

/// What adverts are labelled with, in front of their own words.
const ADVERT_LABELS: &[&str] = &[
    "advertisement",
    "sponsored",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "advertentie",
    "annons",
    "reklama",
    "реклама",
    "إعلان",
    "اعلان",
    "reklam",
    "iklan",
    "广告",
    "廣告",
    "広告",
    "광고",
    "विज्ञापन",
];

/// An advert's label and its text on one line. Meant for lines that are links: news begin with these words too.
pub(super) fn begins_as_advert(text: &str) -> bool {
    let first = text.split_whitespace().next().map(bare).unwrap_or_default();
    text.chars().count() <= 300 && ADVERT_LABELS.contains(&first.as_str())
}

/// As the phrases are written: in small letters, with straight apostrophes.
pub(super) fn lower(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.contains(['’', '‘']) { lower.replace(['’', '‘'], "'") } else { lower }
}

/// The line, written `lower`, asks the reader to go, sign or pay somewhere. Meant for short lines.
pub(super) fn invites(lower: &str) -> bool {
    INVITING.stands_in(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known_in_many_languages() {
        for line in [
            "Advertisement",
            "- Read More -",
            "LESEN SIE AUCH",
            "Читайте также:",
            "اقرأ أيضاً",
            "相关阅读",
            "Publicidad",
            "Don’t miss",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "Read more: Harbour opens again",
            "Lee también: el puerto",
            "Sign up for our evening letter",
            "اشترك مجانا بقناة",
        ] {
            assert!(begins_as_furniture(line), "{line}");
        }
        for line in [
            "The harbour opened again.",
            "Relatedness is a measure",
            "Advertising revenue of the port fell by a tenth",
            "Copyright law changes in June, the council says",
            "Contact the police, said the mayor, when you see the dog",
            "شارك الرئيس في القمة",
        ] {
            assert!(!is_furniture(line) && !begins_as_furniture(line), "{line}");
        }
    }
}
