# كلمات الواجهة بالعربية، بترتيب الملف الإنجليزي.

## Frame
tagline = صحافة العالم في ورقة واحدة
skip = انتقل إلى الأخبار
demo-banner = هذا هو العالم المتخيَّل: دوله وناشروه وأخباره كلها من نسج الخيال لأغراض العرض.
nav-today = اليوم
nav-latest = الأحدث
nav-browse = تصفّح
nav-sources = المصادر
nav-main = الرئيسية
nav-sections = الأقسام
nav-interface = لغة الموقع
feed = خلاصة
feed-of = خلاصة { $name }
footer-note = العناوين والصور ملك لناشريها. كل عنوان يقودك إلى من نشر الخبر.
footer-bot = للناشرين
finish = نهاية الورقة

## Sections
section-world = العالم
section-politics = سياسة
section-business = اقتصاد
section-technology = تقنية
section-science = علوم
section-health = صحة
section-environment = بيئة
section-culture = ثقافة
section-sport = رياضة
section-opinion = رأي
section-lifestyle = حياة
section-local = محليات

## Owners
owner-private = ملكية خاصة
owner-public_service = خدمة عامة
owner-state = مملوك للدولة
owner-non_profit = غير ربحي
owner-cooperative = تعاوني
owner-party = حزبي أو ديني
owner-institution = مؤسسة

## Cards and lists
articles =
    { $n ->
        [zero] لا مقالات
        [one] مقالة واحدة
        [two] مقالتان
        [few] { $count } مقالات
        [many] { $count } مقالة
       *[other] { $count } مقالة
    }
outlets =
    { $n ->
        [zero] لا ناشرين
        [one] ناشر واحد
        [two] ناشران
        [few] { $count } ناشرين
        [many] { $count } ناشرًا
       *[other] { $count } ناشر
    }
reports =
    { $n ->
        [zero] لا تقارير
        [one] تقرير واحد
        [two] تقريران
        [few] { $count } تقارير
        [many] { $count } تقريرًا
       *[other] { $count } تقرير
    }
independent-texts =
    { $n ->
        [zero] لا نصوص مستقلة
        [one] نص مستقل واحد
        [two] نصّان مستقلان
        [few] { $count } نصوص مستقلة
        [many] { $count } نصًا مستقلًا
       *[other] { $count } نص مستقل
    }
countries =
    { $n ->
        [zero] لا بلدان
        [one] بلد واحد
        [two] بلدان اثنان
        [few] { $count } بلدان
        [many] { $count } بلدًا
       *[other] { $count } بلد
    }
languages =
    { $n ->
        [zero] لا لغات
        [one] لغة واحدة
        [two] لغتان
        [few] { $count } لغات
        [many] { $count } لغة
       *[other] { $count } لغة
    }
owners =
    { $n ->
        [zero] لا مالكين
        [one] مالك واحد
        [two] مالكان
        [few] { $count } مالكين
        [many] { $count } مالكًا
       *[other] { $count } مالك
    }
also-by = وأيضًا
and-more =
    { $n ->
        [one] وواحد آخر
        [two] واثنان آخران
        [few] و{ $count } آخرون
       *[other] و{ $count } آخرين
    }
sources-count =
    { $n ->
        [zero] لا مصادر
        [one] مصدر واحد
        [two] مصدران
        [few] { $count } مصادر
        [many] { $count } مصدرًا
       *[other] { $count } مصدر
    }
media-note = يُشغَّل في موقع آخر
paywall-note = للمشتركين
in-language = باللغة { $name }
scope-all = كل اللغات
scope-own = بالعربية
scope-label = لغات الأخبار
older = أقدم
newest = الأحدث
list-end = هذا كل ما لدينا.
list-empty = لا شيء هنا بعد. تظهر المقالات الجديدة بعد دقائق من نشرها.
front-empty-title = المطابع تستعد
front-empty = نقرأ الآن أول الناشرين، وستظهر مقالاتهم هنا خلال دقائق.
front-latest = الأحدث
front-more = أخبار أخرى
front-elsewhere = بلغات أخرى
front-tags = في الأخبار
front-how = تُرتَّب القصص بحسب عدد النصوص المستقلة والمالكين، وسرعة نموّها، وحداثتها. وتقول صفحة كل قصة سبب مكانها.

