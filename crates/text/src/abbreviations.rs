//! Words that end with a stop and yet end no sentence, per language.

use coranto_core::Lang;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a stop after an abbreviation says, before a capital or a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// "Dr.", "z.B.": something always follows.
    Never,
    /// "No.", "стр.": belongs to the number that follows; before a word it is a word ("No. We stay.").
    BeforeNumber,
    /// "2019 г.": after a number it may end, before a name it is another ("г. Москва", a town).
    AfterNumber,
    /// "Inc.", "U.S.", "usw.": ends where the next word begins sentences.
    Open,
}

/// `word` is without its last stop, as it stands in the text.
pub(crate) fn kind(word: &str, lang: Option<Lang>) -> Option<Kind> {
    let lower = word.to_lowercase();
    // "l’art" is "art" with its article.
    let lower = lower.rsplit(['-', '\'', '’']).next().unwrap_or_default();
    let tag = lang.as_ref().map(Lang::as_str).unwrap_or_default();
    let own = LISTS.get(tag).and_then(|list| list.get(lower).copied());
    // Foreign names and titles stand in every language; without one, English ones are the likeliest.
    own.or_else(|| LISTS.get("").and_then(|list| list.get(lower).copied()))
        .or_else(|| lang.is_none().then(|| LISTS.get("en")?.get(lower).copied()).flatten())
}

/// Whether a sentence is likely to begin with this word when it stands after an abbreviation: articles, pronouns and the like, with a capital.
pub(crate) fn begins_sentence(word: &str, lang: Option<Lang>) -> bool {
    let tag = lang.as_ref().map(Lang::as_str).unwrap_or("en");
    BEGINNERS_SET.get(tag).is_some_and(|list| list.contains(word.to_lowercase().as_str()))
}

/// "3. Mai", "19. yüzyıl".
pub(crate) fn writes_ordinals_with_stop(lang: Lang) -> bool {
    matches!(
        lang.as_str(),
        "de" | "tr"
            | "az"
            | "da"
            | "no"
            | "nb"
            | "nn"
            | "fi"
            | "et"
            | "pl"
            | "cs"
            | "sk"
            | "hu"
            | "hr"
            | "sr"
            | "bs"
            | "sl"
            | "lv"
            | "is"
    )
}

static LISTS: LazyLock<HashMap<&str, HashMap<&str, Kind>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, HashMap<&str, Kind>> = HashMap::new();
    for (tag, kind, words) in ABBREVIATIONS {
        lists.entry(tag).or_default().extend(words.split_whitespace().map(|word| (word, *kind)));
    }
    lists
});

static BEGINNERS_SET: LazyLock<HashMap<&str, HashSet<&str>>> =
    LazyLock::new(|| BEGINNERS.iter().map(|(tag, words)| (*tag, words.split_whitespace().collect())).collect());

