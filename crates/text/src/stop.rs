//! Words that say nothing of what a text is about, per language.

use coranto_core::Lang;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// `word` is folded as `words` gives it. Without a language nothing is a stop word; a pair of characters in a script without spaces is one when either is a
/// particle.
pub fn is_stop_word(word: &str, lang: Option<Lang>) -> bool {
    let Some(lang) = lang else { return false };
    match lang.as_str() {
        "zh" => word.contains(|c| ZH_PARTICLES.contains(c)),
        "ja" => !word.is_ascii() && word.chars().all(|c| matches!(c, '\u{3040}'..='\u{309F}')),
        tag => LISTS.get(tag).is_some_and(|list| list.contains(word)),
    }
}

static LISTS: LazyLock<HashMap<&str, HashSet<String>>> = LazyLock::new(|| {
    let folded = |tag: &str, list: &str| {
        let lang = Lang::parse(tag);
        list.split_whitespace().map(|word| crate::fold::fold(word.into(), lang).into_owned()).collect()
    };
    WORDS.iter().map(|(tag, list)| (*tag, folded(tag, list))).collect()
});

const ZH_PARTICLES: &str = "的了着是在和与也就都而及或被把将于之这那个们我你他她它為為說与與們這個說這于";

/// In small letters, as they stand in a text.
pub(crate) const WORDS: &[(&str, &str)] = &[
    (
        "en",
        "a about above after again against all also am an and any are aren't as at be because been before being below between both but by can can't \
         cannot could couldn't did didn't do does doesn't doing don't down during each either else ever every few for from further get gets got had hadn't \
         has hasn't have haven't having he he'd he'll he's her here here's hers herself him himself his how however i i'd i'll i'm i've if in into is isn't \
         it it's its itself just let let's like many may me might more most much must my myself neither no nor not of off on once one only or other our ours \
         ourselves out over own per quite rather said same say says she she'd she'll she's should shouldn't since so some still such than that that's the \
         their theirs them themselves then there there's these they they'd they'll they're they've this those though through thus to too under until up \
         upon us very was wasn't we we'd we'll we're we've were weren't what what's when where whether which while who who's whom whose why will with within \
         without won't would wouldn't yet you you'd you'll you're you've your yours yourself",
    ),
    (
        "de",
        "aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus bei beim bin bis bist da dabei dadurch dafür \
         damit danach dann daran darauf daraus darüber das dass dazu dein deine deinem deinen deiner dem den denen denn der deren des dessen die dies diese \
         diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einige einigen einiger er es etwa etwas euch euer eure für gegen \
         gewesen hab habe haben hat hatte hatten hätte hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem \
         jeden jeder jedes jedoch jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner können könnte machen man manche mehr mein meine \
         meinem meinen meiner mich mir mit muss müssen nach nachdem nein nicht nichts noch nun nur ob oder ohne sagte schon sehr sei sein seine seinem \
         seinen seiner seit sich sie sind so solche solchen sollte sollten sondern sonst soll sollen über um und uns unser unsere unserem unter viel vom von \
         vor während war waren warum was weil weiter welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo wollen worden \
         wurde wurden würde würden zu zum zur zwar zwischen",
    ),
    (
        "fr",
        "à afin ai ainsi alors après as au aucun aucune aujourd'hui aussi autre autres aux avaient avait avant avec avoir ayant c car ce ceci cela celle \
         celles celui cependant ces cet cette ceux chaque chez ci comme comment contre d dans de depuis des deux dont du elle elles en encore entre es est \
         et étaient était étant été être eu eux fait faire fois hors il ils j je jusqu jusque l la là le les leur leurs lors lorsque lui m ma mais me même \
         mêmes mes moi moins mon n ne ni nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi pourrait puis qu \
         quand que quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si sinon soit son sont sous sur t ta tandis te tel telle telles \
         tels tes toi ton tous tout toute toutes très tu un une vers voici voilà vos votre vous y a",
    ),
    (
        "es",
        "a al algo algunas algunos ante antes aquel aquella aquellas aquellos aquí así aún aunque bajo bien cada casi como cómo con contra cual cuál cuales \
         cuando cuándo cuanto de del desde después dice dijo donde dónde dos durante e el él ella ellas ellos en entonces entre era eran es esa esas ese eso \
         esos esta está están estas este esto estos fue fueron ha había habían han has hasta hay haber hoy la las le les lo los más me mi mis mientras mucho \
         muchos muy nada ni no nos nosotros nuestra nuestro o otra otras otro otros para pero poco por porque pues que qué quien quién quienes se sea sean \
         según ser será si sí sido sin sino sobre solo sólo son su sus también tampoco tan tanto te tiene tienen toda todas todavía todo todos tras tu tus un \
         una uno unos unas usted ustedes y ya yo",
    ),
    (
        "pt",
        "a à ao aos as às ainda além alguns algumas ante antes apenas após aquela aquelas aquele aqueles aqui assim até cada com como contra d da das de \
         depois desde deste desta disse do dos durante e é ela elas ele eles em enquanto entre era eram essa essas esse esses esta está estão estas estava \
         este estes eu foi foram há isso isto já la lhe lhes mais mas me mesmo meu meus minha muito muitos na não nas nem no nos nós nossa nosso num numa o \
         onde os ou outra outras outro outros para pela pelas pelo pelos por porque pois quais qual quando que quem são se segundo seja sem ser será seu seus \
         si sido só sob sobre sua suas também tão tem têm ter teve tinha toda todas todo todos tu um uma umas uns você vocês",
    ),
    (
        "it",
        "a ad agli ai al alla alle allo altra altre altri altro anche ancora avere aveva avevano c che chi ci ciò come con contro cui d da dagli dai dal \
         dalla dalle dallo degli dei del dell della delle dello dopo dove due durante e è ed era erano essere fa fra fu già gli ha hanno ho i il in infatti \
         io l la le lei li lo loro ma me mentre mi mia mio molto ne negli nei nel nella nelle nello noi non nostra nostro o od ogni oggi oltre per perché \
         però più poi prima qual quale quali quando quanto quella quelle quelli quello questa queste questi questo qui s sarà se secondo sempre senza si sia \
         sono sopra sotto stata stati stato su sua sue sugli sui sul sulla sulle sullo suo suoi tra tre tu tutta tutte tutti tutto un una uno v vi",
    ),
    (
        "nl",
        "aan al alle als andere bij dan dat de deze die dit doch door dus een en er ge geen had hadden heb hebben heeft hem het hier hij hoe hun ik in is ja \
         je kan kon kunnen maar me meer men met mijn moet na naar niet niets nog nu of om omdat ons ook op over reeds te tegen toch toen tot u uit uw van \
         veel voor want waren was wat we wel werd werden wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou",
    ),
    (
        "ru",
        "а без более больше будет будут бы был была были было быть в вам вас весь во вот все всё всего всех вы где да даже для до его ее её если есть еще ещё \
         же за здесь и из или им их к как какая какой когда которая которого которое которой котором который которые которых кто ли либо между меня мне может \
         можно мой моя мы на над надо нам нас наш не него нее неё нет ни них но ну о об один однако он она они оно от очень по под после потому при про раз с \
         сам свое своего своей своих свои свой себе себя сейчас со так также такая такие такого такой там тем то того тоже только том тот тут ты у уже хотя \
         чего чем через что чтобы чьи эта эти этим этих это этого этой этом этому этот я",
    ),
    (
        "uk",
        "а але без був була були було бути в вам вас ви від він вона вони воно все всі для до є з за зі і із й його її їх його коли кого який яка яке які ми \
         між мене мені може на над нас не неї нема ні них ну о об один от по під після при про та так також таке там те ти то той тому тут у це цей ця ці цього \
         чи через що щоб я як якщо",
    ),
    (
        "ar",
        "في من على إلى عن مع أن إن كان كانت يكون تكون كانوا هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذان اللتان اللواتي ما ماذا لا لم لن ليس ليست قد لقد \
         هو هي هم هن نحن أنا أنت أنتم كما كل كلا بعض غير بين بعد قبل عند عندما حتى حيث حين خلال ضد منذ فقط أو أم ثم بل لكن لكنه لكنها ولكن إذا إذ لو لولا \
         كيف متى أين أي أية منه منها منهم فيه فيها فيهم عليه عليها عليهم إليه إليها إليهم عنه عنها له لها لهم لنا به بها بهم بهذا وهو وهي وهم وفي ومن وعلى \
         وإلى وعن ومع وأن وإن وكان وكانت وهذا وهذه وذلك والذي والتي ولا ولم ولن وقد وما كذلك أيضا أيضاً وقال قال قالت وقالت أما إما إنه إنها أنه أنها بأن لأن \
         فإن وأنه وأنها هناك هنا الآن تم يتم جدا سوف دون بدون لدى لديه لديها و",
    ),
    (
        "fa",
        "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز گفت می شود شد ها های وی ما اما او باید دیگر آنها اگر همه هر یا چه نه نیست بود بودند \
         شده کرده کند کنند دارد دارند است هستند پس پیش بین بی روی زیر چون چنین همین همچنین من تو شما ایشان",
    ),
    (
        "hi",
        "का के की को में से है हैं था थे थी और एक यह ये वह वे इस उस इन उन पर ने तो ही भी कि जो कर किया करने करते करता करती किए गया गए गई हो होने होता होती \
         होते हुआ हुई हुए रहा रहे रही लिए साथ बाद तक या कुछ कोई क्या कैसे कहा कहाँ जब तब अब यहाँ वहाँ जिस जिन जिसे उसे इसे उन्हें इन्हें उनके उनकी उनका \
         इसके इसकी इसका उसके उसकी उसका अपने अपनी अपना हम हमें हमारे आप आपके मैं मेरे मुझे तुम नहीं न ना मत लेकिन मगर बल्कि क्योंकि इसलिए अगर यदि फिर बहुत \
         सभी सब द्वारा दिया दी दिए लिया जा जाता जाती जाते सकता सकते सकती वाले वाली वाला वालों तरह बीच",
    ),
    (
        "tr",
        "acaba ama ancak artık aslında ayrıca az bana bazı belki ben beni benim bile bir biraz biri birkaç birçok biz bize bizi bizim böyle bu buna bunda \
         bundan bunlar bunu bunun burada çok çünkü da daha de dedi değil diye dolayı en fakat gibi göre hala hangi hani hem hep hepsi her herkes hiç için ile \
         ilgili ise işte kadar karşı kendi kendine kez ki kim kime mı mi mu mü nasıl ne neden nerede niçin niye o olan olarak oldu olduğu olduğunu olsa olup \
         ona ondan onlar onları onların onu onun orada önce öyle rağmen sadece sanki sen senin siz sizin son sonra söyledi şey şimdi şöyle şu tarafından tüm \
         üzere var ve veya ya yani yine yok zaten",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_in_the_form_in_which_words_come() {
        for (lang, word) in [
            ("en", "don't"),
            ("fr", "ete"),
            ("fr", "meme"),
            ("de", "für"),
            ("ru", "все"),
            ("ar", "الي"),
            ("hi", "यहां"),
            ("tr", "mı"),
            ("zh", "我们"),
        ] {
            assert!(is_stop_word(word, Lang::parse(lang)), "{lang}: {word}");
        }
        assert!(!is_stop_word("the", None));
        assert!(!is_stop_word("die", Some(Lang::EN)), "a stop word of one language is a word of another");
    }
}
