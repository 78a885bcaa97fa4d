# English words of the interface. Keys stand in the order of the page they are first seen on.

## Frame
tagline = The world’s press on one sheet
skip = Skip to the news
demo-banner = This is the made-up world: its countries, publishers and news were invented for the demonstration.
nav-today = Today
nav-latest = Latest
nav-browse = Browse
nav-sources = Sources
nav-main = Main
nav-sections = Sections
nav-interface = Language of the site
feed = Feed
feed-of = Feed of { $name }
footer-note = Headlines and pictures belong to their publishers. Every headline leads to the one who reported it.
footer-bot = For publishers
finish = End of the sheet

## Sections
section-world = World
section-politics = Politics
section-business = Business
section-technology = Technology
section-science = Science
section-health = Health
section-environment = Environment
section-culture = Culture
section-sport = Sport
section-opinion = Opinion
section-lifestyle = Life
section-local = Local

## Owners
owner-private = privately owned
owner-public_service = public service
owner-state = state-owned
owner-non_profit = non-profit
owner-cooperative = cooperative
owner-party = party or church
owner-institution = institution

## Cards and lists
articles =
    { $n ->
        [one] { $count } article
       *[other] { $count } articles
    }
outlets =
    { $n ->
        [one] { $count } outlet
       *[other] { $count } outlets
    }
reports =
    { $n ->
        [one] { $count } report
       *[other] { $count } reports
    }
independent-texts =
    { $n ->
        [one] { $count } independent text
       *[other] { $count } independent texts
    }
countries =
    { $n ->
        [one] { $count } country
       *[other] { $count } countries
    }
languages =
    { $n ->
        [one] { $count } language
       *[other] { $count } languages
    }
owners =
    { $n ->
        [one] { $count } owner
       *[other] { $count } owners
    }
also-by = Also
and-more = and { $count } more
sources-count =
    { $n ->
        [one] { $count } source
       *[other] { $count } sources
    }
media-note = plays elsewhere
paywall-note = for subscribers
in-language = in { $name }
scope-all = All languages
scope-own = In English
scope-label = Which languages
older = Older
newest = Newest
list-end = That is all there is.
list-empty = Nothing here yet. New articles appear within minutes of their publication.
front-empty-title = The presses are warming up
front-empty = The first publishers are being read. Their articles appear here within minutes.
front-latest = Latest
front-more = More news
front-elsewhere = In other languages
front-tags = In the news
front-how = Stories stand in the order of how many independent texts and owners tell them, how fast they grow and how new they are. Each story’s page says why it stands where it stands.

## Article
by = By
and-separator = ,{" "}
published = Published
updated = Updated
reading-time =
    { $n ->
        [one] { $count } min read
       *[other] { $count } min read
    }
share = Share
share-address = Address of this page
share-mail = Send by e-mail

read-at = Read at { $name }
lead-note = { $name } publishes this article on its own site. Here is how it begins.
listed-note = Here is what { $name } says of this article in its feed.
paywall-long = { $name } says that this article is for subscribers.
quarantine-note = We could not show the text of this article:
quarantine-hint = It should be readable at the publisher.
licence-note = Shown in full under { $name }.
licence-free = Shown in full with the publisher’s leave.
original = Original: { $name }
media-title = Sound and pictures
media-open = Open at { $name }
media-audio = Audio
media-video = Video
media-other = File
media-minutes =
    { $n ->
        [one] { $count } min
       *[other] { $count } min
    }
more-from = More from { $name }
edited-times = edited { $count }×

## Edits
edits-title = Edits of “{ $name }”
edits-kicker = What was changed in this article
edits-note = What the publisher changed after publication, as we saw it, newest first.
edits-excerpt-note = What { $name } changed after publication, as we saw it, newest first. The text is the publisher’s: only a few words around each change stand here.
edits-numbers = Numbers that moved
edits-value = Value
edits-since = Since
edits-seen = seen
edits-headline = headline
edits-numbers-changed = numbers
edits-added = text added
edits-removed = text removed
edits-reworded = reworded
edits-moved = paragraphs moved
edits-typo = spelling
edits-mark-added = added:
edits-mark-removed = removed:
edits-more = More was changed than is shown here.
edits-words-added =
    { $n ->
        [one] { $count } word added
       *[other] { $count } words added
    }
