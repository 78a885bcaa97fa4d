//! French.

use crate::quotes::tongue::{Source, Verbs};

const ER: &str = "e ent é a èrent ait aient ant era";

pub(super) const FR: Source = Source {
    verbs: &[
        Verbs {
            takes: "qt",
            stems: "affirm annonc déclar expliqu soulign assur inform indiqu ajout confirm précis rappel racont lanc témoign demand rétorqu répliqu not remarqu martel insist estim jug pens \
                    dénonc regrett déplor condamn critiqu détaill révél avou pronostiqu confi clam tempêt s'exclam exclam argument ironis interrog observ conclu rassur commenc \
                    affirm avanc gliss assén plaid considèr considér accus balay balai alert cit signal exig concéd concèd",
            endings: ER,
        },
        Verbs { takes: "q", stems: "poursuiv", endings: "i ait" },
        Verbs {
            takes: "qt",
            stems: "dit disent disait disaient disant dira écrit écrivent écrivait promis promet promettent reconnu reconnaît reconnaissent soutenu soutient soutiennent prévenu prévient préviennent \
                    répondu répond répondent répondait averti avertit avertissent souvient souviennent prévoit prévoient prévu admis admet admettent savoir convient convenu poursuit poursuivi \
                    maintenu maintient défendu défend conclut conclu répété répète répètent suggéré suggère croit croient affirme craint craignent prétend prétendent prétendu explique \
                    appris apprend entendre garanti garantit assène lâche lâché tranche tranché sourit soupire rit reprend repris juge",
            endings: "-",
        },
        Verbs {
            takes: "qo",
            stems: "qualifié qualifie qualifient appelé appelle appellent décrit décrivent traité traite baptisé",
            endings: "-",
        },
    ],
    that: "que qu' si",
    pronouns: "il elle ils elles qui celui-ci celle-ci",
    determiners: "le la les l' un une son sa ses leur leurs ce cette ces des certains plusieurs",
    participle: "ant",
    helpers: "a ont avait avaient ait est s' se l' lui leur y en n' ne pas également aussi déjà encore ensuite ainsi t' fait on puis enfin hier lundi",
    ends: "dans à au aux en sur par pour avec après avant pendant depuis jusqu' lors devant et ou mais que qu' si quand lorsque lorsqu' tandis comme car selon où sans entre chez sous",
    inside: "de du d' des",
    times: "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd’hui demain",
    according: "selon d'_après d’après pour suivant d’_après",
    elides: true,
    inverted: &["-t-il", "-t-elle", "-t-on", "-il", "-elle", "-ils", "-elles", "-on"],
    inserts: true,
    ..Source::NONE
};
