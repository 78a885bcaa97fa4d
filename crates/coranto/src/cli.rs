//! Every word the command understands, with its help.

use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Style};
use clap::{Args, Parser, Subcommand, ValueHint};
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Blue.on_default().bold())
    .usage(AnsiColor::Blue.on_default().bold())
    .literal(Style::new().bold());

/// News for everybody, understood: reads publishers' feeds and pages and serves them as a site.
#[derive(Debug, Parser)]
#[command(name = "coranto", version, styles = STYLES, max_term_width = 110, after_help = "\
Examples:
  coranto demo                          a made-up world, no network needed
  coranto serve                         read the bundled publishers and serve the news
  coranto add news.example.org          find a site's feeds and follow them
  coranto article https://…/story --why how one page is read, block by block

Exit codes: 0 done, 1 it failed, 2 wrong arguments or settings, 130 interrupted.
Settings: defaults, then coranto.toml, then CORANTO_… variables, then flags; `coranto config` shows them all.")]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Settings file [default: ./coranto.toml, then /etc/coranto/coranto.toml, when there]
    #[arg(long, global = true, value_name = "FILE", env = "CORANTO_CONFIG", value_hint = ValueHint::FilePath, help_heading = "Settings")]
    pub config: Option<PathBuf>,
    /// Folder for the database and stored pictures [default: data]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Settings")]
    pub data_dir: Option<String>,
    /// postgres://… to keep the record in PostgreSQL instead of SQLite
    #[arg(long, global = true, value_name = "ADDRESS", help_heading = "Settings")]
    pub database: Option<String>,
    /// Any setting by its name, such as --set fetch.concurrency=16
    #[arg(long = "set", global = true, value_name = "KEY=VALUE", help_heading = "Settings")]
    pub set: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read publishers and serve the news, in one process
    Serve(ServeArgs),
    /// Serve a made-up world; needs no network
    Demo(DemoArgs),
    /// Find the feeds of a site and follow them
    Add(AddArgs),
    /// List publishers and their health
    Sources(SourcesArgs),
    /// Read feeds and the pages they announce
    Fetch(FetchArgs),
    /// Read one article page and show what was made of it
    Article(ArticleArgs),
    /// Show why an article is in its story and what is related to it
    Explain(ExplainArgs),
    /// Show, join and part the names of people, places and organisations
    Names(NamesArgs),
    /// Make a test of a page that is read wrongly, with its words made up
    Fixture(FixtureArgs),
    /// Read one feed and show what is in it
    Feed(FeedArgs),
    /// Measure Coranto on data with known answers
    Eval(EvalArgs),
    /// Take over publishers from an OPML file or a source list
    Import(ImportArgs),
    /// Write all publishers as OPML or as a source list
    Export(ExportArgs),
    /// Show every setting, its value and where it came from
    Config(ConfigArgs),
    /// Write completions for a shell
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto serve
  coranto serve --listen 0.0.0.0:8600 --data-dir /var/lib/coranto
  coranto serve --database postgres://coranto@localhost/coranto")]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 lets the system choose [default: 127.0.0.1:8600]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Serve what is stored and poll nothing
    #[arg(long)]
    pub no_fetch: bool,
    /// Start without the bundled publishers
    #[arg(long)]
    pub no_bundled_sources: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto demo
  coranto demo --listen 127.0.0.1:0 --data-dir /tmp/demo
  coranto demo --replay ../shared/data/pages/news2023   real pages instead of made-up ones")]