edits-words-removed =
    { $n ->
        [one] { $count } word removed
       *[other] { $count } words removed
    }
edits-unchanged =
    { $n ->
        [one] { $count } paragraph unchanged
       *[other] { $count } paragraphs unchanged
    }

## Stories
story-belongs = The story this belongs to
story-all-reports =
    { $n ->
        [one] The story’s page
       *[other] All { $count } reports of the story
    }
copy-reprint = The same text as:
copy-abridged = A shortened form of:
copy-extended = The text of this report, with more added:
copy-adapted = Part of the text comes from:
copy-update = A newer version of:
copy-repeat = Published before as:
copy-own =
    { $n ->
       *[other] { $count }% of the text is its own
    }
copy-gone = The earlier text does not stand in this story.
also-carried = This text is also carried by
carried-reprint = unchanged
carried-abridged = shortened
carried-extended = with more added
carried-adapted = in part
carried-update = newer version
carried-repeat = once more
related-title = Related
related-same-story = Another report of the same event
related-background = Background: another story on the same matter
related-background-on = Background: another story, with { $name } in both titles
why-title = Why it stands in this story
why-same-story = It tells the same event as the reports of this story with a likelihood of { $score }; { $threshold } is needed.
why-not-same-story = It begins a story of its own: it tells the event of the nearest other story with a likelihood of { $score }, and { $threshold } is needed.
why-alone = It begins a story of its own: nothing of the last days is like it.
why-empty = It stands for itself: there is no word in it to compare by.
why-copy = It has a text of this story: one text stands in one story.
why-copy-of = It has the text of “{ $name }”: one text stands in one story.
why-failed = It stands for itself: it could not be compared.
why-nearest = The nearest story
why-model = Compared by words, names, places, numbers and time, and by meaning with { $name }.
why-words-only = Compared by words, names, places, numbers and time.
why-neighbours = The nearest reports, and how likely they tell the same event
why-same-now = in this story
why-other-now = in another story
why-gone = no longer kept here
evidence-words = shared words
evidence-title-words = shared words of the titles
evidence-pairs = shared pairs of words
evidence-pair-share = share of pairs of words
evidence-vector = likeness of meaning
evidence-names = shared names
evidence-name-share = share of names
evidence-title-in-text = one title found in the other text
evidence-text-in-title = both titles found in the other text
evidence-rarest = rarest shared word
evidence-second-rarest = second rarest shared word
evidence-numbers = shared numbers
evidence-numbers-apart = numbers that differ
evidence-late-hours-apart = hours between them, beyond the first three days
evidence-names-apart = rarest name that only one has
evidence-countries-together = countries that both speak of
evidence-places-together = towns and regions that both name
evidence-places-apart = places that have nothing to do with the other’s
evidence-title-places-apart = titles that name a place foreign to the other
evidence-same-owner = same owner
evidence-same-language = same language
evidence-shorter = words of the shorter
evidence-longer = words of the longer
evidence-rarest-apart = rarest word not shared
evidence-words-below-best = words, below its best match
evidence-vector-below-best = meaning, below its best match
evidence-words-below-others-best = words, below the other’s best match
evidence-vector-below-others-best = meaning, below the other’s best match
evidence-crowd = reports about as near
evidence-others-crowd = reports about as near to the other
evidence-others-company = reports in the other’s story
story-kicker = Story
story-first = First:
story-newest = Newest:
story-who = Who reports it
story-owner-unknown = owner not known
story-reports = The reports
story-order = Order of the reports
story-newest-first = Newest first
story-oldest-first = Oldest first
story-left-out =
    { $n ->
        [one] { $count } older report is not shown here.
       *[other] { $count } older reports are not shown here.
    }
story-why = Why it stands where it stands
story-why-how = On the front page one point is a doubling of the independent texts. Owners, and owners that began to report of late, count half of that. Six hours without a new report take one point away.
story-growing =
    { $n ->
        [one] { $count } owner began to report in the last six hours of the story
       *[other] { $count } owners began to report in the last six hours of the story
    }
story-age = newest report: { $name }
story-why-sum = Together

