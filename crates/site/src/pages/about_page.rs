//! `/{interface}/about`, what this is; `/{interface}/bot`, for publishers who met our User-Agent in their logs.

use crate::app::App;
use crate::errors::SiteError;
use crate::frame::Frame;
use crate::serve::{self, PageKey};
use crate::visit::Visit;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use coranto_store::story::{self, Means};

#[derive(Template)]
#[template(path = "about_page.html")]
struct AboutPage {
    frame: Frame,
    title: String,
    /// How reports are put together, once there are some.
    stories: Option<String>,
}

pub async fn about_page(State(app): State<App>, visit: Visit) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = PageKey { what: "/about".to_owned(), interface: t, origin: None };
    let make = async {
        let title = t.plain("about-title", &app.state.settings.site.name);
        let frame = Frame::new(&app, t, "/about").await?.titled(&title);
        let stories = story::means(&app.state.db).await?.map(|means| match means {
            Means::Words => t.say("about-stories-words"),
            Means::Model(name) => t.of("about-stories-model", &name),
        });
        Ok(AboutPage { frame, title, stories }.render()?)
    };
    serve::page(&app, &visit, key, serve::HTML, make).await
}

#[derive(Template)]
#[template(path = "bot_page.html")]
struct BotPage {
    frame: Frame,
    agent: String,
    /// The name that stands in robots.txt: what comes before the version.
    token: String,
}

pub async fn bot_page(State(app): State<App>, visit: Visit) -> Result<Response, SiteError> {
    let t = visit.interface;
    let key = PageKey { what: "/bot".to_owned(), interface: t, origin: None };
    let make = async {
        let agent = app.state.settings.fetch.user_agent.clone();
        let token = agent.split(['/', ' ']).next().unwrap_or_default().to_owned();
        let frame = Frame::new(&app, t, "/bot").await?.titled(&t.say("bot-title"));
        Ok(BotPage { frame, agent, token }.render()?)
    };
    serve::page(&app, &visit, key, serve::HTML, make).await
}
