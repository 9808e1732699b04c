//! The editions of the score standard: table `score_standard`, one row for each edition, never changed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::rules::{FIRST_TITLE, StandardContent, template};
use crate::{
    error::AppError,
    inspection::model::ScoreStandard,
    kernel::{actor::Actor, ids::TemplateId, text::Title},
    store::{self, Change, Commit, Failure, Store, TransactError},
};

const TABLE: &str = "score_standard";

const LATEST: &str = "SELECT * OMIT id FROM score_standard WHERE template = $template ORDER BY edition DESC LIMIT 1";

/// The codes of all editions, a row each.
const CODES: &str = "SELECT edition, object::keys(words) AS codes FROM score_standard WHERE template = $template
    ORDER BY edition DESC LIMIT 5000";

#[derive(Deserialize)]
struct CodesRow {
    codes: Vec<String>,
}

/// The edition that holds now; `None` before the first import.
///
/// # Errors
/// When the database cannot be read.
pub async fn latest(store: &Store) -> Result<Option<ScoreStandard>, Failure> {
    let standards: Vec<ScoreStandard> = store::select(store, LATEST, [("template", json!(template()))]).await?;
    Ok(standards.into_iter().next())
}

/// An edition; `None` where there is none with this number.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, template: &TemplateId, edition: u32) -> Result<Option<ScoreStandard>, Failure> {
    Ok(store::load(store, TABLE, &record(template, edition)).await?)
}

/// The codes of every indicator that any edition has: scores are kept by them, so none ever means something else.
///
/// # Errors
/// When the database cannot be read.
pub async fn codes(store: &Store) -> Result<BTreeSet<String>, Failure> {
    let editions: Vec<CodesRow> = store::select(store, CODES, [("template", json!(template()))]).await?;
    Ok(editions.into_iter().flat_map(|edition| edition.codes).collect())
}

/// Makes this content the next edition. Where it is that of the edition that holds, nothing changes.
///
/// # Errors
/// As [`issue`].
pub async fn import(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    content: &StandardContent,
) -> Result<ScoreStandard, Failure> {
    let (seen, title) = match latest(store).await? {
        Some(standard) if content.is_that_of(&standard) => return Ok(standard),
        Some(standard) => (standard.edition, standard.title),
        None => (0, Title::parse(FIRST_TITLE).map_err(|_| Failure::internal("the standard's first title is none"))?),
    };
    issue(store, actor, at, key, seen, title, content.clone()).await
}

/// Issues the edition after the one that was seen; 0 where none was.
///
/// # Errors
/// [`AppError::Stale`] where that edition was issued meanwhile, or a failure of the database.
pub async fn issue(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    seen: u32,
    title: Title,
    content: StandardContent,
) -> Result<ScoreStandard, Failure> {
    let StandardContent { sheet, words } = content;
    let standard = ScoreStandard { template: template(), edition: seen + 1, title, sheet, words, version: 1 };
    let change = Change::create(TABLE, record(&standard.template, standard.edition), &standard)?;
    let commit = Commit::by(actor, "score_standard.issue", key, at).with(change);
    match store::transact(store, commit).await {
        Ok(_) => Ok(standard),
        Err(TransactError::Exists { .. }) => Err(AppError::Stale.into()),
        Err(error) => Err(error.into()),
    }
}

/// The edition that this very form issued before: it was sent twice.
///
/// # Errors
/// When the database cannot be read.
pub async fn issued_before(store: &Store, actor: &Actor, key: &str) -> Result<Option<u32>, Failure> {
    let record = store::changed_before(store, actor, "score_standard.issue", key, TABLE).await?;
    Ok(record.and_then(|record| record.rsplit_once('.')?.1.parse().ok()))
}

fn record(template: &TemplateId, edition: u32) -> String {
    format!("{template}.{edition}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        inspection::standard::rules::{COLUMNS, parse_standard, without},
        kernel::table::{Line, Table},
        store::testing::{instant, memory, officer},
    };

    fn content(first_max: &str, other_max: &str) -> StandardContent {
        let file = include_str!("../../demo/data/score_standard.csv");
        let line =
            |(at, text): (usize, &str)| Line { number: at + 2, cells: text.split(',').map(str::to_owned).collect() };
        let mut lines: Vec<Line> = file.lines().skip(1).enumerate().map(line).collect();
        lines[0].cells[3] = first_max.to_owned();
        lines[4].cells[3] = other_max.to_owned();
        parse_standard(&Table { header: COLUMNS.map(str::to_owned).to_vec(), lines }).unwrap()
    }

    #[tokio::test]
    async fn each_import_that_differs_makes_the_next_edition() {
        let store = memory().await;
        let mut editions = Vec::new();
        for (key, content) in [("k1", content("6", "2")), ("k2", content("6", "2")), ("k3", content("5", "3"))] {
            editions.push(import(&store, &officer(), instant(), key, &content).await.unwrap().edition);
        }
        assert_eq!(editions, [1, 1, 2]);
        let first = load(&store, &template(), 1).await.unwrap().unwrap();
        assert!(content("6", "2").is_that_of(&first));
        assert_eq!(latest(&store).await.unwrap().unwrap().edition, 2);
    }

    #[tokio::test]
    async fn the_codes_of_earlier_editions_are_remembered() {
        let store = memory().await;
        assert_eq!(codes(&store).await.unwrap(), BTreeSet::new());
        let first = import(&store, &officer(), instant(), "k1", &content("6", "2")).await.unwrap();
        let less = without(&first, "F1.6", "F1.1").unwrap();
        let second = import(&store, &officer(), instant(), "k2", &less).await.unwrap();
        assert!(!second.words.contains_key("F1.6"));
        let all = codes(&store).await.unwrap();
        assert!(all.contains("F1.6") && all.len() == 35, "{all:?}");
    }

    #[tokio::test]
    async fn an_edition_that_was_issued_meanwhile_is_not_replaced() {
        let store = memory().await;
        let title = Title::parse("评分标准").unwrap();
        issue(&store, &officer(), instant(), "k1", 0, title.clone(), content("6", "2")).await.unwrap();
        let second = issue(&store, &officer(), instant(), "k2", 0, title, content("5", "3")).await;
        assert!(matches!(second, Err(Failure::Refused(AppError::Stale))));
    }
}