## Categories
topic-arts = Arts, culture and media
topic-crime = Crime, law and justice
topic-disaster = Disasters and accidents
topic-economy = Economy, business and finance
topic-education = Education
topic-environment = Environment
topic-health = Health
topic-human-interest = Human interest
topic-labour = Labour
topic-lifestyle = Lifestyle and leisure
topic-politics = Politics
topic-religion = Religion
topic-science = Science and technology
topic-society = Society
topic-sport = Sport
topic-conflict = Conflict, war and peace
topic-weather = Weather
category-below = In this category
category-none-title = Nothing in “{ $name }” at present
category-none = No article here belongs to it. These categories have articles:

## Hashtags, people, places, organisations
subject-person = Person
subject-place = Place
subject-organisation = Organisation
subject-work = Title or event
subject-concept = Topic
hashtags = Hashtags
hashtag-title = Latest news with { $name }
hashtag-page = More about { $name }
hashtag-elsewhere = In other languages
hashtag-beside = Related hashtags
shared-articles =
    { $n ->
        [one] { $count } article in common
       *[other] { $count } articles in common
    }
hashtag-none-title = { $name } has no page
hashtag-gone-title = { $name } is no longer in the news
subject-none-title = There is no page of this name
subject-gone-title = { $name } is no longer in the news
subject-none = A page begins once { $articles } from { $owners } tell of it within { $days }.
subject-gone = The page stood here as long as several publishers wrote about it. The last article is from { $date }.
subject-latest = Latest news
subject-names = Also known as
subject-said = What { $name } said
subject-said-about = Said about { $name }
subject-facts = What is known
place-where = Coordinates
chart-title = Coverage
chart-text = { $articles } from { $owners } in { $days }; most on { $date }: { $most }.
chart-articles = Articles
chart-owners = Owners
chart-table = Day by day
chart-day = Day
days =
    { $n ->
        [one] { $count } day
       *[other] { $count } days
    }
said-title = Who said what
said-reported = reported speech
said-reports = in { $count } reports
said-shortened = shortened
said-otherwise = in other words
said-more =
    { $n ->
        [one] { $count } more in the text
       *[other] { $count } more in the text
    }
coming-title = Coming dates
coming-week = Week of { $date }

## Source
source-facts = About this source
source-home = Home page
source-country = Country
source-no-country = international
source-languages = Languages
source-owner = Owner
source-citation = according to this page
source-licence = Licence
source-text = Text shown here
source-text-full = in full
source-text-lead = the beginning, with a link to the publisher
source-feeds = What we read
source-feeds-none = No feed of this source is known yet.
source-feed-last = Last read
source-feed-news = Last news
source-never = never
source-stale = Nothing new has come from { $name } since { $date }.
source-unreadable = Many pages of { $name } cannot be read in full at present; their articles are listed with what the publisher’s feed says of them.
source-failing = { $name } cannot be read at the moment. Its last news came on { $date }.
source-failing-new = { $name } could not be read yet.
source-mark-stale = silent
source-mark-unreadable = read in part
source-mark-failing = not readable now
source-articles = Articles
source-waiting =
    { $n ->
        [one] { $count } waits to be read
       *[other] { $count } wait to be read
    }
source-set-aside =
    { $n ->
        [one] { $count } set aside
       *[other] { $count } set aside
    }
feed-state-paused = paused by the operator
feed-state-gone = closed by the publisher
feed-kind-sitemap = news sitemap
sources-title = Sources
sources-intro = Who is read here, by country. The label says who owns a publisher, with the page that supports it.
sources-international = International
sources-empty = No source has been added yet.
country-sources = Sources from here

## Browse
browse-title = Browse
browse-sections = By section
browse-languages = By language
browse-countries = By country
browse-categories = By category
browse-people = People in the news
browse-places = Places in the news
browse-organisations = Organisations in the news
latest-title = Latest
latest-intro = Everything as it comes in, newest first.
language-title = News in { $name }
country-title = News from { $name }

