//! Which names are one subject. Joined names move to one subject, a parted name goes back to its own; every step is written down, who took it and why, and can be
//! taken back. What an editor decided is not decided again by anybody else.
//!
//! A subject that has names has its own among them: joining moves all names of a subject, and a name that is parted goes home. So there is always a
//! subject for a name to go back to, and always one for an address to lead to.

use super::compose::compose;
use super::figures::refresh;
use super::lookup::{SUBJECT, SubjectRow};
use super::{AUTOMATIC, Subject};
use crate::db::{Tx, rd, tx};
use crate::value::{clean, damaged, ids, json, rows, words};
use crate::{Db, Result};
use coranto_core::about::{Form, SubjectKind, Worth, fold_tag};
use coranto_core::{Lang, Millis, NameId, SubjectId, id};
use serde::Serialize;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;

/// Names that a question gives at most.
const MOST_NAMES: i64 = 500;

/// How a join ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// So many names went to that subject.
    Done { names: usize, to: SubjectId },
    /// They are one subject already.
    Already,
    /// Editors decided whose names these are, on both sides.
    Fixed,
    /// An editor parted them.
    Apart,
    /// One of them is not there.
    Missing,
}

/// How a parting ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parted {
    /// The name is that subject's only one now.
    Done {
        to: SubjectId,
    },
    /// It was alone already.
    Already,
    Missing,
}

/// Makes all names of the subject of `other` names of the subject of `one`; its address leads there from now on. Where nobody but the program says so, the subject
/// that is told of more stays, whatever the order.
pub async fn join(
    db: &Db,
    one: NameId,
    other: NameId,
    who: &str,
    why: &str,
    worth: &Worth,
    now: Millis,
) -> Result<Joined> {
    let mut transaction = db.begin().await?;
    let joined = moved(&mut transaction, one, other, who, why, worth, now).await?;
    transaction.commit().await?;
    Ok(joined)
}

/// Gives a name a subject of its own again: the one that was its own from the beginning. Where other names have come to it there, they go to that of the eldest of them.
pub async fn part(db: &Db, name: NameId, who: &str, why: &str, worth: &Worth, now: Millis) -> Result<Parted> {
    let mut transaction = db.begin().await?;
    let t = &mut transaction;
    let Some(from) = side(t, name).await? else { return Ok(Parted::Missing) };
    let rest: Vec<i64> = names_of(t, from.subject).await?.into_iter().filter(|other| *other != name.0).collect();
    let Some(eldest) = rest.first().copied() else { return Ok(Parted::Already) };
    let (moved, to) = if from.subject == name.0 { (rest.clone(), eldest) } else { (vec![name.0], name.0) };
    move_names(t, &moved, from.subject, to).await?;
    note(t, &moved, from.subject, to, What::Part, who, why, now).await?;
    if who != AUTOMATIC {
        fix(t, &[name.0]).await?;
        keep_apart(t, name.0, &rest).await?;
    }
    let both = BTreeSet::from([from.subject, to]);
    refresh(t, &both, worth, now).await?;
    compose(t, &both).await?;
    transaction.commit().await?;
    Ok(Parted::Done { to: SubjectId(name.0) })
}

/// [`join`] inside a transaction.
pub(super) async fn moved(
    t: &mut Tx,
    one: NameId,
    other: NameId,
    who: &str,
    why: &str,
    worth: &Worth,
    now: Millis,
) -> Result<Joined> {
    let (Some(mut stays), Some(mut goes)) = (side(t, one).await?, side(t, other).await?) else {
        return Ok(Joined::Missing);
    };
    if stays.subject == goes.subject {
        return Ok(Joined::Already);
    }
    if who == AUTOMATIC {
        if stays.fixed && goes.fixed {
            return Ok(Joined::Fixed);
        }
        if are_apart(t, stays.subject, goes.subject).await? {
            return Ok(Joined::Apart);
        }
        if goes.rank() > stays.rank() {
            std::mem::swap(&mut stays, &mut goes);
        }
    }
    let names = names_of(t, goes.subject).await?;
    move_names(t, &names, goes.subject, stays.subject).await?;
    note(t, &names, goes.subject, stays.subject, What::Join, who, why, now).await?;
    if who != AUTOMATIC {
        fix(t, &names).await?;
        no_longer_apart(t, stays.subject).await?;
    }
    let both = BTreeSet::from([stays.subject, goes.subject]);
    refresh(t, &both, worth, now).await?;
    compose(t, &both).await?;
    Ok(Joined::Done { names: names.len(), to: SubjectId(stays.subject) })
}

