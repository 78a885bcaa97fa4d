//! How values are written into rows and read out of them: JSON in text columns, words for states, many rows as one parameter.

use crate::db::Engine;
use crate::{Result, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// Text without NUL: PostgreSQL refuses it, and nothing that a reader sees has one.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { Cow::Borrowed(text) }
}

pub(crate) fn clean_option(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.map(clean)
}

/// JSON for a text column or a parameter, without NUL.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    // Only maps with keys that are not text and failing `Serialize`s can fail; the types of this crate are neither.
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    if !text.contains("\\u0000") {
        return text;
    }
    match serde_json::from_str(&text) {
        Ok(mut value) => {
            strip_nul(&mut value);
            value.to_string()
        }
        Err(_) => text,
    }
}

fn strip_nul(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => text.retain(|c| c != '\0'),
        serde_json::Value::Array(values) => values.iter_mut().for_each(strip_nul),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(strip_nul),
        _ => {}
    }
}

/// Reads a JSON column of the row `id` of `table`.
pub(crate) fn parse<T: DeserializeOwned>(table: &'static str, id: impl ToString, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| damaged(table, id, error))
}

pub(crate) fn damaged(table: &'static str, id: impl ToString, message: impl ToString) -> StoreError {
    StoreError::Damaged { table, id: id.to_string(), message: message.to_string() }
}

/// Gives a plain enum its words in the database. They are stored: never change one.
macro_rules! words {
    ($type:ty { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $type {
            /// The stable name, as stored.
            pub fn as_str(self) -> &'static str {
                match self { $(<$type>::$variant => $word),+ }
            }
            pub(crate) fn from_word(word: &str) -> Option<$type> {
                match word { $($word => Some(<$type>::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

/// A FROM clause that unfolds the JSON array of objects in parameter `$1` into rows named `v`: one parameter and one prepared statement for any
/// number of rows, on both engines. Types are PostgreSQL's; SQLite takes them from the JSON.
pub(crate) fn rows(engine: Engine, columns: &[(&str, &str)]) -> String {
    match engine {
        Engine::Sqlite => {
            let columns: Vec<String> =
                columns.iter().map(|(name, _)| format!("value ->> '{name}' AS {name}")).collect();
            format!("(SELECT {} FROM jsonb_each($1)) AS v", columns.join(", "))
        }
        Engine::Postgres => {
            let columns: Vec<String> = columns.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
            format!("json_to_recordset($1::json) AS v({})", columns.join(", "))
        }
    }
}

/// The parameter of [`rows`] with one column, `id`.
pub(crate) fn ids(ids: impl IntoIterator<Item = i64>) -> String {
    #[derive(Serialize)]
    struct Id {
        id: i64,
    }
    json(&ids.into_iter().map(|id| Id { id }).collect::<Vec<_>>())
}

/// Splits rows into pieces of 64, 32, 16 … 1, so that a statement with a tuple per row has seven texts to prepare, not one per length.
pub(crate) fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = [64, 32, 16, 8, 4, 2, 1].into_iter().find(|size| *size <= rows.len())?;
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// For stored comparisons.
pub(crate) fn stable_hash(text: &str) -> i64 {
    coranto_core::hash::stable(text.bytes()).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_goes_and_everything_else_stays() {
        assert_eq!(clean("a\0b"), "ab");
        assert_eq!(json(&vec!["a\0b", "\\u0000"]), r#"["ab","\\u0000"]"#);
    }

    #[test]
    fn pieces_cover_all_rows_in_order() {
        let rows: Vec<u32> = (0..203).collect();
        let sizes: Vec<usize> = pieces(&rows).map(<[u32]>::len).collect();
        assert_eq!(sizes, [64, 64, 64, 8, 2, 1]);
        assert_eq!(pieces(&rows).flatten().copied().collect::<Vec<_>>(), rows);
    }
}
