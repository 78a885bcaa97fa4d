//! What plays or lives elsewhere becomes a link with the provider's name; frames of providers that nobody knows are left out.

use crate::dom::{Dom, Id, Tag};
use coranto_core::{Address, Block};

/// Registered domain, name, and how the thing is found on the provider's own site.
const PROVIDERS: &[(&str, &str)] = &[
    ("youtube.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("twitter.com", "X"),
    ("x.com", "X"),
    ("instagram.com", "Instagram"),
    ("facebook.com", "Facebook"),
    ("tiktok.com", "TikTok"),
    ("bsky.app", "Bluesky"),
    ("threads.net", "Threads"),
    ("reddit.com", "Reddit"),
    ("redditmedia.com", "Reddit"),
    ("spotify.com", "Spotify"),
    ("soundcloud.com", "SoundCloud"),
    ("apple.com", "Apple"),
    ("ted.com", "TED"),
    ("twitch.tv", "Twitch"),
    ("rumble.com", "Rumble"),
    ("telegram.org", "Telegram"),
    ("t.me", "Telegram"),
    ("vk.com", "VK"),
    ("rutube.ru", "Rutube"),
    ("ok.ru", "OK"),
    ("bilibili.com", "Bilibili"),
    ("documentcloud.org", "DocumentCloud"),
    ("scribd.com", "Scribd"),
    ("datawrapper.de", "Datawrapper"),
    ("dwcdn.net", "Datawrapper"),
    ("flourish.studio", "Flourish"),
    ("infogram.com", "Infogram"),
    ("archive.org", "Internet Archive"),
    ("streamable.com", "Streamable"),
    ("giphy.com", "Giphy"),
    ("imgur.com", "Imgur"),
    ("gettyimages.com", "Getty Images"),
    ("c-span.org", "C-SPAN"),
];

/// A site whose players and posts are kept as links.
pub(crate) fn is_known(site: &str) -> bool {
    PROVIDERS.iter().any(|(domain, _)| *domain == site)
}

pub(crate) fn embed(dom: &Dom<'_>, id: Id, base: &Address) -> Option<Block> {
    if dom.tag(id) == Tag::Blockquote {
        return post(dom, id, base);
    }
    let address = named_video(dom, id).or_else(|| {
        let own = ["src", "data-src", "data-lazy-src", "data-litespeed-src", "data"]
            .iter()
            .filter_map(|name| dom.attr(id, name))
            .find_map(|src| Address::join(base, &src).ok());
        own.or_else(|| {
            dom.below(id)
                .find(|n| matches!(dom.tag(*n), Tag::Source | Tag::Embed | Tag::Iframe))
                .and_then(|n| Address::join(base, &dom.attr(n, "src")?).ok())
        })
    })?;
    let site = address.site();
    let own_file = matches!(dom.tag(id), Tag::Video | Tag::Audio);
    let provider = PROVIDERS.iter().find(|(domain, _)| *domain == site).map(|(_, name)| (*name).to_owned());
    let provider = match provider {
        Some(name) => name,
        None if own_file => address.host().to_owned(),
        None => return None,
    };
    let text = dom.attr(id, "title").map(|t| crate::picture::one_line(&t)).filter(|t| !t.is_empty() && t.len() < 300);
    Some(Block::Embed { href: watch_page(&address).unwrap_or(address), provider, text })
}

fn named_video(dom: &Dom<'_>, id: Id) -> Option<Address> {
    let value = |name| {
        dom.attr(id, name)
            .filter(|v| v.len() < 64 && v.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'))
    };
    match dom.tag(id) {
        Tag::AmpYoutube => Address::parse(&format!("https://www.youtube.com/watch?v={}", value("data-videoid")?)).ok(),
        Tag::AmpTwitter => Address::parse(&format!("https://x.com/i/status/{}", value("data-tweetid")?)).ok(),
        Tag::AmpInstagram => Address::parse(&format!("https://www.instagram.com/p/{}/", value("data-shortcode")?)).ok(),
        _ => None,
    }
}

/// The page for people of a player made for frames.
fn watch_page(player: &Address) -> Option<Address> {
    let path = player.url().path();
    match player.site().as_str() {
        "youtube.com" | "youtube-nocookie.com" => {
            let video =
                path.strip_prefix("/embed/")?.split('/').next().filter(|v| !v.is_empty() && *v != "videoseries")?;
            Address::parse(&format!("https://www.youtube.com/watch?v={video}")).ok()
        }
        "vimeo.com" => Address::parse(&format!("https://vimeo.com/{}", path.strip_prefix("/video/")?)).ok(),
        _ => None,
    }
}

/// A post quoted in the page: its last link leads to it, its words are its text.
fn post(dom: &Dom<'_>, id: Id, base: &Address) -> Option<Block> {
    let own = ["cite", "data-instgrm-permalink", "data-bluesky-uri"]
        .iter()
        .filter_map(|name| dom.attr(id, name))
        .find_map(|href| Address::parse(&href).ok());
    let mut links =
        dom.below(id).filter(|n| dom.tag(*n) == Tag::A).filter_map(|n| Address::join(base, &dom.attr(n, "href")?).ok());
    let href = own.or_else(|| links.rfind(|a| PROVIDERS.iter().any(|(domain, _)| *domain == a.site())))?;
    let site = href.site();
    let provider = PROVIDERS
        .iter()
        .find(|(domain, _)| *domain == site)
        .map_or_else(|| href.host().to_owned(), |(_, name)| (*name).to_owned());
    let text = Some(dom.line(id)).filter(|t| !t.is_empty());
    Some(Block::Embed { href, provider, text })
}