/// One side of a join: the subject of a name.
#[derive(sqlx::FromRow)]
struct Side {
    subject: i64,
    articles: i64,
    was_worthy: bool,
    /// Of one of its names at least an editor decided that it is its.
    fixed: bool,
}

impl Side {
    /// Who stays: what an editor decided, what has a page, what is told of most, what came first.
    fn rank(&self) -> (bool, bool, i64, std::cmp::Reverse<i64>) {
        (self.fixed, self.was_worthy, self.articles, std::cmp::Reverse(self.subject))
    }
}

async fn side(t: &mut Tx, name: NameId) -> Result<Option<Side>> {
    const Q: &str = "SELECT s.id AS subject, s.articles, s.worth_until IS NOT NULL AS was_worthy,
            EXISTS (SELECT 1 FROM subject_name f WHERE f.subject_id = s.id AND f.fixed) AS fixed
        FROM subject_name n JOIN subject s ON s.id = n.subject_id WHERE n.id = $1";
    Ok(tx!(t, c => sqlx::query_as(Q).bind(name.0).fetch_optional(c).await?))
}

async fn names_of(t: &mut Tx, subject: i64) -> Result<Vec<i64>> {
    const Q: &str = "SELECT id FROM subject_name WHERE subject_id = $1 ORDER BY id";
    Ok(tx!(t, c => sqlx::query_scalar(Q).bind(subject).fetch_all(c).await?))
}

/// The names, with all that was told under them.
async fn move_names(t: &mut Tx, names: &[i64], from: i64, to: i64) -> Result<()> {
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let moved = ids(names.iter().copied());
    let by_name = format!("UPDATE subject_name SET subject_id = $2 WHERE id IN (SELECT v.id FROM {rows})");
    tx!(t, c => sqlx::query(AssertSqlSafe(by_name)).bind(&moved).bind(to).execute(c).await.map(drop)?);
    for table in ["about", "quote", "quote_about", "coming", "hashtag"] {
        let sql = format!(
            "UPDATE {table} SET subject_id = $3 WHERE subject_id = $2 AND name_id IN (SELECT v.id FROM {rows})"
        );
        tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(&moved).bind(from).bind(to).execute(c).await.map(drop)?);
    }
    Ok(())
}

async fn fix(t: &mut Tx, names: &[i64]) -> Result<()> {
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!("UPDATE subject_name SET fixed = TRUE WHERE id IN (SELECT v.id FROM {rows})");
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(ids(names.iter().copied())).execute(c).await.map(drop)?);
    Ok(())
}

async fn keep_apart(t: &mut Tx, name: i64, rest: &[i64]) -> Result<()> {
    #[derive(Serialize)]
    struct Pair {
        one: i64,
        other: i64,
    }
    let pairs: Vec<Pair> = rest.iter().map(|other| Pair { one: name.min(*other), other: name.max(*other) }).collect();
    let rows = rows(t.engine(), &[("one", "bigint"), ("other", "bigint")]);
    let sql =
        format!("INSERT INTO apart (one, other) SELECT v.one, v.other FROM {rows} WHERE TRUE ON CONFLICT DO NOTHING");
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(json(&pairs)).execute(c).await.map(drop)?);
    Ok(())
}

async fn are_apart(t: &mut Tx, one: i64, other: i64) -> Result<bool> {
    const Q: &str =
        "SELECT COUNT(*) FROM subject_name a JOIN apart p ON p.one = a.id JOIN subject_name b ON b.id = p.other
        WHERE a.subject_id IN ($1, $2) AND b.subject_id IN ($1, $2) AND a.subject_id <> b.subject_id";
    let pairs: i64 = tx!(t, c => sqlx::query_scalar(Q).bind(one).bind(other).fetch_one(c).await?);
    Ok(pairs > 0)
}

