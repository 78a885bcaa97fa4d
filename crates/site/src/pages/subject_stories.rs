//! The stories of one subject, newest report first, as its hashtag's page and its own page list them.

use super::listing::{ListQuery, Scope};
use crate::app::App;
use crate::card::CardView;
use crate::coverage::Coverage;
use crate::errors::SiteError;
use crate::i18n::Interface;
use coranto_core::Lang;
use coranto_store::story::StoryCard;
use coranto_store::subject::{self, Filter, Subject};

#[derive(Debug)]
pub struct Stories {
    pub cards: Vec<CardView>,
    pub older: Option<String>,
    /// Back to the beginning, on later pages.
    pub newest: Option<String>,
    /// None where the interface's language has nothing of its own to choose.
    pub scope: Option<Scope>,
}

/// Up to `most`, from the query's cursor on. `here` is the page's path without the interface.
pub async fn load(
    app: &App,
    t: Interface,
    subject: &Subject,
    here: &str,
    most: u32,
    query: &ListQuery,
) -> Result<Stories, SiteError> {
    let after = query.cursor()?;
    let size = i64::from(app.state.settings.site.page_size.clamp(1, most));
    let list = async |lang: Option<Lang>| {
        let filter = Filter { lang, reader: Some(t.lang()) };
        Ok::<_, SiteError>(subject::stories(app.db(), subject.id, &filter, after, size).await?)
    };
    let mut all = query.all_languages();
    let mut found = list((!all).then_some(t.lang())).await?;
    // Where a language has next to nothing on it, its readers are shown what others write.
    let narrow = !all && after.is_none() && found.stories.iter().map(|card| card.story.articles).sum::<i64>() < 2;
    if narrow {
        (all, found) = (true, list(None).await?);
    }
    let path = |query: String| format!("/{}{here}{query}", t.code());
    let older = found.next.map(|next| path(query.canonical(all, Some(next))));
    let directory = app.directory().await?;
    let view = |found: StoryCard| {
        let coverage = Coverage::of(&directory, &found.story, found.lead.source_id, t);
        CardView::one(app, &directory, found.lead, t).covered(coverage)
    };
    Ok(Stories {
        cards: found.stories.into_iter().map(view).collect(),
        older,
        newest: after.map(|_| path(query.canonical(all, None))),
        scope: (!narrow).then(|| Scope { all, own_href: path(String::new()), all_href: path("?in=all".to_owned()) }),
    })
}
