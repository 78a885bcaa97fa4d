//! Chinese: between marks of punctuation it is written in one, so verbs are looked for inside the clauses. "X表示：“…”", "“…”X说", "X称，…", "据X报道，…".

use super::Spoken;
use super::direct::FEW_WORDS;
use super::phrase::Paragraph;
use super::reading::What;
use super::reported::Report;
use std::ops::Range;

/// Before shorter ones that they hold.
const VERBS: &str = "表示 指出 强调 認為 认为 宣布 称赞 声称 坚称 介绍 补充 回忆 透露 警告 证实 承诺 坦言 回应 回答 提醒 抱怨 预计 預計 预测 相信 通报 告诉 写道 问道 说道 保证 报道 報道 披露 解释 呼吁 重申 \
                     建议 批评 感叹 确认 否认 表態 表态 直言 反驳 质疑 声明 宣称 強調 說道 回應 透露 敦促 谴责 希望 担心 估计 说 說 称 稱 问 喊";
/// One sign that is part of many words: a verb at the end of its clause, or right behind a short speaker.
const SHORT: &str = "说說称稱问喊";
/// What may follow a verb of saying and belongs to it.
const TAILS: &str = "说說道称稱到着";
/// What stands between the speaker and the verb.
const ASIDE: &str = "在对對向就于日则还也又并随后後当昨今";
const BEFORE: &[&str] = &["但是", "但", "而", "同时", "随后", "此外", "不过", "其中", "昨天", "今天", "当天"];
const ACCORDING: &[&str] = &["根据", "據", "据"];
/// A speaker of more signs is none.
const MOST_SIGNS: usize = 24;

/// A verb in a clause.
struct Said {
    speaker: Option<Range<usize>>,
    verb: Range<usize>,
    /// Nothing of the clause follows it.
    ends: bool,
}

pub(super) fn read(paragraph: &Paragraph) -> (Vec<Spoken>, Vec<Report>) {
    let said: Vec<Option<Said>> = (0..paragraph.tokens.len()).map(|at| in_clause(paragraph, at)).collect();
    let mut used = vec![false; said.len()];
    let spoken = direct(paragraph, &said, &mut used);
    (spoken, reported(paragraph, &said, &used))
}

fn direct(paragraph: &Paragraph, said: &[Option<Said>], used: &mut [bool]) -> Vec<Spoken> {
    let mut found: Vec<Spoken> = Vec::new();
    let mut goes_on_from = usize::MAX;
    for (at, token) in paragraph.tokens.iter().enumerate() {
        let What::Quote(quote) = token.what else { continue };
        let mut next = at + 1;
        while matches!(paragraph.what(next), Some(What::Comma | What::Stop)) && next <= at + 2 {
            next += 1;
        }
        let behind = said.get(next).and_then(Option::as_ref).filter(|said| {
            said.speaker.is_some() && (said.ends || is_told(paragraph, said)) && closes(paragraph, next + 1)
        });
        let mut before = at;
        while before > 0 && matches!(paragraph.what(before - 1), Some(What::Colon | What::Comma)) {
            before -= 1;
        }
        let ahead = before.checked_sub(1).and_then(|before| Some((before, said[before].as_ref()?)));
        let ahead =
            ahead.filter(|(at_verb, said)| said.speaker.is_some() && (said.ends || before == at) && !used[*at_verb]);
        let (verb_at, fragment) = match (behind, ahead) {
            (Some(_), _) => (Some(next), false),
            (None, Some((verb_at, said))) => (Some(verb_at), !said.ends),
            (None, None) => (None, false),
        };
        if let Some((verb_at, found_here)) = verb_at.and_then(|at| Some((at, said[at].as_ref()?))) {
            used[verb_at] = true;
            goes_on_from = verb_at.max(at) + 1;
            found.push(Spoken::new(
                paragraph,
                quote,
                found_here.speaker.clone(),
                Some(found_here.verb.clone()),
                fragment,
            ));
        } else if at <= goes_on_from.saturating_add(1) && found.last().is_some_and(|last| last.verb.is_some()) {
            if let Some(last) = found.last_mut() {
                last.add(paragraph, quote);
            }
            goes_on_from = at + 1;
        } else {
            let inner = &paragraph.text[paragraph.quotes[quote].inner.clone()];
            let few = inner.chars().take(FEW_WORDS * 2).count() < FEW_WORDS * 2;
            let inside = paragraph.tokens.get(at + 1).is_some_and(|next| next.is_word())
                || at > 0 && paragraph.tokens[at - 1].is_word();
            found.push(Spoken::new(paragraph, quote, None, None, few || inside));
            goes_on_from = usize::MAX;
        }
    }
    found
}

