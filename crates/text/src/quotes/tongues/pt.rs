//! Portuguese.

use crate::quotes::tongue::{Source, Verbs};

const AR: &str = "ou aram a am ava avam ado ando ará";
const ER: &str = "eu eram e em ia iam ido endo";
const IR: &str = "iu iram e em ia iam ido indo";

pub(super) const PT: Source = Source {
    verbs: &[
        Verbs {
            takes: "qt",
            stems: "afirm anunci declar explic ressalt assegur garant inform indic acrescent confirm apont precis comunic coment cont relat destac salient sublinh exclam \
                    pergunt question recit grit avis denunci lament conden critic alert detalh reiter revel confess pronostic not lembr acredit consider estim avali calcul \
                    pens record ironiz celebr fris argument observ cit aleg clar adiant",
            endings: AR,
        },
        Verbs {
            takes: "qt",
            stems: "respond promet escrev defend reconhec esclarec entend rebat prev diss exig adverte acrescenta",
            endings: ER,
        },
        Verbs {
            takes: "qt",
            stems: "garant admit advert suger repet assum conclu rebat exig defin insist",
            endings: IR,
        },
        Verbs {
            takes: "qt",
            stems: "disse disseram diz dizem dizia diziam dito dizendo dirá sustentou sustentam sustenta sustentaram manteve mantém expôs propôs previu prevê preveem crê creem insistiu insiste \
                    explicou mostrou mostra mostram demonstrou soube",
            endings: "-",
        },
        Verbs {
            takes: "qo",
            stems: "chamou chamaram chama classificou classifica descreveu descreve definiu define qualificou tachou",
            endings: "-",
        },
    ],
    that: "que se",
    pronouns: "ele ela eles elas quem",
    determiners: "o a os as um uma seu sua seus suas este esta vários alguns",
    participle: "ndo",
    helpers: "se lhe lhes tem têm tinha havia não também já ainda depois hoje ontem então nos me foi",
    ends: "em no na nos nas ao aos à às ante com por pelo pela para após durante desde até sobre e ou mas que se quando enquanto como embora segundo conforme porque onde sem entre",
    inside: "de do da dos das",
    times: "segunda terça quarta quinta sexta sábado domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira ontem hoje amanhã",
    according: "segundo conforme de_acordo_com nas_palavras_de na_opinião_de",
    inserts: true,
    ..Source::NONE
};
