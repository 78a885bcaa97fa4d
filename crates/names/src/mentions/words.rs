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
    /// Before the title of a work: "film", "Roman".
    pub const WORK: Cue = Cue(2048);
    /// Before a name and part of it, small as they are: "lac Victoria", "rio São Francisco".
    pub const SMALL_PLACE: Cue = Cue(4096);
    /// So too: "guerre du Vietnam".
    pub const SMALL_EVENT: Cue = Cue(8192);

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
        "adm vice-president prime vice deputy foreign defence interior mr mrs ms miss dr sir lord lady dame prof professor president senator sen rep gov governor gen general col colonel capt captain major sgt lt lieutenant admiral judge justice king queen prince princess emperor empress pope saint rev reverend father cardinal bishop archbishop \
        congressman congresswoman minister secretary chancellor premier coach director producer actor actress singer writer author composer guitarist bassist drummer mayor duke earl count baron chief commander officer detective doctor ambassador chairman ceo commissioner \
        rabbi patriarch manager midfielder striker defender goalkeeper quarterback sultan emir sheikh imam ayatollah attorney representative spokesman spokeswoman founder chairwoman councillor",
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
        "hurricane storm typhoon cyclone cup championship championships festival award awards prize olympics olympic games war battle treaty act agreement convention conference summit tour series season show album song film movie novel saga symphony bible gospel revolution crisis uprising medal trophy open prix bowl super eurovision oscar oscars grammy emmy nobel \
        championships playoffs day night christmas easter tournament copa pact protocol crusade empire strikes hall fame order man girl love world",
    ),
    (
        Cue::OTHER,
        "sturm orkan hurrikan taifun tempete ouragan huracan tormenta furacao tempestade uragano tempesta orkaan huragan ураган шторм тайфун циклон firtinasi kasirgasi pokal meisterschaft weltmeisterschaft europameisterschaft festspiele preis krieg schlacht vertrag revolution spiele krise orden guerre bataille traite coupe championnat prix jeux festival revolution medaille ordre guerra batalla tratado copa campeonato premio juegos olimpicos torneo orden batalha trofeu jogos taca battaglia trattato coppa \
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
    (
        Cue::TITLE,
        "footballer politician journalist lawyer player poet painter historian economist physicist chemist biologist mathematician philosopher novelist playwright sculptor architect engineer scientist businessman businesswoman entrepreneur activist \
        comedian presenter musician rapper pianist violinist drummer dancer model photographer filmmaker screenwriter boxer swimmer cyclist golfer astronaut surgeon nurse teacher theologian monk nun husband wife son daughter brother sister father mother \
        uncle aunt cousin friend colleague teammate captain goalscorer winger referee prosecutor magistrate diplomat spokesperson lawmaker congressmember mp msp mep backbencher \
        fussballer politikerin journalist journalistin anwalt dichter dichterin malerin historiker philosoph physiker chemiker mathematiker bildhauer ingenieur unternehmer sportler spieler torwart mittelfeldspieler sohn tochter bruder schwester ehefrau vater mutter kollege \
        footballeur journaliste avocat poete historien philosophe physicien chimiste mathematicien sculpteur architecte ingenieur homme femme fils fille frere soeur epouse pere mere joueur gardien capitaine entraineur selectionneur patron depute senateur maire \
        futbolista periodista abogado poeta pintor historiador filosofo fisico quimico matematico escultor arquitecto ingeniero empresario hijo hija hermano hermana esposa padre madre jugador portero capitan entrenador seleccionador delantero centrocampista defensa diputado \
        futebolista jornalista advogado historiador fisico escultor arquiteto engenheiro empresario filho filha irmao irma esposa pai mae jogador goleiro capitao treinador tecnico atacante deputado \
        calciatore giornalista avvocato pittore storico filosofo fisico chimico matematico scultore architetto ingegnere imprenditore figlio figlia fratello sorella moglie marito padre madre giocatore portiere capitano allenatore attaccante centrocampista difensore deputato \
        voetballer journalist advocaat dichter schilder historicus filosoof natuurkundige beeldhouwer architect ingenieur ondernemer zoon dochter broer zus echtgenote vader moeder speler doelman keeper aanvoerder spits bondscoach minister-president kamerlid \
        pilkarz polityk dziennikarz adwokat poeta malarz historyk filozof fizyk chemik matematyk rzezbiarz architekt inzynier przedsiebiorc syn cork brat siostr zona ojciec matk zawodnik bramkarz trener napastnik pomocnik posel \
        футболист политик журналист адвокат историк философ физик химик математик скульптор архитектор инженер предпринимател сын дочер брат сестр жен муж отец мат игрок вратар капитан нападающ защитник полузащитник космонавт ученый святител митрополит епископ",
    ),
    (
        Cue::PLACE,
        "hamlet suburb neighbourhood neighborhood town municipality settlement ridge plateau glacier volcano reservoir lagoon cove headland cliff pass gorge dam highway motorway railway lighthouse fortress fort abbey monastery temple shrine mosque cemetery prison \
        farm ranch reef archipelago atoll capital coastal suburbs outskirts banks shores \
        ort gemeinde dorf hafen halbinsel gebirge pass schlucht stausee autobahn festung kloster tempel friedhof gefangnis hauptstadt vorort ortsteil stadtteil gletscher vulkan bucht kuste ufer \
        hameau village commune ville banlieue quartier port presqu peninsule chaine col gorge barrage autoroute forteresse monastere temple mosquee cimetiere prison capitale glacier volcan archipel cote rives plaine plateau \
        pueblo aldea municipio ciudad barrio puerto peninsula cadena paso garganta embalse autopista fortaleza templo mezquita cementerio prision capital glaciar volcan archipielago costa orillas llanura meseta localidad region comarca \
        povoado aldeia cidade bairro porto peninsula cadeia desfiladeiro barragem rodovia fortaleza templo mesquita cemiterio prisao geleira vulcao arquipelago litoral margens planicie planalto localidade freguesia regiao \
        frazione borgo villaggio citta comune quartiere penisola catena valico gola diga autostrada fortezza monastero tempio moschea cimitero prigione capitale ghiacciaio vulcano arcipelago costa rive pianura altopiano localita regione \
        gehucht dorp stad gemeente wijk haven schiereiland bergketen bergpas kloof stuwmeer snelweg vesting klooster tempel moskee begraafplaats gevangenis hoofdstad gletsjer vulkaan archipel kust oevers vlakte streek regio \
        wies miasto miasteczk osad dzielnic port polwysep pasm przelecz wawoz zapor autostrad twierdz klasztor swiatyni meczet cmentarz wiezieni stolic lodowiec wulkan archipelag wybrzez rownin region \
        маяк плоскогор холм высокогор предгор крепост станц поселк хребт водохранилищ ущел перевал графств герцогств территор побереж бассейн столиц порт гаван плато лагун бухт вулкан ледник архипелаг равнин степ пустын болот лес монастыр храм собор кладбищ тюрьм шоссе \
        окраин пригород микрорайон местечк волост селен хутор озер берег устье дворц муниципалитет коммун департамент",
    ),
    (
        Cue::ORGANISATION,
        "team squad band duo quartet label publisher newspaper broadcaster carrier brand manufacturer retailer startup lender charity nonprofit thinktank ngo side franchise outlet firm giant maker operator insurer brewery bookstore supermarket chain militia battalion cartel gang \
        verlag mannschaft band duo label sender hersteller konzern firma unternehmen verein marke modehaus klub arbeitgeber tochterfirma miliz \
        equipe formation label editeur quotidien hebdomadaire magazine chaine marque constructeur entreprise firme filiale association milice maison compagnie operateur fabricant syndicat \
        equipo banda grupo sello editorial diario periodico revista cadena marca fabricante empresa firma filial sindicato milicia aerolinea constructora \
        equipe banda gravadora editora jornal revista emissora marca fabricante empresa firma filial sindicato milicia time construtora \
        squadra gruppo band etichetta editore quotidiano settimanale rivista emittente marchio produttore azienda ditta filiale sindacato milizia societa casa \
        ploeg elftal band label uitgeverij krant weekblad omroep merk fabrikant bedrijf concern firma dochterbedrijf vakbond militie keten club \
        druzyn zespol wytworn wydawnictw gazet tygodnik dziennik stacj mark producent firm koncern zwiazk milicj sieci grup \
        команд сборн издательств бренд концерн фирм предприят телекомпан радиостанц ансамбл дуэт клуб лейбл профсоюз ополчен банд холдинг оператор производител",
    ),
    (
        Cue::WORK,
        "film films movie novel book books album single song track series show episode magazine play opera poem painting documentary game comic musical ep sitcom soundtrack story titled entitled called \
        roman buch lied serie stuck gedicht gemalde spielfilm hit titel debutalbum livre chanson titre piece poeme tableau emission feuilleton intitule intitulee pelicula novela libro cancion disco cuadro titulada titulado \
        filme romance livro musica cancao disco serie quadro intitulado romanzo canzone brano singolo disco quadro intitolato intitolata nummer boek liedje toneelstuk schilderij powiesc ksiazk piosenk utwor plyt obraz serial tytul \
        фильм роман книг альбом песн сериал картин пьес опер повест рассказ сингл поэм журнал газет filmi romani kitabi sarkisi albumu dizisi",
    ),
    (
        Cue::SMALL_PLACE,
        "lac baie ile iles chateau comte parc foret desert golfe mont fleuve ocean mer detroit vallee massif abbaye lago bahia isla islas castillo parque bosque desierto golfo monte rio oceano mar estrecho cordillera sierra monasterio \
        castello contea parco foresta deserto fiume stretto valle provincia distretto abbazia isola isole regno baia ilha ilhas castelo floresta estreito serra mosteiro",
    ),
    (
        Cue::SMALL_EVENT,
        "guerre bataille traite siege guerra batalla batalha battaglia tratado trattato sitio cerco assedio",
    ),
    (Cue::AFTER, "jr sr junior senior ii iii iv vi vii viii ix xi xii xiii xiv xv xvi"),
];