## About
about-title = About { $name }
about-lead = A coranto was a single sheet, four hundred years ago, that gathered the news of all Europe for one reader.
about-what = { $name } reads the feeds and pages of many publishers and sets them side by side: who reports, from which country, and who owns them. Nothing is hidden behind an account, nothing is loaded from anybody else, nobody is followed around.
about-stories-title = How do reports become stories?
about-stories-words = Stories are told apart by words alone: no encoder. Reports in different languages are seldom put together so.
about-stories-model = Reports of one event are put together by their words, names, places, numbers and time, and by their meaning with { $name }.
about-rights-title = Whose text is it?
about-rights = The publisher’s. Where a licence lets us, the whole article stands here; otherwise its beginning, and a large link to the publisher. Search engines are sent to the publisher.
about-feeds-title = Take it with you
about-feeds = Every list has a feed. Put its address into any feed reader.
about-bot = If you are a publisher, the page for publishers says how we read you and how to stop it.
bot-title = For publishers: who is reading you
bot-lead = You have met “{ $name }” in your logs. It is a news reader: it reads public feeds and the article pages they announce, shows your headline with your name, and sends readers to you.
bot-manners-title = How it behaves
bot-manner-robots = Article pages are read only where robots.txt allows it; its crawl-delay is kept.
bot-manner-optout = “noai”, “noindex” and text-mining reservations in headers or pages are obeyed.
bot-manner-pace = One host is asked a few times a minute at most, and only for what has changed.
bot-manner-back = “429”, “503” and Retry-After are obeyed; “410 Gone” ends it for good.
bot-manner-text = Your text is republished only if you license it. Otherwise readers see the beginning and a link to you.
bot-stop-title = How to stop it
bot-stop = Put these two lines into your robots.txt, or answer our requests with 403 or 410. Or write to the operator of this site.
bot-agent = It calls itself

## Errors
error-400-title = This address does not make sense
error-400 = A part of it cannot be read. It may have been cut off when it was copied.
error-404-title = There is no such page
error-404 = Nothing stands at this address: it may have been mistyped, or the article is no longer kept.
error-405-title = This page can only be read
error-405 = Something other than reading was asked of it, and that is not possible here.
error-410-title = This is gone
error-410 = What stood here was withdrawn and will not come back.
error-500-title = Something broke on our side
error-500 = It has been written down and will be looked at. Please try again in a moment.
error-503-title = Back in a moment
error-503 = The site cannot reach its record right now. Please try again soon.
error-id = If you report this, name it: { $name }
error-suggest = You may have been looking for

## Times
ago-now = just now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-days =
    { $n ->
        [one] yesterday
       *[other] { $count } days ago
    }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## How a poll or a page ended
outcome-read =
    { $n ->
        [one] read: { $count } item
       *[other] read: { $count } items
    }
outcome-unchanged = read: nothing new
outcome-fetched = the page was read
outcome-not_modified = read: nothing new
outcome-gone = the publisher closed it for good
outcome-not_found = nothing is there any more
outcome-refused = the publisher’s server refuses us
outcome-rate_limited = the publisher’s server asks us to wait
outcome-http_status = the publisher’s server answered with an error
outcome-robots_disallowed = the publisher asks machines not to read this page
outcome-robots_unreachable = the publisher’s rules for machines cannot be read at the moment
outcome-mining_opt_out = the publisher asks machines not to read this page
outcome-address_forbidden = the address does not lead to the public network
outcome-address_invalid = the address cannot be followed
outcome-too_many_redirects = the address leads from one place to the next without end
outcome-redirect_loop = the address leads in a circle
outcome-too_large = it is too large
outcome-timed_out = the publisher’s server took too long
outcome-too_slow = the publisher’s server was too slow
outcome-dns_failed = the publisher’s server cannot be found
outcome-connect_failed = the publisher’s server does not answer
outcome-tls_failed = the connection to the publisher is not secure
outcome-protocol_failed = the connection broke
outcome-encoding_failed = the answer was damaged on its way
outcome-cancelled = reading was interrupted
feed-rejected-empty = the feed is empty
feed-rejected-web_page = there is a web page where the feed should be
feed-rejected-not_a_feed = what is there is not a feed
feed-rejected-too_deep = the feed is built in a way we do not read
feed-rejected-panicked = our reader failed on this feed
body-empty = no text was found on the page.
body-too_short = the text found is too short to be an article.
body-only_navigation = only links were found on the page.
body-other_article = the page held the text of another article.
body-caption_only = only captions of pictures were found.
body-consent_wall = the page asks for consent before it shows anything.
body-paywall_stub = the page shows a subscription offer in place of the text.
body-bot_wall = the page asks readers to prove that they are human.
body-soft_not_found = the publisher no longer has the page.
body-index_page = the page is a list of other articles.
body-share_template = only a template for sharing was found.
body-encoded_markup = the text came in a damaged form.
body-not_html = it is not a web page.
body-panicked = our reader failed on this page.