/// An editor's later word counts: what is one subject now was parted once.
async fn no_longer_apart(t: &mut Tx, subject: i64) -> Result<()> {
    const Q: &str = "DELETE FROM apart WHERE one IN (SELECT id FROM subject_name WHERE subject_id = $1)
        AND other IN (SELECT id FROM subject_name WHERE subject_id = $1)";
    tx!(t, c => sqlx::query(Q).bind(subject).execute(c).await.map(drop)?);
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Join,
    Part,
}

words!(What { Join = "join", Part = "part" });

#[expect(clippy::too_many_arguments, reason = "the columns of a line")]
async fn note(
    t: &mut Tx,
    names: &[i64],
    from: i64,
    to: i64,
    what: What,
    who: &str,
    why: &str,
    now: Millis,
) -> Result<()> {
    let rows = rows(t.engine(), &[("id", "bigint")]);
    let sql = format!(
        "INSERT INTO identity (at, who, what, name_id, from_subject, to_subject, why) SELECT $2, $3, $4, v.id, $5, $6, $7 FROM {rows} ORDER BY v.id"
    );
    tx!(t, c => sqlx::query(AssertSqlSafe(sql)).bind(ids(names.iter().copied())).bind(now.0).bind(clean(who)).bind(what.as_str())
        .bind(from).bind(to).bind(clean(why)).execute(c).await.map(drop)?);
    Ok(())
}

/// A line of what was joined and parted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Identity {
    pub at: Millis,
    /// [`AUTOMATIC`], or an editor.
    pub who: String,
    pub what: What,
    pub name: NameId,
    /// The name as it is shown.
    pub shown: String,
    /// Where it was and where it went, by kind and key.
    pub from: String,
    pub to: String,
    pub why: String,
}

/// What was joined and parted, the last first: of all names, or of one subject.
pub async fn history(db: &Db, of: Option<SubjectId>, limit: i64) -> Result<Vec<Identity>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: i64,
        at: i64,
        who: String,
        what: String,
        name_id: i64,
        shown: String,
        from_key: String,
        to_key: String,
        why: String,
    }
    let of_one = "i.id IN (SELECT f.id FROM identity f WHERE f.from_subject = $2 UNION SELECT g.id FROM identity g WHERE g.to_subject = $2)";
    let which = if of.is_some() { of_one } else { "TRUE" };
    let sql = format!(
        "SELECT i.id, i.at, i.who, i.what, i.name_id, n.shown, f.kind || '/' || f.key AS from_key, t.kind || '/' || t.key AS to_key, i.why
        FROM identity i JOIN subject_name n ON n.id = i.name_id JOIN subject f ON f.id = i.from_subject JOIN subject t ON t.id = i.to_subject
        WHERE {which} ORDER BY i.id DESC LIMIT $1"
    );
    let limit = limit.clamp(0, MOST_NAMES);
    let found: Vec<Row> = rd!(db, c => {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(limit);
        match of {
            Some(subject) => query.bind(subject.0).fetch_all(c).await?,
            None => query.fetch_all(c).await?,
        }
    });
    let line = |row: Row| {
        Ok(Identity {
            at: Millis(row.at),
            who: row.who,
            what: What::from_word(&row.what)
                .ok_or_else(|| damaged("identity", row.id, "it is neither join nor part"))?,
            name: NameId(row.name_id),
            shown: row.shown,
            from: row.from_key,
            to: row.to_key,
            why: row.why,
        })
    };
    found.into_iter().map(line).collect()
}

/// One of the names of a subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Name {
    pub id: NameId,
    pub form: Form,
    pub shown: String,
    /// Of the article that told it first.
    pub lang: Option<Lang>,
    /// An editor decided whose it is.
    pub fixed: bool,
    /// The address that is its own, by kind and key.
    pub address: String,
}

