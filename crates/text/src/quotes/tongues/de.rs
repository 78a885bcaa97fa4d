//! German.

use crate::quotes::tongue::{Source, Verbs};

pub(super) const DE: Source = Source {
    verbs: &[
        Verbs {
            takes: "qbt",
            stems: "sag erklär beton versicher behaupt mein glaub erläuter kommentier kritisier klag beklag frag ergänz berichtet erzähl warn \
                    äußer argumentier prognostizier vermut fürcht befürcht hoff forder mahn erinner unterstrich präzisier bestätig bekräftig kündig teil füg meld \
                    schätz prophezei scherz zitier stell räum ruf urteil begründ spekulier erwarte antwort entgegn erwider versicher verteidig vermeld rechn denk kontert",
            endings: "t te ten en et ete eten e end",
        },
        Verbs {
            takes: "qbt",
            stems: "sprach sprachen spricht schrieb schrieben schreibt schreiben hieß heißt gab gaben gibt geben versprach versprachen verspricht dachte denkt wusste weiß fand findet rief \
                    unterstrich unterstreicht hob hebt wies weist berichtete berichten berichteten berichtet lobte erwartet erwarten erwartete verriet gestand bat so droht drohte bestritt bestreitet \
                    fügte kündigte teilte räumte stellte zeigte",
            endings: "-",
        },
        Verbs {
            takes: "qo",
            stems: "nannte nannten nennt nennen bezeichnete bezeichnet bezeichneten bezeichnen beschrieb",
            endings: "-",
        },
    ],
    that: "dass ob daß",
    pronouns: "er sie wer",
    determiners: "der die das ein eine einer eines dem den des sein seine ihr ihre dieser diese viele einige",
    passive: "wurde wurden worden",
    helpers: "hat haben hatte hatten sich auch nicht dann später bereits noch am es wird",
    ends: "in im an am auf aus bei beim mit nach vor zu zum zur über unter für gegen durch um und oder aber dass daß ob wenn als während weil da laut wie wo ohne zwischen seit bis ab zu hinzu bekannt ein",
    inside: "von vom",
    times: "montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute morgen",
    according: "laut zufolge nach_angaben nach_aussage nach_worten nach_ansicht nach_einschätzung",
    nouns_capital: true,
    comma_clause: true,
    ..Source::NONE
};