/// What follows the clause is no clause that it reports.
fn closes(paragraph: &Paragraph, at: usize) -> bool {
    match paragraph.what(at) {
        Some(What::Comma) => matches!(paragraph.what(at + 1), Some(What::Quote(_))),
        Some(What::Colon) => false,
        _ => true,
    }
}

/// "告诉记者" tells to whom.
fn is_told(paragraph: &Paragraph, said: &Said) -> bool {
    paragraph.text[said.verb.clone()].starts_with("告诉")
}

fn reported(paragraph: &Paragraph, said: &[Option<Said>], used: &[bool]) -> Vec<Report> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < paragraph.tokens.len() {
        let end = paragraph.sentence_end(first);
        let place = |from: usize, to: usize| (from < to).then(|| paragraph.place(&(from..to)));
        let mut report = |words: Option<Range<usize>>, speaker: &Option<Range<usize>>, verb: &Range<usize>| {
            found.extend(words.filter(|words| words.len() >= 9).map(|words| Report {
                words: vec![words],
                speaker: speaker.clone(),
                verb: verb.clone(),
            }));
        };
        if let Some((speaker, verb)) = according(paragraph, first) {
            report(place(first + 2, end), &Some(speaker), &verb);
        } else if let Some((at, verb)) = (first..end)
            .find_map(|at| Some((at, said[at].as_ref().filter(|said| !used[at] && said.speaker.is_some())?)))
        {
            if verb.ends && at + 1 >= end && at > first + 1 {
                report(place(first, at - 1), &verb.speaker, &verb.verb);
            } else if verb.ends && paragraph.is(at + 1, What::Comma) {
                report(place(at + 2, end), &verb.speaker, &verb.verb);
            } else if !verb.ends {
                let last = paragraph.tokens[end.max(at + 1) - 1].at.end;
                report(Some(verb.verb.end..last), &verb.speaker, &verb.verb);
            }
        }
        first = (end + 1).max(first + 1);
    }
    found
}

/// "据X介绍，", "根据X，"
fn according(paragraph: &Paragraph, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let token = paragraph.tokens.get(at)?;
    if !token.is_word() || !paragraph.is(at + 1, What::Comma) {
        return None;
    }
    let clause = &paragraph.text[token.at.clone()];
    let phrase = ACCORDING.iter().find(|phrase| clause.starts_with(**phrase))?;
    let start = token.at.start + phrase.len();
    let verb = VERBS.split_whitespace().find(|verb| clause.ends_with(*verb));
    let end = token.at.end - verb.map_or(0, str::len);
    (end > start).then(|| (start..end, if verb.is_some() { end..token.at.end } else { token.at.start..start }))
}

fn in_clause(paragraph: &Paragraph, at: usize) -> Option<Said> {
    let token = &paragraph.tokens[at];
    if !token.is_word() || token.at.len() > 4 * 3 * MOST_SIGNS {
        return None;
    }
    let clause = &paragraph.text[token.at.clone()];
    let (start, verb) = VERBS
        .split_whitespace()
        .filter_map(|verb| Some((clause.find(verb)?, verb)))
        .filter(|(at, verb)| {
            let rest = clause[at + verb.len()..].trim_start_matches(|c| TAILS.contains(c));
            verb.len() > 3
                || !SHORT.contains(*verb)
                || rest.is_empty()
                || (3..=18).contains(at) && !clause[..*at].ends_with(['名', '简', '号', '据', '小', '传'])
        })
        .min_by_key(|(at, verb)| (*at, usize::MAX - verb.len()))?;
    let rest = clause[start + verb.len()..].trim_start_matches(|c| TAILS.contains(c));
    let end = token.at.end - rest.len();
    Some(Said {
        speaker: speaker(clause, start).map(|name| token.at.start + name.start..token.at.start + name.end),
        verb: token.at.start + start..end,
        ends: rest.is_empty(),
    })
}

/// The name at the head of the clause.
fn speaker(clause: &str, verb: usize) -> Option<Range<usize>> {
    let mut start = 0;
    while let Some(word) = BEFORE.iter().find(|word| clause[start..verb].starts_with(**word)) {
        start += word.len();
    }
    let name = &clause[start..verb];
    let cut = name.char_indices().skip(1).find(|(_, c)| ASIDE.contains(*c)).map_or(name.len(), |(at, _)| at);
    let name = &name[..cut];
    (!name.is_empty() && name.chars().count() <= MOST_SIGNS).then(|| start..start + name.len())
}