const ABBREVIATIONS: &[(&str, Kind, &str)] = &[
    ("", Kind::Never, "dr prof mr mrs ms st vs cf"),
    ("", Kind::BeforeNumber, "no nr vol art p pp fig"),
    ("", Kind::Open, "inc corp ltd co jr sr etc ca"),
    (
        "en",
        Kind::Never,
        "messrs v hon rev fr gen lt col maj capt cpl sgt cmdr adm brig sen rep gov pres supt det insp pvt ph mt ft e.g i.e viz al approx gen dept univ jan feb mar \
         apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri",
    ),
    ("en", Kind::BeforeNumber, "nos pg ch sec para para art arts ed eds ver op est"),
    (
        "en",
        Kind::Open,
        "u.s u.k u.n e.u u.s.a d.c l.a n.y a.m p.m b.c a.d m.d ph.d ph.d.s b.a m.a esq bros plc assn ave blvd rd calif fla tex mass mich minn wash pa va md conn ariz ore ill ind wis",
    ),
    (
        "de",
        Kind::Never,
        "hr hrn fr frl dipl ing med jur phil rer nat habil hc h.c st z.b d.h u.a i.d.r bzw bspw vgl evtl ggf inkl exkl sog geb gest verh jan feb mär apr jun jul aug \
         sept sep okt nov dez mio mrd str tel abs ziff kap hrsg red stv gen zz max min ind u.u o.ä u.ä i.a v.a a.d b d.j",
    ),
    ("de", Kind::BeforeNumber, "nr s bd art abs rn aufl jg kap ziff"),
    ("de", Kind::Open, "usw usf etc ff e.v n.chr v.chr a.d a.m gmbh co jh jhd"),
    (
        "fr",
        Kind::Never,
        "m mm mme mlle mgr me pr dr st ste cf p.ex ex env av apr boul chap éd gén col cdt cap lt janv févr avr juil sept oct nov déc hab tél resp i.e",
    ),
    ("fr", Kind::BeforeNumber, "n no nos art p pp vol chap t éd al fig"),
    ("fr", Kind::Open, "etc j.-c s.a s.n.c.f o.n.u e.u etc"),
    (
        "es",
        Kind::Never,
        "sr sra srta sres dr dra d dª dña da prof profa lic ing arq gral gob cnel tte cap sgto ud uds vd vds ee ff rr p.ej ej av avda avd cía sto sta mons pbro hno \
         excmo excma ilmo ilma atte aprox tel teléf depto dpto ene feb abr jun jul ago sep sept oct nov dic",
    ),
    ("es", Kind::BeforeNumber, "núm num nº n s art arts pág págs p pp vol cap inc fig ed"),
    ("es", Kind::Open, "ee.uu uu ff.aa rr.hh aa hh s.a s.l c.v etc a.c d.c a.m p.m jr cía"),
    (
        "pt",
        Kind::Never,
        "sr sra srta srs dr dra drs d dª prof profa eng arq gen cel maj cap ten sgt av r pça trav dep sen gov pres exmo exma ilmo p.ex ex aprox tel jan fev mar abr \
         mai jun jul ago set out nov dez v.exa",
    ),
    ("pt", Kind::BeforeNumber, "nº n num núm séc art arts pág págs p pp vol cap inc fig ed"),
    ("pt", Kind::Open, "s.a ltda cia etc a.c d.c e.u.a eua h.c jr"),
    (
        "it",
        Kind::Never,
        "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa avv ing on sen gen col cap mons s ss p.es ecc.mo arch rag geom tel gen feb mar apr mag giu lug ago set ott nov dic",
    ),
    ("it", Kind::BeforeNumber, "n nn art artt pag pagg p pp vol cap fig c"),
    ("it", Kind::Open, "ecc s.p.a s.r.l a.c d.c"),
    (
        "nl",
        Kind::Never,
        "dhr mevr mw dr prof mr ir ing drs ds jhr bijv bv m.a.w d.w.z o.a t.a.v jan feb mrt apr jun jul aug sept okt nov dec",
    ),
    ("nl", Kind::Open, "enz etc n.v b.v"),
    (
        "ru",
        Kind::Never,
        "т.е т.к т.н т.о т им ул пр просп пл пер наб обл р-н респ корп кв акад проф доц канд докт к д.м.н к.т.н н инж ген полк подп майор кап лейт гр г-н г-жа св о оз см \
         напр англ нем фр лат рус укр букв род ум ок прибл мин янв февр фев апр авг сент сен окт нояб ноя дек пос дер ст-ца п тов зам зав нач пом ред сост изд",
    ),
    ("ru", Kind::BeforeNumber, "стр с д ст гл рис табл п пп т тел кв вып №"),
    ("ru", Kind::AfterNumber, "г гг в вв ч м"),
    ("uk", Kind::Never, "т.зв т.е ім вул просп пл обл р-н проф акад доц див напр св о ред"),
    ("uk", Kind::AfterNumber, "р рр ст грн тис"),
    (
        "tr",
        Kind::Never,
        "m.ö m.s dr prof doç yrd av sn alb org gen tuğg tümg korg yzb bnb kur op uzm dz hv müh mim cad sok sk mah bul apt blv şti t.c hz st yy ör örn bkz çev haz ed yay oca şub mar nis \
         may haz tem ağu eyl eki kas ara öğr arş gör mrh",
    ),
    ("tr", Kind::BeforeNumber, "no s ss nr m md say tel"),
    ("tr", Kind::Open, "vb vs vd a.ş ltd krş"),
    (
        "hi",
        Kind::Never,
        "डॉ डा श्री प्रो पं सुश्री कु ले कर्नल जन मे कि मि रु सं क्र नं पृ ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड कि.मी मि.मी",
    ),
    ("ar", Kind::Never, "أ.د د.م"),
    ("ar", Kind::BeforeNumber, "ص ت"),
];

const BEGINNERS: &[(&str, &str)] = &[
    (
        "en",
        "the a an he she it they we i you his her its their our my this that these those there here but and or so yet if when while as after before since although though however \
         in on at by for from with to of what who why how where now then meanwhile also no not some many most all each both only just one two it's he's she's they're we're i'm that's \
         there's officials police",
    ),
    (
        "de",
        "der die das den dem des ein eine einen einem einer er sie es wir ich ihr sein seine ihre dieser diese dieses dies in im an am auf aus bei beim mit nach von vom vor zu zum zur \
         für über unter um und oder aber doch auch nur noch nun so dann da dabei damit dazu dort hier wenn als ob weil wie was wer wo warum man viele alle kein keine nicht jetzt heute \
         gestern seit bis durch gegen ohne trotz während",
    ),
    (
        "fr",
        "le la les l un une des il elle ils elles on nous vous je ce cet cette ces c' son sa ses leur leurs mais et ou donc or ni car si quand comme lorsque dans en sur à au aux avec pour \
         par sans selon après avant depuis pendant alors ainsi aussi enfin puis c'est c’est il",
    ),
    (
        "es",
        "el la los las lo un una unos unas él ella ellos ellas yo nosotros su sus este esta estos estas ese esa eso esto pero y o si cuando como mientras aunque en a al con por para según \
         tras desde hasta sin sobre no también además ahora hoy ayer después entonces luego se",
    ),
    (
        "pt",
        "o a os as um uma uns umas ele ela eles elas eu nós seu sua seus suas este esta esse essa isso isto mas e ou se quando como enquanto embora em no na nos nas ao à com por para segundo \
         após desde até sem sobre não também além agora hoje ontem depois então de do da",
    ),
    (
        "it",
        "il lo la i gli le un una uno l' lui lei loro noi io suo sua questo questa ma e o se quando come mentre in nel nella a al alla con per secondo dopo da non anche ora oggi ieri poi",
    ),
    (
        "tr",
        "bu şu o onlar biz ben siz bunun bunu buna bunlar ancak ama fakat ve veya ise eğer çünkü sonra önce şimdi dün bugün her bir hiç daha en de da böylece ayrıca öte yandan başkan",
    ),
    (
        "ru",
        "он она оно они мы я вы это этот эта эти но а и или если когда как в во на по с со из к от до за при для не также однако потом затем теперь сегодня вчера его её их все так там тогда",
    ),
];