pub struct DemoArgs {
    /// Address and port to listen on; port 0 lets the system choose [default: 127.0.0.1:8600]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Serve real pages from a folder (ground-truth.json and html/) as if they were on the network
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub replay: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto add https://news.example.org
  coranto add https://news.example.org/rss.xml --section sport
  coranto add news.example.org --dry-run")]
pub struct AddArgs {
    /// Address of a site, a page or a feed
    pub address: String,
    /// Show what would be added and add nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Add every feed found, not only the best
    #[arg(long)]
    pub all: bool,
    /// Name of the publisher, when its own is not wanted
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Country as two letters (ISO 3166-1)
    #[arg(long, value_name = "CC")]
    pub country: Option<String>,
    /// Section that all items belong to (world, politics, business, …)
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto sources
  coranto sources --problems
  coranto sources harbour-courier        one publisher, its feeds and its last polls
  coranto sources --quarantine           articles that were set aside, with the reason
  coranto sources harbour-courier --memory   what its pages are known to repeat
  coranto sources --extraction           how well each publisher's pages are read, the worst first
  coranto sources --extraction harbour-courier   day by day, with every page that was set aside
  coranto sources --extraction --json    the same for programs")]
pub struct SourcesArgs {
    /// One publisher, by its short name
    pub slug: Option<String>,
    /// Only publishers with a feed that fails or is gone, or whose pages are no longer read as they were
    #[arg(long)]
    pub problems: bool,
    /// Articles that were set aside, with the reason
    #[arg(long)]
    pub quarantine: bool,
    /// What is remembered of the publisher's pages: texts that they repeat, and since when
    #[arg(long, requires = "slug")]
    pub memory: bool,
    /// Forget what is remembered of the publisher's pages; the next pages teach it anew
    #[arg(long, requires = "slug", conflicts_with = "memory")]
    pub forget: bool,
    /// How well the pages are read: pass rate, length, boilerplate, what is missing, alarms
    #[arg(long, conflicts_with_all = ["quarantine", "problems"])]
    pub extraction: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto fetch --once                   one round of what is due, with a summary
  coranto fetch --once --force           one round of everything, due or not
  coranto fetch --source harbour-courier --once
  coranto fetch --again harbour-courier  read its pages that were set aside once more
  coranto fetch --again --outdated       pages of all that were set aside or read under older rules
  coranto fetch                          keep reading until Ctrl-C")]
pub struct FetchArgs {
    /// One round, then end
    #[arg(long)]
    pub once: bool,
    /// Only this publisher, by its short name; it is polled now, due or not
    #[arg(long, value_name = "SLUG")]
    pub source: Option<String>,
    /// Read pages that were set aside once more (of one publisher or of all), and poll no feed. What is read again keeps its text until the new one is there
    #[arg(long, value_name = "SLUG", num_args = 0..=1, conflicts_with_all = ["source", "force"])]
    pub again: Option<Option<String>>,
    /// With --again: pages read under older rules too
    #[arg(long, requires = "again")]
    pub outdated: bool,
    /// Poll every feed now, due or not
    #[arg(long)]
    pub force: bool,
    /// The summary as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto article https://news.example.org/2026/bridge
  coranto article saved.html --url https://news.example.org/2026/bridge --why
  cat saved.html | coranto article - --json")]
pub struct ArticleArgs {
    /// Address, file, or - for standard input
    pub place: String,
    /// Address that a file came from: relative links stand against it
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// The article as JSON
    #[arg(long, conflicts_with = "html")]
    pub json: bool,
    /// The body as HTML
    #[arg(long)]
    pub html: bool,
    /// Every decision with its reason
    #[arg(long)]
    pub why: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto explain https://news.example.org/2026/bridge
  coranto explain 3k9d0c2m7xq1a
  coranto explain http://127.0.0.1:8600/en/story/3k9d0c2m7xq1a --json")]
pub struct ExplainArgs {
    /// Address of an article at its publisher or of a page of this site, or the key of an article or a story
    pub what: String,
    /// The key is a story's, should an article have the same one
    #[arg(long)]
    pub story: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A NAME is an address of the site (person/claire-dumont, or claire-dumont where that is clear), what it says there (\"Claire Dumont\"), a hashtag, or a
form (geo:2747891). Whatever is joined can be parted, and what an editor decides the program never decides again.

Examples:
  coranto names show \"Claire Dumont\"
  coranto names join claire-dumont c-dumont --by ada --why \"same minister\"
  coranto names part c-dumont --by ada
  coranto names log")]
pub struct NamesArgs {
    #[command(subcommand)]
    pub action: NamesAction,
}

#[derive(Debug, Subcommand)]
pub enum NamesAction {
    /// Names, articles, worth and history of a subject
    Show {
        name: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Make two names one subject: the second's address leads to the first
    Join {
        one: String,
        other: String,
        /// Who decides it, for the log
        #[arg(long, value_name = "WHO", value_parser = editor)]
        by: String,
        /// Why, in plain words
        #[arg(long, default_value = "")]
        why: String,
    },
    /// Give a name a subject of its own again
    Part {
        name: String,
        /// Who decides it, for the log
        #[arg(long, value_name = "WHO", value_parser = editor)]
        by: String,
        /// Why, in plain words
        #[arg(long, default_value = "")]
        why: String,
    },
    /// What was joined and parted, the last first
    Log {
        /// Lines, at most
        #[arg(long, default_value_t = 40, value_name = "LINES")]
        most: i64,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// Whose decision counts more than the program's: anybody but the program.
fn editor(name: &str) -> Result<String, String> {
    match name.trim() {
        "" => Err("an editor has a name".to_owned()),
        coranto_store::subject::AUTOMATIC => Err("that is the program's own name".to_owned()),
        name => Ok(name.to_owned()),
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto fixture https://news.example.org/2026/bridge
  coranto fixture saved.html --url https://news.example.org/2026/bridge --name share-row-inside-text
  coranto fixture saved.html --to /tmp/fixtures

Writes NAME/source.html and NAME/expected.json as crates/page/fixtures/pages holds them. Every word and address is made up in the shape of the true one,
so that no publisher's text gets into the repository; dates and the words that rules look for stay. expected.json is what is read today: correct it by hand.")]
pub struct FixtureArgs {
    /// Address, file, or - for standard input
    pub place: String,
    /// Address that a file came from: relative links stand against it
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// Name of the fixture's folder: what goes wrong in a few words [default: from the made-up title]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Where to write it [default: crates/page/fixtures/pages where that is, else here]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
    /// Leave words and addresses as they are; such a fixture must not be shared
    #[arg(long)]
    pub no_anonymise: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto feed https://news.example.org/rss.xml
  coranto feed saved.xml --json
  cat saved.xml | coranto feed - --json")]
pub struct FeedArgs {
    /// Address, file, or - for standard input
    pub place: String,
    /// Address that a file came from: relative links stand against it
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// The feed as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto eval pages --data ../shared/data/pages/news2023 --out predictions.json
  coranto eval pages --data ../shared/data/pages/news2023 --misses date
  coranto eval feeds --data /tmp/feeds
  coranto eval near-copies --data ../shared/data --out pairs.json
  coranto eval dates --data recognizers-text")]
pub struct EvalArgs {
    #[arg(value_enum)]
    pub task: Task,
    /// Folder with the data, in the task's layout (docs/evaluation.md); without it, or as "world", quotations and dates are those of the made-up world
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub data: Option<PathBuf>,
    /// Where to write the predictions, as JSON
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
    /// Read pages by the general method alone, without the public rules for single sites
    #[arg(long)]
    pub no_site_rules: bool,
    /// Read each page as if it were its publisher's first: else the pages of a site are learnt from first, without their truths
    #[arg(long)]
    pub no_memory: bool,
    /// Leave text unread that pages hold and show only to those who paid: read by default here, as other libraries do, and not when fetching
    #[arg(long)]
    pub no_hidden_text: bool,
    /// Read every page with trees that saw no page of its site, from this folder (training/lines/README.md)
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folds: Option<PathBuf>,
    /// Decide stories and categories by words alone, as without a model
    #[arg(long)]
    pub lexical: bool,
    /// Print what simpler methods give on the same documents beside the stories
    #[arg(long)]
    pub baselines: bool,
    /// Decide stories by these trees instead of the built-in ones (training/story/README.md)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub trees: Option<PathBuf>,
    /// Write the lines of every page, or the comparisons of every story, in numbers, to grow the trees from
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub rows: Option<PathBuf>,
    /// List every wrong answer for this field of pages beside its truth
    #[arg(long, value_enum, value_name = "FIELD")]
    pub misses: Option<Field>,
}

/// A field that `eval pages` scores.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Field {
    Title,
    Authors,
    Date,
    Language,
    Image,
}

impl Field {
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Authors => "authors",
            Field::Date => "date",
            Field::Language => "language",
            Field::Image => "image",
        }
    }
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Task {
    /// Articles whose topic is known, told from their text alone
    Categories,
    /// Dates in sentences, and what time they mean
    Dates,
    /// Sentences whose people, organisations and places are marked
    Entities,
    /// Feeds with expectations in their first comment
    Feeds,
    /// Copies of one text among documents, and how often independent reports are taken for copies
    NearCopies,
    /// Article pages with their true texts
    Pages,
    /// Texts with the attributions that people marked: who is quoted saying what
    Quotes,
    /// What is offered to read along with each document
    Related,
    /// Documents grouped into stories as they come
    Stories,
    /// Hashtags of a stream of articles, counted by what earns a page
    Tags,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto import subscriptions.opml
  coranto import sources.toml
  coranto import --bundled              the publishers that come with Coranto")]
pub struct ImportArgs {
    /// OPML file, source list (.toml), or - for OPML on standard input
    #[arg(required_unless_present = "bundled", value_hint = ValueHint::FilePath)]
    pub file: Option<String>,
    /// The publishers that come with Coranto
    #[arg(long, conflicts_with = "file")]
    pub bundled: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto export > coranto.opml
  coranto export --format toml > sources.toml")]
pub struct ExportArgs {
    #[arg(long, value_enum, default_value = "opml")]
    pub format: ExportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// Feeds and titles, for any reader
    Opml,
    /// All that is known of publishers, for another Coranto
    Toml,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto config
  coranto config fetch
  coranto config --template > coranto.toml")]
pub struct ConfigArgs {
    /// Only settings whose name contains this
    pub filter: Option<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// A settings file with every setting, its meaning and its default, commented out
    #[arg(long, conflicts_with = "json")]
    pub template: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coranto completions bash > /etc/bash_completion.d/coranto
  coranto completions fish > ~/.config/fish/completions/coranto.fish")]
pub struct CompletionsArgs {
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