## Article
by = بقلم
and-separator = ،{" "}
published = نُشر
updated = حُدّث
reading-time =
    { $n ->
        [zero] أقل من دقيقة قراءة
        [one] دقيقة قراءة
        [two] دقيقتا قراءة
        [few] { $count } دقائق قراءة
        [many] { $count } دقيقة قراءة
       *[other] { $count } دقيقة قراءة
    }
share = مشاركة
share-address = عنوان هذه الصفحة
share-mail = أرسل بالبريد الإلكتروني

read-at = اقرأ في { $name }
lead-note = ينشر { $name } هذا المقال في موقعه. هذه بدايته.
listed-note = هذا ما يقوله { $name } عن هذا المقال في خلاصته.
paywall-long = يقول { $name } إن هذا المقال للمشتركين.
quarantine-note = تعذّر علينا عرض نص هذا المقال:
quarantine-hint = يُفترض أن يكون متاحًا لدى الناشر.
licence-note = يُعرض كاملًا بموجب { $name }.
licence-free = يُعرض كاملًا بإذن الناشر.
original = الأصل: { $name }
media-title = صوت وصورة
media-open = افتح في { $name }
media-audio = صوت
media-video = فيديو
media-other = ملف
media-minutes =
    { $n ->
        [zero] أقل من دقيقة
        [one] دقيقة
        [two] دقيقتان
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
more-from = المزيد من { $name }
edited-times =
    { $n ->
        [one] عُدّلت مرة واحدة
        [two] عُدّلت مرتين
        [few] عُدّلت { $count } مرات
       *[other] عُدّلت { $count } مرة
    }

## Edits
edits-title = تعديلات «{ $name }»
edits-kicker = ما تغيّر في هذه المقالة
edits-note = ما غيّره الناشر بعد النشر كما رصدناه، والأحدث أولًا.
edits-excerpt-note = ما غيّره { $name } بعد النشر كما رصدناه، والأحدث أولًا. النص ملك للناشر، فلا يظهر هنا سوى كلمات قليلة حول كل تغيير.
edits-numbers = أرقام تغيّرت
edits-value = القيمة
edits-since = منذ
edits-seen = رُصد في
edits-headline = العنوان
edits-numbers-changed = أرقام
edits-added = نص مضاف
edits-removed = نص محذوف
edits-reworded = صياغة أخرى
edits-moved = فقرات نُقلت
edits-typo = تهجئة
edits-mark-added = أُضيف:
edits-mark-removed = حُذف:
edits-more = تغيّر أكثر مما يظهر هنا.
edits-words-added =
    { $n ->
        [zero] لم تُضف كلمات
        [one] أُضيفت كلمة واحدة
        [two] أُضيفت كلمتان
        [few] أُضيفت { $count } كلمات
       *[other] أُضيفت { $count } كلمة
    }
edits-words-removed =
    { $n ->
        [zero] لم تُحذف كلمات
        [one] حُذفت كلمة واحدة
        [two] حُذفت كلمتان
        [few] حُذفت { $count } كلمات
       *[other] حُذفت { $count } كلمة
    }
edits-unchanged =
    { $n ->
        [zero] لا فقرات بلا تغيير
        [one] فقرة واحدة بلا تغيير
        [two] فقرتان بلا تغيير
        [few] { $count } فقرات بلا تغيير
       *[other] { $count } فقرة بلا تغيير
    }

## Stories
story-belongs = القصة التي ينتمي إليها
story-all-reports =
    { $n ->
        [one] صفحة القصة
        [two] تقريرا القصة
        [few] تقارير القصة كلها ({ $count })
       *[other] تقارير القصة كلها ({ $count })
    }
copy-reprint = النص نفسه كما في:
copy-abridged = صيغة مختصرة من:
copy-extended = نص هذا التقرير مع إضافات:
copy-adapted = جزء من النص مأخوذ من:
copy-update = نسخة أحدث من:
copy-repeat = نُشر من قبل بعنوان:
copy-own =
    { $n ->
       *[other] { $count }% من النص خاص به
    }
copy-gone = النص الأسبق ليس من تقارير هذه القصة.
also-carried = نشر هذا النص أيضًا
carried-reprint = دون تغيير
carried-abridged = مختصرًا
carried-extended = مع إضافات
carried-adapted = جزئيًا
carried-update = نسخة أحدث
carried-repeat = مرة أخرى
related-title = ذات صلة
related-same-story = تقرير آخر عن الحدث نفسه
related-background = خلفية: قصة أخرى عن الموضوع نفسه
related-background-on = خلفية: قصة أخرى، ويرد في العنوانين { $name }
why-title = لماذا هو في هذه القصة
why-same-story = يروي الحدث نفسه الذي ترويه تقارير هذه القصة باحتمال { $score }، والمطلوب { $threshold }.
why-not-same-story = يبدأ قصة مستقلة: احتمال أن يروي حدث أقرب قصة أخرى { $score }، والمطلوب { $threshold }.
why-alone = يبدأ قصة مستقلة: لا شيء في الأيام الأخيرة يشبهه.
why-empty = قائم بذاته: لا كلمة فيه يُقارن بها.
why-copy = يحمل نصًا من هذه القصة، والنص الواحد لا يكون إلا في قصة واحدة.
why-copy-of = يحمل نص «{ $name }»، والنص الواحد لا يكون إلا في قصة واحدة.
why-failed = قائم بذاته: تعذّرت مقارنته.
why-nearest = أقرب قصة
why-model = قورن بالكلمات والأسماء والأماكن والأرقام والوقت، وبالمعنى عبر { $name }.
why-words-only = قورن بالكلمات والأسماء والأماكن والأرقام والوقت.
why-neighbours = أقرب التقارير، واحتمال أن تروي الحدث نفسه
why-same-now = في هذه القصة
why-other-now = في قصة أخرى
why-gone = لم يعد محفوظًا هنا
evidence-words = كلمات مشتركة
evidence-title-words = كلمات مشتركة في العنوانين
evidence-pairs = أزواج كلمات مشتركة
evidence-pair-share = نسبة أزواج الكلمات
evidence-vector = تشابه المعنى
evidence-names = أسماء مشتركة
evidence-name-share = نسبة الأسماء
evidence-title-in-text = عنوان أحدهما في نص الآخر
evidence-text-in-title = عنوان كل منهما في نص الآخر
evidence-rarest = أندر كلمة مشتركة
evidence-second-rarest = ثاني أندر كلمة مشتركة
evidence-numbers = أرقام مشتركة
evidence-numbers-apart = أرقام مختلفة
evidence-late-hours-apart = الساعات بينهما بعد الأيام الثلاثة الأولى
evidence-names-apart = أندر اسم يرد في أحدهما فقط
evidence-countries-together = بلدان يتحدث عنها كلاهما
evidence-places-together = مدن وأقاليم يذكرها كلاهما
evidence-places-apart = أماكن لا صلة لها بأماكن الآخر
evidence-title-places-apart = عناوين تذكر مكانا غريبا عن الآخر
evidence-same-owner = المالك نفسه
evidence-same-language = اللغة نفسها
evidence-shorter = كلمات الأقصر
evidence-longer = كلمات الأطول
evidence-rarest-apart = أندر كلمة غير مشتركة
evidence-words-below-best = الكلمات، دون أفضل شبيه له
evidence-vector-below-best = المعنى، دون أفضل شبيه له
evidence-words-below-others-best = الكلمات، دون أفضل شبيه للآخر
evidence-vector-below-others-best = المعنى، دون أفضل شبيه للآخر
evidence-crowd = تقارير تكاد تكون بالقرب نفسه
evidence-others-crowd = تقارير تكاد تكون بالقرب نفسه من الآخر
evidence-others-company = تقارير في قصة الآخر
story-kicker = قصة
story-first = الأول:
story-newest = الأحدث:
story-who = من ينقل الخبر
story-owner-unknown = المالك غير معروف
story-reports = التقارير
story-order = ترتيب التقارير
story-newest-first = الأحدث أولًا
story-oldest-first = الأقدم أولًا
story-left-out =
    { $n ->
        [one] تقرير أقدم واحد لا يظهر هنا.
        [two] تقريران أقدم لا يظهران هنا.
        [few] { $count } تقارير أقدم لا تظهر هنا.
        [many] { $count } تقريرًا أقدم لا تظهر هنا.
       *[other] { $count } تقرير أقدم لا تظهر هنا.
    }
story-why = لماذا هي في هذا المكان
story-why-how = في الصفحة الأولى تساوي النقطة مضاعفة عدد النصوص المستقلة. وللمالكين، ولمن بدأ النقل منهم أخيرًا، نصف ذلك. وست ساعات بلا تقرير جديد تُنقص نقطة.
story-growing =
    { $n ->
        [zero] لم يبدأ أي مالك النقل في آخر ست ساعات من القصة
        [one] مالك واحد بدأ النقل في آخر ست ساعات من القصة
        [two] مالكان بدآ النقل في آخر ست ساعات من القصة
        [few] { $count } مالكين بدأوا النقل في آخر ست ساعات من القصة
        [many] { $count } مالكًا بدأوا النقل في آخر ست ساعات من القصة
       *[other] { $count } مالك بدأوا النقل في آخر ست ساعات من القصة
    }
story-age = أحدث تقرير: { $name }
story-why-sum = المجموع

## Categories
topic-arts = الفنون والثقافة والإعلام
topic-crime = الجريمة والقانون والعدالة
topic-disaster = الكوارث والحوادث
topic-economy = الاقتصاد والأعمال والمال
topic-education = التعليم
topic-environment = البيئة
topic-health = الصحة
topic-human-interest = اهتمامات إنسانية
topic-labour = العمل
topic-lifestyle = نمط الحياة والترفيه
topic-politics = السياسة
topic-religion = الدين
topic-science = العلوم والتقنية
topic-society = المجتمع
topic-sport = الرياضة
topic-conflict = النزاعات والحرب والسلام
topic-weather = الطقس
category-below = في هذا التصنيف
category-none-title = لا شيء في «{ $name }» حاليًا
category-none = لا مقال هنا ينتمي إليه. هذه تصنيفات فيها مقالات:

## Hashtags, people, places, organisations
subject-person = شخصية
subject-place = مكان
subject-organisation = مؤسسة
subject-work = عمل أو حدث
subject-concept = موضوع
hashtags = الوسوم
hashtag-title = آخر الأخبار مع { $name }
hashtag-page = المزيد عن { $name }
hashtag-elsewhere = بلغات أخرى
hashtag-beside = وسوم ذات صلة
shared-articles =
    { $n ->
        [zero] لا مقالات مشتركة
        [one] مقالة مشتركة واحدة
        [two] مقالتان مشتركتان
        [few] { $count } مقالات مشتركة
        [many] { $count } مقالة مشتركة
       *[other] { $count } مقالة مشتركة
    }
hashtag-none-title = لا صفحة لـ { $name }
hashtag-gone-title = لم يعد { $name } في الأخبار
subject-none-title = لا توجد صفحة بهذا الاسم
subject-gone-title = لا أخبار حديثة عن { $name }
subject-none = شرط الصفحة على الأقل: { $articles } و{ $owners } خلال { $days }.
subject-gone = بقيت الصفحة هنا ما دام ناشرون عدّة يكتبون عنه. آخر مقالة بتاريخ { $date }.
subject-latest = آخر الأخبار
subject-names = أسماء أخرى
subject-said = أقوال { $name }
subject-said-about = ما قيل عن { $name }
subject-facts = معلومات
place-where = الإحداثيات
chart-title = التغطية
chart-text = { $articles } و{ $owners } خلال { $days }. الأكثر في { $date }: { $most }.
chart-articles = مقالات
chart-owners = مالكون
chart-table = يومًا بيوم
chart-day = اليوم
days =
    { $n ->
        [zero] لا أيام
        [one] يوم واحد
        [two] يومين
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
said-title = من قال ماذا
said-reported = منقول بالمعنى
said-reports =
    { $n ->
        [two] في تقريرين
        [few] في { $count } تقارير
        [many] في { $count } تقريرًا
       *[other] في { $count } تقرير
    }
said-shortened = مختصرًا
said-otherwise = بصيغة أخرى
said-more =
    { $n ->
        [zero] لا اقتباسات أخرى في النص
        [one] اقتباس آخر في النص
        [two] اقتباسان آخران في النص
        [few] { $count } اقتباسات أخرى في النص
        [many] { $count } اقتباسًا آخر في النص
       *[other] { $count } اقتباس آخر في النص
    }
coming-title = مواعيد قادمة
coming-week = أسبوع { $date }

## Source
source-facts = عن هذا المصدر
source-home = الصفحة الرئيسية
source-country = البلد
source-no-country = دولي
source-languages = اللغات
source-owner = المالك
source-citation = بحسب هذه الصفحة
source-licence = الرخصة
source-text = النص المعروض هنا
source-text-full = كاملًا
source-text-lead = البداية مع رابط إلى الناشر
source-feeds = ما نقرؤه
source-feeds-none = لا نعرف بعد خلاصة لهذا المصدر.
source-feed-last = آخر قراءة
source-feed-news = آخر جديد
source-never = أبدًا
source-stale = لم يصل جديد من { $name } منذ { $date }.
source-unreadable = يتعذّر حاليًا قراءة كثير من صفحات { $name } كاملةً؛ تُعرض مقالاتها بما تقوله عنها خلاصة الناشر.
source-failing = تتعذّر قراءة { $name } حاليًا. وصل آخر جديد منه في { $date }.
source-failing-new = لم تنجح قراءة { $name } بعد.
source-mark-stale = صامت
source-mark-unreadable = يُقرأ جزئيًا
source-mark-failing = غير مقروء الآن
source-articles = المقالات
source-waiting =
    { $n ->
        [zero] لا شيء ينتظر القراءة
        [one] مقالة تنتظر القراءة
        [two] مقالتان تنتظران القراءة
        [few] { $count } مقالات تنتظر القراءة
        [many] { $count } مقالة تنتظر القراءة
       *[other] { $count } مقالة تنتظر القراءة
    }
source-set-aside =
    { $n ->
        [zero] لا شيء مستبعد
        [one] مقالة مستبعدة
        [two] مقالتان مستبعدتان
        [few] { $count } مقالات مستبعدة
        [many] { $count } مقالة مستبعدة
       *[other] { $count } مقالة مستبعدة
    }
feed-state-paused = أوقفها المشغّل
feed-state-gone = أغلقها الناشر
feed-kind-sitemap = خريطة أخبار
sources-title = المصادر
sources-intro = من نقرأ لهم، بحسب البلد. تقول التسمية من يملك الناشر، مع الصفحة التي تسند ذلك.
sources-international = دولية
sources-empty = لم يُضَف أي مصدر بعد.
country-sources = مصادر من هنا

## Browse
browse-title = تصفّح
browse-sections = بحسب القسم
browse-languages = بحسب اللغة
browse-countries = بحسب البلد
browse-categories = بحسب التصنيف
browse-people = أشخاص في الأخبار
browse-places = أماكن في الأخبار
browse-organisations = مؤسسات في الأخبار
latest-title = الأحدث
latest-intro = كل شيء فور وصوله، الأحدث أولًا.
language-title = أخبار باللغة { $name }
country-title = أخبار من { $name }

## About
about-title = عن { $name }
about-lead = كان «الكورانتو» قبل أربعمئة عام ورقة واحدة تجمع أخبار أوروبا كلها لقارئ واحد.
about-what = يقرأ { $name } خلاصات ناشرين كثيرين وصفحاتهم ويضعها جنبًا إلى جنب: من الذي ينقل الخبر، ومن أي بلد، ومن يملكه. لا شيء خلف حساب، ولا شيء يُحمَّل من جهة أخرى، ولا أحد يُتعقَّب.
about-stories-title = كيف تصير التقارير قصصًا؟
about-stories-words = تُميَّز القصص بالكلمات وحدها، بلا نموذج للمعنى. لذلك قلّما تُجمع تقارير بلغات مختلفة.
about-stories-model = تُجمع تقارير الحدث الواحد بالكلمات والأسماء والأماكن والأرقام والوقت، وبالمعنى عبر { $name }.
about-rights-title = لمن النص؟
about-rights = للناشر. حيث تسمح الرخصة يظهر المقال كاملًا هنا، وإلا فبدايته مع رابط كبير إلى الناشر. وتُحال محركات البحث إلى الناشر.
about-feeds-title = خذها معك
about-feeds = لكل قائمة خلاصة. ضع عنوانها في أي قارئ خلاصات.
about-bot = إن كنت ناشرًا فصفحة الناشرين تقول كيف نقرؤك وكيف توقف ذلك.
bot-title = للناشرين: من الذي يقرؤك
bot-lead = وجدت «{ $name }» في سجلاتك. إنه قارئ أخبار: يقرأ الخلاصات العامة وصفحات المقالات التي تعلن عنها، ويعرض عنوانك مع اسمك، ويرسل القراء إليك.
bot-manners-title = كيف يتصرف
bot-manner-robots = لا تُقرأ صفحات المقالات إلا حيث يسمح robots.txt، مع التزام crawl-delay.
bot-manner-optout = نحترم «noai» و«noindex» وتحفظات التنقيب عن النصوص في الترويسات والصفحات.
bot-manner-pace = يُسأل المضيف الواحد مرات قليلة في الدقيقة على الأكثر، وعمّا تغيّر فقط.
bot-manner-back = نحترم «429» و«503» وRetry-After، و«410 Gone» ينهي الأمر نهائيًا.
bot-manner-text = لا يُعاد نشر نصك إلا إذا رخّصته. وإلا يرى القراء البداية مع رابط إليك.
bot-stop-title = كيف توقفه
bot-stop = ضع هذين السطرين في robots.txt، أو أجب طلباتنا بـ 403 أو 410، أو اكتب إلى مشغّل هذا الموقع.
bot-agent = يسمّي نفسه

## Errors
error-400-title = هذا العنوان غير مفهوم
error-400 = لا يمكن قراءة جزء منه. ربما قُطع عند نسخه.
error-404-title = لا توجد صفحة كهذه
error-404 = لا شيء في هذا العنوان: ربما كُتب خطأً، أو لم يعد المقال محفوظًا.
error-405-title = هذه الصفحة للقراءة فقط
error-405 = طُلب منها غير القراءة، وهذا غير ممكن هنا.
error-410-title = لم يعد هذا موجودًا
error-410 = سُحب ما كان هنا ولن يعود.
error-500-title = حدث خلل لدينا
error-500 = سُجّل الخلل وسيُنظر فيه. يرجى المحاولة بعد لحظات.
error-503-title = نعود بعد لحظات
error-503 = لا يصل الموقع إلى سجلّه الآن. يرجى المحاولة قريبًا.
error-id = إذا أبلغت عن هذا فاذكر: { $name }
error-suggest = ربما كنت تبحث عن

## Times
ago-now = الآن
ago-minutes =
    { $n ->
        [zero] الآن
        [one] قبل دقيقة
        [two] قبل دقيقتين
        [few] قبل { $count } دقائق
        [many] قبل { $count } دقيقة
       *[other] قبل { $count } دقيقة
    }
ago-hours =
    { $n ->
        [zero] الآن
        [one] قبل ساعة
        [two] قبل ساعتين
        [few] قبل { $count } ساعات
        [many] قبل { $count } ساعة
       *[other] قبل { $count } ساعة
    }
ago-days =
    { $n ->
        [zero] اليوم
        [one] أمس
        [two] أول أمس
        [few] قبل { $count } أيام
        [many] قبل { $count } يومًا
       *[other] قبل { $count } يوم
    }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## How a poll or a page ended
outcome-read =
    { $n ->
        [zero] قُرئت: لا عناصر
        [one] قُرئت: عنصر واحد
        [two] قُرئت: عنصران
        [few] قُرئت: { $count } عناصر
        [many] قُرئت: { $count } عنصرًا
       *[other] قُرئت: { $count } عنصر
    }
outcome-unchanged = قُرئت: لا جديد
outcome-fetched = قُرئت الصفحة
outcome-not_modified = قُرئت: لا جديد
outcome-gone = أغلقها الناشر نهائيًا
outcome-not_found = لم يعد هناك شيء
outcome-refused = يرفضنا خادم الناشر
outcome-rate_limited = يطلب خادم الناشر أن ننتظر
outcome-http_status = أجاب خادم الناشر بخطأ
outcome-robots_disallowed = يطلب الناشر من الآلات ألا تقرأ هذه الصفحة
outcome-robots_unreachable = لا يمكن قراءة قواعد الناشر للآلات حاليًا
outcome-mining_opt_out = يطلب الناشر من الآلات ألا تقرأ هذه الصفحة
outcome-address_forbidden = لا يقود العنوان إلى الشبكة العامة
outcome-address_invalid = لا يمكن اتباع العنوان
outcome-too_many_redirects = يقود العنوان من مكان إلى آخر بلا نهاية
outcome-redirect_loop = يقود العنوان في حلقة
outcome-too_large = حجمه أكبر من اللازم
outcome-timed_out = استغرق خادم الناشر وقتًا طويلًا
outcome-too_slow = كان خادم الناشر بطيئًا جدًا
outcome-dns_failed = لا يمكن العثور على خادم الناشر
outcome-connect_failed = لا يجيب خادم الناشر
outcome-tls_failed = الاتصال بالناشر غير آمن
outcome-protocol_failed = انقطع الاتصال
outcome-encoding_failed = وصل الجواب تالفًا
outcome-cancelled = انقطعت القراءة
feed-rejected-empty = الخلاصة فارغة
feed-rejected-web_page = توجد صفحة ويب مكان الخلاصة
feed-rejected-not_a_feed = ما هناك ليس خلاصة
feed-rejected-too_deep = بُنيت الخلاصة على نحو لا نقرؤه
feed-rejected-panicked = أخفق قارئنا في هذه الخلاصة
body-empty = لم نجد نصًا في الصفحة.
body-too_short = النص الذي وجدناه أقصر من أن يكون مقالًا.
body-only_navigation = لم نجد في الصفحة سوى روابط.
body-other_article = احتوت الصفحة نص مقال آخر.
body-caption_only = لم نجد سوى تعليقات صور.
body-consent_wall = تطلب الصفحة موافقة قبل أن تعرض شيئًا.
body-paywall_stub = تعرض الصفحة اشتراكًا بدل النص.
body-bot_wall = تطلب الصفحة من القارئ أن يثبت أنه إنسان.
body-soft_not_found = لم تعد الصفحة لدى الناشر.
body-index_page = الصفحة قائمة بمقالات أخرى.
body-share_template = لم نجد سوى قالب مشاركة.
body-encoded_markup = وصل النص في صورة تالفة.
body-not_html = ليست صفحة ويب.
body-panicked = أخفق قارئنا في هذه الصفحة.
