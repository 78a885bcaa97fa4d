//! Our own sentences, each with one trap or more; "¦" stands where a sentence ends.

pub(super) const CASES: &[(&str, &str)] = &[
    (
        "en",
        r#"
The ferry left at noon. ¦ Nobody missed it.
Dr. Ame Thorne and Mr. Okoro met Gov. Lund. ¦ They talked for an hour.
The U.S. Senate voted on Monday. ¦ The House follows.
He moved to the U.S. ¦ The visa took a year.
She came back from the U.S. ¦ The visa had run out.
The bell rang at 5 p.m. Monday in St. Mary's.
It closes at 5 p.m. ¦ The night shift begins later.
J. K. Marlow and John F. Reed wrote it. ¦ It sold well.
The rate rose by 3.5 percent to 12.25 points. ¦ Analysts shrugged.
“Why now?” asked the mayor. ¦ “We have no money.”
“Why now?” Mayor Lund asked. ¦ Nobody answered.
"It is over." ¦ He left the room.
(The vote was late.) ¦ It still counted.
Apple Inc. Chief Financial Officer Dana Wu resigned. ¦ Shares fell.
The deal was with Harbour Corp. ¦ It fell through.
See No. 5 on p. 12 of vol. 3. ¦ It is short.
Is that a no? ¦ No. ¦ We shall stay.
He paused… and then he spoke. ¦ Everyone listened.
He paused… ¦ Then he spoke.
“We waited ... and waited,” she said. ¦ It rained.
The quote read “[...] The end.” ¦ It was printed.
Visit lindmar.example.com today! ¦ It is free.
In 2019 it opened. ¦ 12 people came.
The school opened in 2019. ¦ 12 people came.
Ships, tugs, nets, etc. were sold. ¦ Boats too.
On Jan. 3 the snow came. ¦ On Feb. 4 it went.
Really?! ¦ Yes. ¦ Really.
The plan, i.e. the second one, failed. ¦ So did the first, e.g. in Lindmar.
Washington, D.C. Mayor Ana Reyes spoke. ¦ She was brief.
Reed v. Lund was decided. ¦ Lund lost.
1. The bridge is closed. ¦ 2. The road is open.
Sen. Jane Doe, R-Tex., and Rep. Lee, D-Calif., agreed. ¦ It passed.
Yahoo! shares rose. ¦ Others fell.
"#,
    ),
    (
        "de",
        r#"
Die Fähre fuhr ab. ¦ Niemand blieb zurück.
Am 3. Mai tagte der Rat. ¦ Am 4. Juni stimmte er ab.
Der 1. FC Lindmar verlor. ¦ Die 2. Liga droht.
Er wurde 3. ¦ Die Mannschaft jubelte.
Das war 2019. ¦ Zwölf Leute kamen.
Im Jahr 2019. ¦ Er kam nicht.
Dr. Anna Lund und Prof. Maier sprachen. ¦ Es war voll.
Viele Tiere, z.B. Hunde und Katzen, liefen weg. ¦ Sie kamen wieder.
Viele Tiere, z. B. Hunde, liefen weg. ¦ Auch Pferde.
Das kostet 3,5 Mio. Euro bzw. 4 Mrd. Kronen. ¦ Wer zahlt?
Die Firma Lund GmbH & Co. KG schließt. ¦ Das tut weh.
„Warum jetzt?“, fragte die Ministerin. ¦ „Wir haben kein Geld.“
„Es ist vorbei.“ ¦ Er ging.
»Warum jetzt?« fragte sie. ¦ »Darum.« ¦ »So ist es.«
Der 1. und der 2. Weltkrieg, d.h. beide, prägten sie. ¦ Das weiß jeder.
Es geht um Nr. 5, Abs. 3, S. 12. ¦ Das ist kurz.
Er sagte … nichts. ¦ Alle warteten …
Der Termin ist am 03.05.2020 um 10.30 Uhr. ¦ Bitte kommen.
Es gab Äpfel, Birnen usw. ¦ Die Kinder freuten sich.
Kaiser Wilhelm II. war dort. ¦ Das Volk auch.
Die St.-Pauli-Kirche brannte. ¦ Ein Feuerwehrmann starb.
(Das stand im Bericht.) ¦ Niemand las ihn.
Die Fa. gibt es seit 1990! ¦ Wirklich?
J. S. Bach lebte hier. ¦ Heute ist es ein Museum.
Nach dem 11. September wurde alles anders. ¦ Seit dem 12. Jh. stand die Mauer.
"#,
    ),
    (
        "fr",
        r#"
Le bac est parti. ¦ Personne ne l’a raté.
M. Durand et Mme Petit ont parlé. ¦ Ils sont d’accord.
MM. Durand et Leroy étaient là. ¦ Le maire aussi.
« Pourquoi ? » demande-t-il. ¦ « Il n’y a pas d’argent. »
« C’est fini. » ¦ Il est parti.
Le Dr. Lund, cf. p. 12, a répondu. ¦ C’est clair.
J.-C. Marlow et J. Reed l’ont écrit. ¦ Le livre s’est vendu.
Au Ier siècle av. J.-C. Rome grandit. ¦ Les voisins tremblent.
Il a gagné 3,5 millions. ¦ Elle en a perdu 2.000.
Des bateaux, des filets, etc. ont été vendus. ¦ Tout est parti.
Des bateaux, des filets, etc. ¦ Les marins sont tristes.
Il s’est tu… puis il a parlé. ¦ Tous écoutaient.
Il s’est tu… ¦ Puis il a parlé.
L’art. 5, al. 3, du code s’applique. ¦ C’est la loi.
« Qui vient ? » ¦ Nul ne sait.
Vraiment ? ¦ Oui ! ¦ C’est ainsi.
(Le vote fut tardif.) ¦ Il compte quand même.
L’accord de la S.N.C.F. a été signé. ¦ Les trains roulent.
En 2019. ¦ 12 personnes sont venues.
Le n. 5 est complet, le no. 6 aussi. ¦ Rien ne reste.
« Nous partons », a dit M. Lund. ¦ « Demain. »
Le site lindmar.example.fr est en ligne. ¦ Visitez-le.
“Non.” ¦ C’est tout.
"#,
    ),
    (
        "es",
        r#"
El barco salió. ¦ Nadie lo perdió.
El Sr. Lago y la Dra. Ruiz hablaron. ¦ Están de acuerdo.
EE.UU. aprobó la ley. ¦ México no.
Viajó a EE. UU. con su hija. ¦ Volvió ayer.
Llegó de EE.UU. ¦ El viaje fue largo.
¿Por qué ahora? ¦ No hay dinero.
«¿Por qué ahora?», preguntó la alcaldesa. ¦ Nadie contestó.
—¿Por qué ahora? —preguntó él. ¦ —Porque sí.
El art. 5, núm. 3, pág. 12 lo dice. ¦ Es la ley.
Subió un 3,5 por ciento, hasta 1.200 euros. ¦ Bajó después.
¡Qué sorpresa! ¦ Todos rieron.
Dijo: “Se acabó.” ¦ Y se fue.
Barcos, redes, etc. fueron vendidos. ¦ No quedó nada.
A las 5 p. m. cierra. ¦ A las 8 a. m. abre.
La reunión es a las 5 p.m. ¦ El alcalde no irá.
J. L. Marlow y Juan F. Reyes lo escribieron. ¦ Se vendió bien.
Esperó… y habló. ¦ Todos callaron.
Esperó… ¦ Después habló.
Vive en la Av. Central con Mons. Ortiz. ¦ Es tranquila.
(El voto llegó tarde.) ¦ Aun así contó.
En 2019. ¦ 12 personas vinieron.
Tal vez Ud. lo sepa. ¦ Nosotros no.
Las FF.AA. Mexicanas llegaron. ¦ La gente aplaudió.
"#,
    ),
    (
        "pt",
        r#"
O barco saiu. ¦ Ninguém o perdeu.
O Sr. Lago e a Dra. Ruiz falaram. ¦ Estão de acordo.
Os E.U.A. aprovaram a lei. ¦ O Brasil não.
Por que agora? ¦ Não há dinheiro.
“Por que agora?”, perguntou a prefeita. ¦ Ninguém respondeu.
— Por que agora? — perguntou ele. ¦ — Porque sim.
O art. 5, pág. 12, é claro. ¦ É a lei.
Subiu 3,5 por cento, para 1.200 reais. ¦ Depois caiu.
Que surpresa! ¦ Todos riram.
Disse: “Acabou.” ¦ E foi embora.
Barcos, redes, etc. foram vendidos. ¦ Nada sobrou.
A Petromar S.A. Brasileira faliu. ¦ As ações caíram.
A empresa é a Lund S.A. ¦ O dono sumiu.
J. L. Marlow e João F. Reis escreveram. ¦ Vendeu bem.
Esperou… e falou. ¦ Todos ouviram.
Esperou... ¦ Depois falou.
Mora na Av. Central com o Prof. Ortiz. ¦ É calma.
(O voto chegou tarde.) ¦ Mesmo assim contou.
Foi em 2019. ¦ 12 pessoas vieram.
V.Exa. decide. ¦ Nós obedecemos.
O Exmo. Sr. Ministro falou. ¦ A sala ouviu.
Nasceu no séc. I a.C. em Roma. ¦ Morreu lá.
O dep. Lima e a sen. Costa votaram. ¦ A lei passou.
"#,
    ),
    (
        "ru",
        r#"
Паром ушёл. ¦ Никто не опоздал.
А. С. Пушкин родился здесь. ¦ Дом цел.
А.С. Пушкин и Л.Н. Толстой писали. ¦ Их читают.
Это было в 2019 г. ¦ Президент подписал указ.
Он живёт в г. Москве на ул. Ленина. ¦ Дом старый.
Мост, т.е. переправа, закрыт. ¦ Ждите.
Мост, т. е. переправа, закрыт. ¦ Ждите.
Лодки, сети и т.д. проданы. ¦ Ничего не осталось.
Лодки, сети и т. д. ¦ Рыбаки грустят.
«Почему?» — спросил мэр. ¦ Никто не ответил.
«Конец». ¦ Он ушёл.
— Почему? ¦ — Потому. ¦ Он ушёл.
Ставка выросла на 3,5 процента, до 12.5 пункта. ¦ Рынок молчал.
Он замолчал… и заговорил. ¦ Все слушали.
Он замолчал… ¦ Потом заговорил.
Цена — 5 тыс. руб. за тонну. ¦ Это дорого.
Цена — 5 млн руб. ¦ Россия заплатит.
См. стр. 12, рис. 3 и гл. 5. ¦ Это кратко.
Проф. Иванов и акад. Петров выступили. ¦ Зал был полон.
Неужели?! ¦ Да! ¦ Так и есть.
(Голос опоздал.) ¦ Его засчитали.
Школа открылась в 2019. ¦ 12 человек пришли.
Встреча — 3 янв. 2020 года. ¦ Приходите.
Матч в Санкт-Петербурге (им. Кирова) отменён. ¦ Билеты вернут.
"#,
    ),
    (
        "tr",
        r#"
Vapur kalktı. ¦ Kimse kaçırmadı.
Dr. Ayşe Lund ve Prof. Demir konuştu. ¦ Salon doluydu.
3. Lig başladı. ¦ 2. Lig yarın başlıyor.
19. Yüzyıl Müzesi açıldı. ¦ Herkes geldi.
Okul 2019'da açıldı. ¦ 12 kişi geldi.
Okul 1990. ¦ Bu bir tarih.
“Neden şimdi?” diye sordu başkan. ¦ Kimse yanıtlamadı.
"Bitti." ¦ Adam gitti.
Faiz yüzde 3,5 arttı, 12.5 oldu. ¦ Piyasa sustu.
Kedi, köpek vb. hayvanlar kaçtı. ¦ Sonra döndüler.
Kedi, köpek vb. ¦ Bu hayvanlar kaçtı.
T.C. Ziraat Bankası kapandı. ¦ Ankara şaşkın.
Atatürk Cad. No. 5'te oturuyor. ¦ Ev eski.
M. Kemal ve A. B. Demir yazdı. ¦ Kitap sattı.
Sustu… sonra konuştu. ¦ Herkes dinledi.
Sustu… ¦ Sonra konuştu.
Gerçekten mi?! ¦ Evet! ¦ Öyle.
(Oy geç geldi.) ¦ Yine de sayıldı.
Lund A.Ş. Genel Müdürü istifa etti. ¦ Hisseler düştü.
M.Ö. 3. Yüzyılda yapıldı. ¦ Hâlâ ayakta.
Bkz. s. 123. ¦ Kısa bir yazı.
Doç. Dr. Can ve Av. Ece geldi. ¦ Toplantı başladı.
Site lindmar.example.tr açık. ¦ Bakın.
"#,
    ),
    (
        "ar",
        r#"
غادرت العبارة الميناء. ¦ لم يتأخر أحد.
قال د. أحمد سالم إن الجسر مغلق. ¦ انتهى الاجتماع.
تحدث أ. د. محمود علي عن الخطة. ¦ صفق الحضور.
لماذا الآن؟ ¦ لا يوجد مال.
سألت الوزيرة: «لماذا الآن؟»، ولم يجب أحد. ¦ ساد الصمت.
«انتهى الأمر.» ¦ ثم خرج الرجل.
ارتفع السعر 3.5 في المئة إلى ١٢٫٥. ¦ صمتت السوق.
جاء المدير؛ ثم خرج. ¦ بقي الموظفون.
ولد سنة 1445 هـ. ¦ ثم سافر.
كان ذلك عام 2020 م. ¦ وقال الوزير إنه نجح.
توقف… ثم تكلم. ¦ استمع الجميع.
يا للمفاجأة! ¦ ضحك الجميع.
(وصل الصوت متأخرا.) ¦ ومع ذلك احتسب.
انظر ص. 12 من الكتاب. ¦ النص قصير.
افتتحت المدرسة عام 2019. ¦ حضر 12 شخصا.
حقا؟! ¦ نعم. ¦ هكذا كان.
هكذا قال الوزير: "نعم، سنبدأ غدا." ¦ ثم انصرف.
زار م. خالد يوسف المصنع. ¦ رحب به العمال.
الموقع lindmar.example.com مفتوح. ¦ زوروه.
قال: "لن نغادر." ¦ ثم غادر.
عاش في القرن الثالث ق.م. في روما. ¦ مات هناك.
"هل تسمعون؟" ¦ لا جواب.
"#,
    ),
    (
        "hi",
        r#"
नाव चली गई। ¦ कोई नहीं छूटा।
डॉ. आशा वर्मा ने पुल खोला। ¦ भीड़ जुटी।
प्रो. सिंह और पं. शर्मा बोले। ¦ सभा समाप्त हुई।
ए. पी. जे. अब्दुल कलाम यहाँ आए थे। ¦ लोग खुश थे।
क्या यह सच है? ¦ हाँ।
"अभी क्यों?" मंत्री ने पूछा। ¦ कोई उत्तर नहीं आया।
दर 3.5 प्रतिशत बढ़ी। ¦ बाज़ार चुप रहा।
पुल 5 कि.मी. लंबा है। ¦ सड़क छोटी है।
कीमत रु. 500 है। ¦ यह बहुत है।
वह रुका… फिर बोला। ¦ सब सुनते रहे।
कितना अच्छा! ¦ सब हँसे।
(वोट देर से आया।) ¦ फिर भी गिना गया।
विद्यालय 2019 में खुला। ¦ 12 लोग आए।
"यह समाप्त हुआ।" ¦ वह चला गया।
श्लोक यहाँ है॥ ¦ अर्थ नीचे है।
सच?! ¦ हाँ। ¦ ऐसा ही है।
उन्होंने कहा, “हम नहीं जाएँगे।” ¦ फिर वे गए।
बी. आर. अंबेडकर का जन्म हुआ। ¦ देश बदला।
वेबसाइट lindmar.example.in खुली है। ¦ देखें।
"क्या हम जीते?" ¦ नहीं।
मेयर ने पुल खोला. ¦ लोग आए.
बैठक सुबह 10.30 बजे है। ¦ समय पर आएँ।
"#,
    ),
    (
        "zh",
        r#"
渡轮离开了。¦没有人迟到。
为什么是现在？¦没有钱。
太意外了！¦大家都笑了。
“为什么是现在？”，市长问。¦没有人回答。
他说：“结束了。”¦然后他走了。
利率上升3.5个百分点，达到12.25。¦市场沉默。
他停了一下……然后说话。¦大家都听着。
（投票晚了。）¦仍然有效。
学校于2019年开学。¦12人参加。
《港口的故事》出版了。¦卖得很好。
真的？！¦是的。¦就是这样。
「為什麼是現在？」¦沒有人回答。
『結束了。』¦他走了。
价格为1,200元；很贵。¦没有人买。
网站lindmar.example.cn开放。¦请看。
约翰·F·里德写了它。¦很畅销。
“我们不走。”¦然后他们走了。
会议10:30开始。¦请准时。
G20峰会开幕。¦各国领导人出席。
美国（U.S.）参议院投票。¦众议院随后。
市长说，桥将关闭；船将停航。¦人们等待。
他问：“谁来？¦谁走？”¦无人回答。
"#,
    ),
];
