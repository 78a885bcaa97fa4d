//! Words that say what the name beside them, or around them, names. Folded forms of all languages in one table; those of Russian and Polish by their stems.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cue(u16);

impl Cue {
    /// "Dr", "President": a person follows.
    pub const TITLE: Cue = Cue(1);
    /// "University", "Party": part of an organisation's name.
    pub const ORGANISATION: Cue = Cue(2);
    /// "River", "Monte".
    pub const PLACE: Cue = Cue(4);
    /// "Cup", "Festival", "Oorlog".
    pub const OTHER: Cue = Cue(8);
    /// Small words inside names: "of", "de", "von".
    pub const LINK: Cue = Cue(16);
    /// Those of them that persons' names have.
    pub const PERSON_LINK: Cue = Cue(32);
    /// Before places: "in", "nach".
    pub const IN: Cue = Cue(64);
    /// After or before persons: "said", "сообщил".
    pub const SAY: Cue = Cue(128);
    /// Capitals of their own: months, days, "I".
    pub const NEVER: Cue = Cue(256);
    pub const ARTICLE: Cue = Cue(512);
    /// After a name, of a person: "Jr".
    pub const AFTER: Cue = Cue(1024);

    pub fn has(self, other: Cue) -> bool {
        self.0 & other.0 != 0
    }
}

pub(super) fn cue(word: &str) -> Cue {
    CUES.get(word).copied().unwrap_or_default()
}

static CUES: LazyLock<FxHashMap<&'static str, Cue>> = LazyLock::new(|| {
    let mut cues: FxHashMap<&'static str, Cue> = FxHashMap::default();
    for (cue, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            cues.entry(word).or_default().0 |= cue.0;
        }
    }
    cues
});

