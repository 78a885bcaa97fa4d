//! English.

use crate::quotes::tongue::{Source, Verbs};

pub(super) const EN: Source = Source {
    verbs: &[
        Verbs { takes: "qbt", stems: "said says say saying told_ wrote writes write writing", endings: "-" },
        Verbs { takes: "qbth", stems: "told tells tell telling", endings: "-" },
        Verbs {
            takes: "qbt",
            stems: "add claim explain insist warn maintain contend complain joke boast lament recall respond",
            endings: "- s ed ing",
        },
        Verbs {
            takes: "qbt",
            stems: "acknowledg argu declar conced announc disclos observ quipp conclud",
            endings: "e es ed ing",
        },
        Verbs {
            takes: "qbt",
            stems: "commented commenting reported reporting reports remarked remarking",
            endings: "-",
        },
        Verbs { takes: "qbt", stems: "repl testif", endings: "y ies ied ying" },
        Verbs {
            takes: "qbt",
            stems: "reads joked joking disclosed put_ noted notes noting stated stating mused tweeted tweeting continued charged riffed gloated barked sang quipped confessed confesses stressed stresses stressing expressed admitted admits admit admitting",
            endings: "-",
        },
        Verbs {
            takes: "qt",
            stems: "ask shout yell scream whisper mutter answer counter conclud thunder blast interject chim reply",
            endings: "- s ed ing e es",
        },
        Verbs {
            takes: "qt",
            stems: "assert affirm reaffirm suggest signal predict confirm allege reveal indicate emphasize emphasise reiterate",
            endings: "- s d ed ing",
        },
        Verbs {
            takes: "qt",
            stems: "suggesting emphasizing alleging indicating reiterating swore swears vow vows vowed vowing",
            endings: "-",
        },
        Verbs {
            takes: "qtb",
            stems: "believe think thinks thought thinking believes believed believing hope hopes hoped hoping fear fears feared fearing estimate estimates estimated estimating feel feels felt know knows knew assume assumes assumed agree agrees agreed agreeing worry worries worried worrying finds found show shows showed showing",
            endings: "-",
        },
        Verbs {
            takes: "to",
            stems: "denied denies deny denying promise promises promised promising pledge pledges pledged pledging threaten threatens threatened threatening propose proposes proposed proposing urge urges urged urging demand demands demanded demanding vow vows vowed recommend recommends refused refuses refuse declined declines decline request requests requested",
            endings: "-",
        },
        Verbs {
            takes: "qo",
            stems: "call describ denounc criticiz criticis accus prais dismiss mock label dubb slamm blast condemn defend endors reject oppos applaud cit highlight mention discuss blam predict warn decri ridicul tout welcom rebuk",
            endings: "- s d ed ing e es es",
        },
        Verbs {
            takes: "qo",
            stems: "attacked attacking questioned questioning supported supports supporting slam slams slamming dubs dub decries decried criticizes",
            endings: "-",
        },
        Verbs {
            takes: "o",
            stems: "want wants wanted wanting planned prefer prefers preferred expect expects expected seek seeks sought seeking seem seems seemed appear appears appeared consider considers considered",
            endings: "-",
        },
        Verbs {
            takes: "t",
            stems: "mean means meant learned learn learns decide decided decides determined determine saw realize realized understand understands",
            endings: "-",
        },
        Verbs {
            takes: "qt",
            stems: "point chant speculat cauti post forecast imply impli echo pointed",
            endings: "ed ing s es",
        },
        Verbs {
            takes: "qt",
            stems: "cautioned cautioning cautions implies implied implying wondered wonders wondering guessed",
            endings: "-",
        },
        Verbs { takes: "qth", stems: "assur remind inform notif", endings: "ed ing es s" },
        Verbs { takes: "o", stems: "referr point", endings: "ed_to ing_to" },
        Verbs {
            takes: "o",
            stems: "referred refers referring refer_to voted offered named talked talking backed backing asking signed pushed pushing ordered nominated deemed deems listed favored favors favoured \
                    challenged voiced voices voicing thanked thanking pleaded pleads railed projected projects restricting referenced references referencing complained complaining championed \
                    embraced persuaded likened likens lashed lambasted lambasting unveiled sided distanced derided derides deriding assailed assailing identified \
                    encouraged encouraging encourages pressed convinced angered approved ruled recognized attributed hinted hints hinting worried sounded sees bemoaned bemoans outlined touted \
                    known shown offering issued expecting viewed repeated portrayed portray portrays presented promote forecast encourage convince persuade considering remembered refusing weighed \
                    retweeted repeating emailed titled insulted insulting ripped rips ripping hailed hails hailing lauded lauds disavowed disavows disavowing downplayed rebuffed spoke \
                    renounced trashed chided scolded pledging doubts doubted doubting objected opposes promoted promoting expressing express urges demands disputes disputed disputing",
            endings: "-",
        },
    ],
    that: "that whether if how why what",
    pronouns: "he she they it i we you who his her their one both others some many most everyone",
    determiners: "the a an his her their its this that these those our my some many several one two three another no other most all both each",
    passive: "is are was were be been being",
    participle: "ing",
    helpers: "has have had is are was were be been being will would could can may might should must did does do also then later already not never once even just still only now \
              both all repeatedly often recently previously specifically publicly earlier again n't didn't doesn't don't hasn't haven't wasn't to has_ himself herself themselves itself \
              widely reportedly simply clearly quickly always sometimes first personally long further too instead thus certainly probably actually really",
    ends: "in on at during after before as when while because but and or that if whether with from by about to into for over under than though although since until where which who whom whose \
           so yet nor like against between among through without despite following what how why there here",
    inside: "of for at from in",
    times: "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight earlier later recently now january february march april may june july august september october november december",
    according: "according_to",
    ..Source::NONE
};