/// The names of a subject, the eldest first.
pub async fn names(db: &Db, subject: SubjectId) -> Result<Vec<Name>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: i64,
        kind: String,
        form: String,
        shown: String,
        lang: Option<String>,
        fixed: bool,
        address: String,
    }
    const Q: &str = "SELECT n.id, n.kind, n.form, n.shown, n.lang, n.fixed, o.kind || '/' || o.key AS address
        FROM subject_name n JOIN subject o ON o.id = n.id WHERE n.subject_id = $1 ORDER BY n.id LIMIT $2";
    let found: Vec<Row> = rd!(db, c => sqlx::query_as(Q).bind(subject.0).bind(MOST_NAMES).fetch_all(c).await?);
    let name = |row: Row| {
        let kind =
            SubjectKind::parse(&row.kind).ok_or_else(|| damaged("subject_name", row.id, "its kind is unknown"))?;
        Ok(Name {
            id: NameId(row.id),
            form: Form { kind, form: row.form },
            shown: row.shown,
            lang: row.lang.as_deref().and_then(Lang::parse),
            fixed: row.fixed,
            address: row.address,
        })
    };
    found.into_iter().map(name).collect()
}

/// A name that an editor means, and the subject whose it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meant {
    pub name: NameId,
    /// The address that is the name's own, by kind and key.
    pub address: String,
    pub subject: Subject,
}

/// The names that this could mean, those of subjects with most articles first: an address or what would make one ("ada-brook", "person/ada-brook", "Ada Brook"),
/// a hashtag with its "#", or a form ("geo:2643743").
pub async fn meant(db: &Db, text: &str) -> Result<Vec<Meant>> {
    let mut names: Vec<i64> = Vec::new();
    if text.starts_with('#') {
        const TAG: &str = "SELECT name_id FROM hashtag WHERE folded = $1";
        names.extend(rd!(db, c => sqlx::query_scalar::<_, i64>(TAG).bind(fold_tag(text)).fetch_all(c).await?));
        return load(db, names).await;
    }
    let (kinds, rest) = match text.split_once('/').map(|(kind, rest)| (SubjectKind::parse(kind), rest)) {
        Some((Some(kind), rest)) => (vec![kind], rest),
        _ => (SubjectKind::ALL.to_vec(), text),
    };
    for kind in kinds {
        const KEY: &str = "SELECT id FROM subject WHERE kind = $1 AND key IN ($2, $3)";
        const FORM: &str = "SELECT id FROM subject_name WHERE kind = $1 AND form = $2";
        let (rest, kind) = (clean(rest), kind.as_str());
        names.extend(rd!(db, c => sqlx::query_scalar::<_, i64>(KEY).bind(kind).bind(&*rest).bind(id::slug(&rest)).fetch_all(c).await?));
        names.extend(rd!(db, c => sqlx::query_scalar::<_, i64>(FORM).bind(kind).bind(&*rest).fetch_all(c).await?));
    }
    load(db, names).await
}

/// Names whose address has this in it, for who does not know it whole.
pub async fn alike(db: &Db, text: &str) -> Result<Vec<Meant>> {
    let slug = id::slug(text);
    if slug.is_empty() {
        return Ok(Vec::new());
    }
    const Q: &str = "SELECT id FROM subject WHERE key LIKE $1 ORDER BY articles DESC, id LIMIT 20";
    let names = rd!(db, c => sqlx::query_scalar(Q).bind(format!("%{slug}%")).fetch_all(c).await?);
    load(db, names).await
}

async fn load(db: &Db, names: Vec<i64>) -> Result<Vec<Meant>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        name_id: i64,
        address: String,
        #[sqlx(flatten)]
        subject: SubjectRow,
    }
    let rows = rows(db.engine(), &[("id", "bigint")]);
    let sql = format!(
        "SELECT n.id AS name_id, o.kind || '/' || o.key AS address, {SUBJECT} FROM {rows} JOIN subject_name n ON n.id = v.id
        JOIN subject o ON o.id = n.id JOIN subject s ON s.id = n.subject_id ORDER BY s.articles DESC, n.id"
    );
    let names = ids(names.into_iter().collect::<BTreeSet<_>>());
    let found: Vec<Row> = rd!(db, c => sqlx::query_as(AssertSqlSafe(sql)).bind(names).fetch_all(c).await?);
    let meant =
        |row: Row| Ok(Meant { name: NameId(row.name_id), address: row.address, subject: row.subject.subject()? });
    found.into_iter().map(meant).collect()
}
