//! Spanish.

use crate::quotes::tongue::{Source, Verbs};

const AR: &str = "ó aron a an aba aban ado ando ará arán é";
const IR: &str = "ió ieron e en ía ían ido iendo";

pub(super) const ES: Source = Source {
    verbs: &[
        Verbs {
            takes: "qt",
            stems: "afirm anunci declar explic señal subray asegur inform indic agreg confirm apunt precis manifest comunic coment cont relat cuestion \
                    recalc destac exclam pregunt contest recit grit avis denunci lament conden critic alert detall aclar puntualiz zanj espet apostill matiz \
                    reiter insisti relat revel confes pronostic avanz remarc alerta alega argument ironiz celebr bram consider estim opin pens calcul ampli \
                    cit recab not",
            endings: AR,
        },
        Verbs {
            takes: "qt",
            stems: "añad respond advert admit promet escrib sosten reconoc defend sent suger repit entend cre exig prev insist",
            endings: IR,
        },
        Verbs {
            takes: "qt",
            stems: "dijo dijeron dice dicen decía decían dicho diciendo dirá sostuvo sostuvieron sostiene sostienen mantuvo mantiene mantienen expuso expone propuso advirtió advierte \
                    advierten sugirió sugiere repitió repite cuenta cuentan recordó recordaron recuerda recuerdan prevé prevén cree creen comprobó mostró demostró contó contaron expresó \
                    expresa supo concluyó concluye concluyeron reconoce reconocen piensa piensan",
            endings: "-",
        },
        Verbs {
            takes: "qo",
            stems: "calificó calificaron califica tachó tildó llamó llaman llama describió describe definió define tacha tilda",
            endings: "-",
        },
    ],
    that: "que si",
    pronouns: "él ella ellos ellas quien este esta",
    determiners: "el la los las un una su sus este esta estos estas uno varios algunos",
    participle: "ndo",
    helpers: "se lo le les ha han había habían no también ya además así nos me ayer hoy después entonces luego fue",
    ends: "en a al ante con por para tras durante desde hasta sobre y e o pero que si cuando mientras como aunque según porque donde sin entre",
    inside: "de del",
    times: "lunes martes miércoles jueves viernes sábado domingo ayer hoy mañana",
    according: "según de_acuerdo_con de_acuerdo_a en_palabras_de a_juicio_de en_opinión_de",
    inserts: true,
    ..Source::NONE
};
