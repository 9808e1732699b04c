//! The editions of the self-check form: table `check_form`, one row for each edition, never changed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::model::{CheckForm, FIRST_TITLE, Question, template};
use crate::{
    error::AppError,
    kernel::{actor::Actor, ids::TemplateId, text::Title},
    store::{self, Change, Commit, Failure, Store, TransactError},
};

const TABLE: &str = "check_form";

const LATEST: &str = "SELECT * OMIT id FROM check_form WHERE template = $template ORDER BY edition DESC LIMIT 1";

/// The codes of all editions, a row each.
const CODES: &str = "SELECT edition, questions.code AS codes FROM check_form WHERE template = $template
    ORDER BY edition DESC LIMIT 5000";

#[derive(Deserialize)]
struct CodesRow {
    codes: Vec<String>,
}

/// The edition that holds now; `None` before the first import.
///
/// # Errors
/// When the database cannot be read.
pub async fn latest(store: &Store) -> Result<Option<CheckForm>, Failure> {
    let forms: Vec<CheckForm> = store::select(store, LATEST, [("template", json!(template()))]).await?;
    Ok(forms.into_iter().next())
}

/// An edition; `None` where there is none with this number.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, template: &TemplateId, edition: u32) -> Result<Option<CheckForm>, Failure> {
    Ok(store::load(store, TABLE, &record(template, edition)).await?)
}

/// The codes of every question that any edition has: answers are kept by them, so none ever means something else.
///
/// # Errors
/// When the database cannot be read.
pub async fn codes(store: &Store) -> Result<BTreeSet<String>, Failure> {
    let editions: Vec<CodesRow> = store::select(store, CODES, [("template", json!(template()))]).await?;
    Ok(editions.into_iter().flat_map(|edition| edition.codes).collect())
}

/// Makes these questions the next edition. Where they are those of the edition that holds, nothing changes.
///
/// # Errors
/// As [`issue`].
pub async fn import(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    questions: &[Question],
) -> Result<CheckForm, Failure> {
    let (seen, title) = match latest(store).await? {
        Some(form) if form.questions == questions => return Ok(form),
        Some(form) => (form.edition, form.title),
        None => (0, Title::parse(FIRST_TITLE).map_err(|_| Failure::internal("the form's first title is none"))?),
    };
    issue(store, actor, at, key, seen, title, questions.to_vec()).await
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
    questions: Vec<Question>,
) -> Result<CheckForm, Failure> {
    let form = CheckForm { template: template(), edition: seen + 1, title, questions, version: 1 };
    let change = Change::create(TABLE, record(&form.template, form.edition), &form)?;
    let commit = Commit::by(actor, "self_check_form.issue", key, at).with(change);
    match store::transact(store, commit).await {
        Ok(_) => Ok(form),
        Err(TransactError::Exists { .. }) => Err(AppError::Stale.into()),
        Err(error) => Err(error.into()),
    }
}

/// The edition that this very form issued before: it was sent twice.
///
/// # Errors
/// When the database cannot be read.
pub async fn issued_before(store: &Store, actor: &Actor, key: &str) -> Result<Option<u32>, Failure> {
    let record = store::changed_before(store, actor, "self_check_form.issue", key, TABLE).await?;
    Ok(record.and_then(|record| record.rsplit_once('.')?.1.parse().ok()))
}

fn record(template: &TemplateId, edition: u32) -> String {
    format!("{template}.{edition}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::unit_kind::Area,
        self_check::form::AnswerKind,
        store::testing::{instant, memory, officer},
    };

    fn question(text: &str) -> Question {
        Question {
            code: "Z1.1".to_owned(),
            area: Area::Disclosure,
            text: text.to_owned(),
            answer: AnswerKind::YesNo,
            required: true,
            evidence: None,
            hint: String::new(),
        }
    }

    #[tokio::test]
    async fn each_import_that_differs_makes_the_next_edition() {
        let store = memory().await;
        let mut editions = Vec::new();
        for (key, text) in [("k1", "甲"), ("k2", "甲"), ("k3", "乙"), ("k4", "甲")] {
            editions.push(import(&store, &officer(), instant(), key, &[question(text)]).await.unwrap().edition);
        }
        assert_eq!(editions, [1, 1, 2, 3]);
        assert_eq!(load(&store, &template(), 2).await.unwrap().unwrap().questions, [question("乙")]);
        assert_eq!(latest(&store).await.unwrap().unwrap().edition, 3);
    }

    #[tokio::test]
    async fn the_codes_of_earlier_editions_are_remembered() {
        let store = memory().await;
        let named = |code: &str| Question { code: code.to_owned(), ..question("甲") };
        import(&store, &officer(), instant(), "k1", &[named("Z1.1"), named("Z1.2")]).await.unwrap();
        import(&store, &officer(), instant(), "k2", &[named("Z1.1")]).await.unwrap();
        let all: Vec<String> = codes(&store).await.unwrap().into_iter().collect();
        assert_eq!(all, ["Z1.1", "Z1.2"]);
    }

    #[tokio::test]
    async fn an_edition_that_was_issued_meanwhile_is_not_replaced() {
        let store = memory().await;
        let title = Title::parse("自查表").unwrap();
        issue(&store, &officer(), instant(), "k1", 0, title.clone(), vec![question("甲")]).await.unwrap();
        let second = issue(&store, &officer(), instant(), "k2", 0, title, vec![question("乙")]).await;
        assert!(matches!(second, Err(Failure::Refused(AppError::Stale))));
    }
}
