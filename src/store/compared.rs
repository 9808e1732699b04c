//! Whether the database answers the same with its indexes and without. Wrong answers of indexes have been known of
//! SurrealDB 3, so a test asks what [`select`](super::select) asks both ways. Nothing of this is in an optimised build.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

use super::Store;

/// The queries that were asked both ways; nothing as long as nobody wants that.
static COMPARED: Mutex<Option<BTreeSet<&'static str>>> = Mutex::new(None);

/// From now on every [`select`](super::select) of this process with a condition of its own is asked once more without the
/// indexes of its table.
pub fn compare_without_indexes() {
    *COMPARED.lock().unwrap_or_else(PoisonError::into_inner) = Some(BTreeSet::new());
}

/// How many queries were asked both ways.
#[must_use]
pub fn compared() -> usize {
    COMPARED.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map_or(0, BTreeSet::len)
}

/// Asks once more without indexes, where that is wanted.
///
/// # Panics
/// Where the answers differ.
#[expect(clippy::disallowed_methods, reason = "the query is that of a store, with two words in it")]
pub(super) async fn compare(
    store: &Store,
    query: &'static str,
    bindings: &[(&'static str, Value)],
    rows: &[Value],
) -> Result<(), surrealdb::Error> {
    if COMPARED.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
        return Ok(());
    }
    let Some(bare) = without_index(query) else { return Ok(()) };
    let mut request = store.db.query(bare);
    for (name, value) in bindings {
        request = request.bind((*name, value.clone()));
    }
    let found: Vec<Value> = request.await?.take(0)?;
    assert_eq!(rows, found, "with its index and without: {query} {bindings:?}");
    let mut compared = COMPARED.lock().unwrap_or_else(PoisonError::into_inner);
    compared.get_or_insert_default().insert(query);
    Ok(())
}

/// The query as it is answered from the table itself; `None` where no condition is in it, or one that only an index
/// answers.
fn without_index(query: &str) -> Option<String> {
    let condition = outside(query, "WHERE ")?;
    // A query that names its index says it between its table and its condition.
    let table = outside(&query[..condition], "WITH INDEX ").unwrap_or(condition);
    (!query.contains('@')).then(|| format!("{}WITH NOINDEX {}", &query[..table], &query[condition..]))
}

/// Where these words stand in a query, outside of its parentheses.
fn outside(query: &str, words: &str) -> Option<usize> {
    let mut depth = 0_i32;
    query.match_indices(['(', ')', 'W']).find_map(|(at, found)| {
        match found {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        let is_word = query[..at].ends_with(char::is_whitespace);
        (depth == 0 && is_word && query[at..].starts_with(words)).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::without_index;

    #[test]
    fn the_words_stand_before_the_querys_own_condition() {
        let of = |query: &str| without_index(query);
        assert_eq!(of("SELECT a FROM b WHERE c = 1").as_deref(), Some("SELECT a FROM b WITH NOINDEX WHERE c = 1"));
        assert_eq!(
            of("SELECT (SELECT x FROM y WHERE z) AS a\n  FROM b\n  WHERE c").as_deref(),
            Some("SELECT (SELECT x FROM y WHERE z) AS a\n  FROM b\n  WITH NOINDEX WHERE c")
        );
        let named = of("SELECT a FROM b WITH INDEX b_c WHERE c = 1");
        assert_eq!(named.as_deref(), Some("SELECT a FROM b WITH NOINDEX WHERE c = 1"));
        let inner = of("SELECT (SELECT x FROM y WITH INDEX y_z WHERE z) AS a FROM b WHERE c");
        assert_eq!(
            inner.as_deref(),
            Some("SELECT (SELECT x FROM y WITH INDEX y_z WHERE z) AS a FROM b WITH NOINDEX WHERE c")
        );
        assert_eq!(of("SELECT (SELECT x FROM y WHERE z) AS a FROM b"), None);
        assert_eq!(of("SELECT a FROM b WHERE c @1@ $words"), None, "a text is found by its index alone");
    }
}