const WORDS: &[(Cue, &str)] = &[
    (
        Cue::TITLE,
        "prime vice deputy foreign defence interior mr mrs ms miss dr sir lord lady dame prof professor president senator sen rep gov governor gen general col colonel capt captain major sgt lt lieutenant admiral judge justice king queen prince princess emperor empress pope saint rev reverend father cardinal bishop archbishop \
        congressman congresswoman minister secretary chancellor premier coach director producer actor actress singer writer author composer guitarist bassist drummer mayor duke earl count baron chief commander officer detective doctor ambassador chairman ceo commissioner",
    ),
    (
        Cue::TITLE,
        "herr frau konig konigin kaiser prinz prinzessin papst bundeskanzler bundeskanzlerin kanzler kanzlerin prasident prasidentin minister ministerprasident ministerin ministerprasidentin burgermeister oberburgermeister general graf herzog freiherr furst bischof erzbischof regisseur regisseurin schauspieler schauspielerin \
        sanger sangerin schriftsteller trainer politiker komponist autor maler bildhauer architekt professor fursten konigs kaisers",
    ),
    (
        Cue::TITLE,
        "monsieur madame mme mlle m roi reine empereur prince princesse pape ministre president presidente docteur maitre acteur actrice chanteur chanteuse ecrivain peintre realisateur comte duc abbe senor senora don dona rey reina emperador principe princesa papa ministro presidenta actor actriz cantante escritor director \
        directora duque conde alcalde gobernador rei rainha imperador cantor cantora escritor diretor ator atriz prefeito governador senhor senhora dom re regina imperatore principessa signor signora cantante attore attrice regista scrittore pittore conte duca sindaco koning koningin keizer prins prinses paus minister-president premier heer mevrouw zanger zangeres acteur actrice schrijver regisseur graaf hertog",
    ),
    (
        Cue::TITLE,
        "krol krolow ksiaz papiez prezydent minist premier pan pani aktor aktork rezyser pisarz cesarz biskup arcybiskup hrab general burmistrz swiet kapitan \
        президент премьер министр господин госпож корол королев император импер княз княгин пап римск граф герцог генерал маршал полковник капитан режиссер актер актрис певец певиц писател поэт композитор художник губернатор мэр депутат сенатор профессор доктор академик директор архиепископ епископ патриарх цар судь тренер",
    ),
    (
        Cue::TITLE,
        "bakani baskani cumhurbaskani basbakan sozcusu muduru genel vali valisi yonetmen sarkici yazar oyuncu milletvekili profesor doktor bay bayan sayin kral kralice padisah sultan prens",
    ),
    (
        Cue::ORGANISATION,
        "university college school institute academy hospital bank party association federation union league council committee commission ministry department agency bureau company corporation corp inc ltd llc plc co group holdings records pictures entertainment studios studio productions press times post tribune herald journal \
        chronicle gazette magazine news television tv radio network channel broadcasting airlines airways army navy force forces corps regiment division brigade battalion police church diocese foundation society organization organisation club fc cf afc sc ac fk sk bc rc united rovers wanderers athletic county city orchestra philharmonic \
        symphony choir band museum library theatre theater congress parliament senate assembly court front movement alliance liberation brotherhood trust fund industries motors electric systems technologies software games international senate house conference",
    ),
    (
        Cue::ORGANISATION,
        "universitat hochschule akademie institut gymnasium partei verband verein vereinigung gesellschaft gmbh ag kg bank rat ministerium bundesamt amt behorde zeitung rundschau allgemeine spiegel sender rundfunk orchester philharmoniker museum bibliothek theater oper kirche orden stiftung armee korps regiment luftwaffe wehrmacht \
        bundesliga fv sv tsv vfb vfl fsv eintracht borussia dynamo werke universiteit hogeschool partij vereniging bond bank raad ministerie maatschappij omroep krant leger orkest stichting kerk voetbalclub",
    ),
    (
        Cue::ORGANISATION,
        "universite ecole lycee academie institut hopital banque parti association federation union ligue conseil comite commission ministere agence societe compagnie groupe armee eglise fondation club olympique stade racing orchestre musee bibliotheque theatre opera journal assemblee parlement senat cour front mouvement alliance \
        universidad escuela academia instituto hospital banco partido asociacion federacion union liga consejo comite comision ministerio agencia sociedad compania grupo ejercito iglesia fundacion club atletico deportivo real orquesta museo biblioteca teatro diario asamblea parlamento senado corte tribunal frente movimiento alianza \
        universidade escola associacao federacao uniao conselho comissao sociedade companhia exercito igreja fundacao atletico esporte futebol clube orquestra museu jornal assembleia tribunal universita scuola accademia istituto ospedale banca partito associazione federazione unione lega consiglio commissione ministero agenzia societa \
        compagnia gruppo esercito chiesa fondazione calcio orchestra biblioteca giornale assemblea corte fronte movimento alleanza",
    ),
    (
        Cue::ORGANISATION,
        "uniwersytet szkol akadem instytut szpital bank parti zwiazek federacj unia lig rad komitet komisj ministerstw agencj spolk towarzystw armi kosciol fundacj klub orkiestr muzeum bibliotek teatr parlament sejm senat sad front ruch \
        университет школ академ институт больниц банк парти союз федерац лиг совет комитет комисс министерств агентств компан корпорац групп арми церков фонд клуб оркестр муз библиотек театр опер парламент дум сенат суд фронт движен альянс завод газет журнал телеканал радиостанц полк дивиз бригад флот полиц организац общество обществ лейбл студи",
    ),
    (
        Cue::ORGANISATION,
        "universitesi fakultesi enstitusu akademisi hastanesi bankasi partisi birligi dernegi federasyonu konseyi komisyonu bakanligi mudurlugu ajansi holding sirketi meclisi mahkemesi ordusu vakfi kulubu spor gazetesi orgutu rasathanesi barosu belediyesi fonu",
    ),
    (
        Cue::PLACE,
        "river lake mount mountain mountains island islands bay cape gulf sea ocean strait valley county province district state states street road avenue park airport bridge station hill hills beach creek falls canyon desert forest peninsula coast village township castle cathedral palace square region republic kingdom empire north \
        south east west northern southern eastern western central upper lower new fort port saint san santa heights springs borough parish canal stadium prefecture harbor harbour basin",
    ),
    (
        Cue::PLACE,
        "fluss see berg insel inseln kap golf meer tal bezirk kreis landkreis provinz strasse platz brucke bahnhof flughafen schloss burg dom kirche konigreich kaiserreich reich republik bad sankt ober unter rivier meer eiland eilanden provincie straat plein graafschap gemeente koninkrijk rijk noord zuid oost west \
        riviere fleuve lac mont monts montagne ile iles baie cap golfe mer vallee departement province comte district rue place pont gare aeroport chateau royaume empire republique cote saint-  val rio lago monte montes isla islas bahia cabo golfo mar valle provincia condado distrito calle plaza puente estacion aeropuerto castillo reino imperio \
        republica sierra puerto ilha ilhas baia vale condado rua praca ponte aeroporto castelo serra porto fiume montagna isola isole baia capo mare contea distretto via piazza stazione castello regno impero repubblica",
    ),
    (
        Cue::PLACE,
        "rzek jezior gor wysp zatok przyladek morz dolin powiat wojewodztw gmin ulic plac most zamek krolestw cesarstw republik gminn \
        рек озер гор остров залив мыс мор океан пролив долин район област кра губерн уезд провинц округ улиц площад мост вокзал аэропорт замок королевств импер республик штат город город деревн посел сел графств север юг восток запад полуостров северн южн восточн западн \
        golu nehri dagi adasi adalari korfezi denizi bogazi vadisi ili ilcesi koyu sokagi caddesi meydani koprusu havalimani kalesi",
    ),
    (
        Cue::OTHER,
        "cup championship championships festival award awards prize olympics olympic games war battle treaty act agreement convention conference summit tour series season show album song film movie novel saga symphony bible gospel revolution crisis uprising medal trophy open prix bowl super eurovision oscar oscars grammy emmy nobel \
        championships playoffs day night christmas easter tournament copa pact protocol crusade empire strikes hall fame order man girl love world",
    ),
    (
        Cue::OTHER,
        "pokal meisterschaft weltmeisterschaft europameisterschaft festspiele preis krieg schlacht vertrag revolution spiele krise orden guerre bataille traite coupe championnat prix jeux festival revolution medaille ordre guerra batalla tratado copa campeonato premio juegos olimpicos torneo orden batalha trofeu jogos taca battaglia trattato coppa \
        campionato giochi olimpiadi medaglia ordine oorlog slag verdrag beker kampioenschap kampioenschappen prijs spelen orde wojn bitw traktat puchar mistrzostw nagrod igrzysk olimpijsk turniej medal order \
        войн битв сражен договор кубок чемпионат прем игр олимпийск турнир медал орден революц фестивал конкурс гран-при odulu kupasi festivali savasi anlasmasi sampiyonasi yarismasi oyunlari ligi",
    ),
    (
        Cue::LINK,
        "of de la del las los el do da dos das du des di della delle degli dello dei van von der den zu zur y e et und and for für i и al bin ibn abu ben le lo en vom zum am an a sur sous aux au & op ten ter te in the dell d l nad für für fur",
    ),
    (
        Cue::PERSON_LINK,
        "de la del do da dos das du des di della van von der den zu y al bin ibn abu ben le el ter ten d",
    ),
    (
        Cue::IN,
        "in near from at to outside around across into toward towards bei nach aus a au en dans pres vers desde hacia em no na nos para nel nella da uit naar w we z ze do koło в во из под около до на",
    ),
    (
        Cue::SAY,
        "said says told asked added sagte sagt erklarte dit declare explique dijo dice afirmo disse afirmou ha dichiarato zei verklaarde powiedzial сказал заявил сообщил отметил добавил soyledi dedi belirtti acikladi was is born played wrote died starred married",
    ),
    (
        Cue::NEVER,
        "i january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday januar februar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik \
        janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro ad bc ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi dr jr uhr jahrhundert ce bce tv cd cds dvd dvds lp ep pc mvp dj dna rna gps pm am p.m a.m usb www no nr xxi s. st ad. b.c a.d hd 3d ok ph.d bc. днк рнк нэ гг",
    ),
    (
        Cue::ARTICLE,
        "the a an der die das den dem des ein eine einen einem einer eines im am zum zur vom beim le la les un une l du des el los las una o os as um uma il lo gli i de het een",
    ),
    (Cue::AFTER, "jr sr junior senior ii iii iv vi vii viii ix xi xii xiii xiv xv xvi"),
];
