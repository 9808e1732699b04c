//! The waiting files (table `import_preview`), what stands behind the cards, and the confirmation that imports.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Duration, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    model::{Card, Changed, Comparison, Encoding, Kind, LeftWorkplace, Preview, RosterPage, Waiting, Warning, Written},
    reading, rules,
};
use crate::{
    account,
    error::AppError,
    inspection::{
        model::RosterInspector,
        roster::{self, rules::Roster, store::Grounds},
        rules::recusal::UnitNames,
        standard::{self, rules::StandardContent},
    },
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        district_time::shown,
        fault::Fault,
        ids::{AccountId, InspectorId, PreviewId},
        table::CellFault,
    },
    self_check::form::{self, Question},
    store::{self, Failure, Store},
    unit::{
        self,
        model::{FormerName, Unit},
    },
    working_day::{self, model::Year},
};

const KEEP: &str = "CREATE type::record('import_preview', $id) CONTENT $waiting";
const DISCARD: &str = "DELETE type::record('import_preview', $id) WHERE kind IN $kinds";
const SWEEP: &str = "DELETE import_preview WHERE at < $before";
const LAST: &str = "SELECT at, actor FROM outbox WHERE action = $action ORDER BY at DESC LIMIT 1";

/// A file's content, as far as it is without fault.
enum Content {
    Units(Vec<Unit>),
    FormerNames(Vec<FormerName>),
    Inspectors(Vec<RosterInspector>),
    Holidays(Vec<Year>),
    ScoreStandard(StandardContent),
    SelfCheckForm(Vec<Question>),
}

/// What was read, and what somebody should look at.
struct Read {
    content: Content,
    written: Vec<Written>,
    warnings: Vec<Warning>,
    left: Vec<LeftWorkplace>,
}

impl Read {
    fn of(content: Content, written: Vec<Written>) -> Self {
        Self { content, written, warnings: Vec::new(), left: Vec::new() }
    }
}

#[derive(Deserialize)]
struct OutboxRow {
    at: DateTime<Utc>,
    actor: String,
}

/// A page of the roster, and by which rule it says who is recused.
///
/// # Errors
/// When the database cannot be read.
pub async fn roster_page(
    store: &Store,
    asked: &rules::RosterAsked<'_>,
    today: NaiveDate,
) -> Result<RosterPage, Failure> {
    let people = roster::store::all(store).await?;
    let Grounds { units, former, rule } = Grounds::read(store).await?;
    Ok(rules::roster_page(people, &units, &former, asked, rule, today))
}

/// Every kind with what is there.
///
/// # Errors
/// When the database cannot be read.
pub async fn cards(store: &Store) -> Result<Vec<Card>, Failure> {
    let mut cards = Vec::new();
    for kind in Kind::ALL {
        let changed = last_change(store, kind).await?;
        cards.push(Card { kind, changed, ..card(store, kind).await? });
    }
    Ok(cards)
}

async fn card(store: &Store, kind: Kind) -> Result<Card, Failure> {
    let (count, edition) = match kind {
        Kind::Units => (unit::store::all(store).await?.iter().filter(|unit| unit.is_active()).count(), None),
        Kind::FormerNames => (unit::store::former_names(store).await?.len(), None),
        Kind::Inspectors => (roster::store::all(store).await?.iter().filter(|one| one.is_active()).count(), None),
        Kind::Holidays => (working_day::store::years(store).await?.len(), None),
        Kind::ScoreStandard => match standard::store::latest(store).await? {
            Some(standard) => (standard.words.len(), Some(standard.edition)),
            None => (0, None),
        },
        Kind::SelfCheckForm => match form::store::latest(store).await? {
            Some(form) => (form.questions.len(), Some(form.edition)),
            None => (0, None),
        },
    };
    Ok(Card { kind, count, edition, changed: None })
}

/// Who changed records of this kind last, by the feed of commands: a second record of it could only differ.
async fn last_change(store: &Store, kind: Kind) -> Result<Option<Changed>, Failure> {
    let rows: Vec<OutboxRow> = store::select(store, LAST, [("action", json!(kind.command()))]).await?;
    let Some(row) = rows.into_iter().next() else { return Ok(None) };
    let person = match AccountId::parse(&row.actor) {
        Ok(account) => account::store::load(store, &account).await?,
        Err(_) => None,
    };
    let by = person.map_or(row.actor, |person| person.name.to_string());
    Ok(Some(Changed { at: row.at, by }))
}

/// Keeps a file of the office until somebody confirms it or a day is over.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn keep(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    preview: &PreviewId,
    kind: Kind,
    file_name: &str,
    (text, encoding): (String, Encoding),
) -> Result<(), Failure> {
    let base = rules::fingerprint(&present(store, kind).await?);
    let (preview, file_name) = (preview.clone(), file_name.to_owned());
    keep_any(store, Waiting { preview, kind, file_name, text, encoding, base, by: actor.account.clone(), at }).await
}

/// Keeps a file of whatever kind, and removes those whose day is over.
///
/// # Errors
/// When the database cannot be written.
pub(super) async fn keep_any<K: Serialize>(store: &Store, waiting: Waiting<K>) -> Result<(), Failure> {
    let before = instant(waiting.at - Duration::hours(rules::WAITING_HOURS));
    store::put(store, SWEEP, [("before", json!(before))]).await?;
    let file_name = waiting.file_name.chars().filter(|c| !c.is_control()).take(120).collect();
    let waiting = Waiting { file_name, ..waiting };
    let mut content = serde_json::to_value(&waiting)?;
    content["at"] = json!(instant(waiting.at));
    store::put(store, KEEP, [("id", json!(waiting.preview)), ("waiting", content)]).await?;
    Ok(())
}

/// Always the same number of digits, so that instants are compared as texts.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Throws a waiting file away.
///
/// # Errors
/// When the database cannot be written.
pub async fn discard(store: &Store, preview: &PreviewId) -> Result<(), Failure> {
    discard_any(store, preview, &Kind::ALL.map(Kind::code)).await
}

/// Throws a waiting file away where it is of one of these kinds.
///
/// # Errors
/// When the database cannot be written.
pub(super) async fn discard_any(store: &Store, preview: &PreviewId, kinds: &[&str]) -> Result<(), Failure> {
    store::put(store, DISCARD, [("id", json!(preview)), ("kinds", json!(kinds))]).await?;
    Ok(())
}

async fn waiting(store: &Store, at: DateTime<Utc>, preview: &PreviewId) -> Result<Option<Waiting>, Failure> {
    Ok(waiting_any(store, at, preview).await?.and_then(|waiting| waiting.read_as(|kind| Kind::from_code(kind))))
}

/// The waiting file of whatever kind; `None` where there is none or its day is over.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn waiting_any(
    store: &Store,
    at: DateTime<Utc>,
    preview: &PreviewId,
) -> Result<Option<Waiting<String>>, Failure> {
    let found: Option<Waiting<String>> = store::load(store, "import_preview", preview.as_str()).await?;
    Ok(found.filter(|waiting| at - waiting.at < Duration::hours(rules::WAITING_HOURS)))
}

/// Of what kind a waiting file is and what it is called; `None` where there is no such file or its day is over.
///
/// # Errors
/// When the database cannot be read.
pub async fn waits(store: &Store, at: DateTime<Utc>, preview: &PreviewId) -> Result<Option<(Kind, String)>, Failure> {
    Ok(waiting(store, at, preview).await?.map(|waiting| (waiting.kind, waiting.file_name)))
}

/// What a waiting file would change; `None` where there is no such file or its day is over.
///
/// # Errors
/// When the database cannot be read.
pub async fn preview(store: &Store, at: DateTime<Utc>, preview: &PreviewId) -> Result<Option<Preview>, Failure> {
    let Some(waiting) = waiting(store, at, preview).await? else { return Ok(None) };
    let present = present(store, waiting.kind).await?;
    let mut page = Preview {
        preview: waiting.preview.clone(),
        kind: waiting.kind,
        file_name: waiting.file_name.clone(),
        encoding: waiting.encoding,
        at: waiting.at,
        faults: Vec::new(),
        fault_count: 0,
        warnings: Vec::new(),
        left: Vec::new(),
        comparison: Comparison::default(),
        is_stale: rules::fingerprint(&present) != waiting.base,
    };
    match read(store, waiting.kind, &waiting.text, shown(at).year()).await? {
        Ok(read) => {
            page.comparison = rules::compare(&present, &read.written);
            page.warnings = read.warnings;
            page.left = read.left;
        }
        Err(mut faults) => {
            page.fault_count = faults.len();
            faults.truncate(rules::MOST_FAULTS_SHOWN);
            page.faults = faults;
        }
    }
    Ok(Some(page))
}

/// Imports a waiting file, exactly as it was seen, in one transaction, throws the file away and answers what it held.
/// A confirmation that was carried out before changes nothing and answers nothing. With `retire`, units and inspectors
/// that the file leaves out are out of use from this day.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such file, [`AppError::NotAllowedNow`] where it has a fault or changes
/// nothing, a fault of the field `retire` where only that would change something, [`AppError::Stale`] where the records
/// changed since it was read, or a failure of the database.
pub async fn confirm(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    preview: &PreviewId,
    retire: bool,
) -> Result<Option<Kind>, Failure> {
    if store::done_before(store, actor, &Kind::ALL.map(Kind::command), key).await? {
        return Ok(None);
    }
    let waiting = waiting(store, at, preview).await?.ok_or(AppError::NotFound)?;
    let present = present(store, waiting.kind).await?;
    if rules::fingerprint(&present) != waiting.base {
        return Err(AppError::Stale.into());
    }
    let year = shown(at).year();
    let read = read(store, waiting.kind, &waiting.text, year).await?.map_err(|_| AppError::NotAllowedNow)?;
    let comparison = rules::compare(&present, &read.written);
    let retires = retire && waiting.kind.may_retire();
    if !rules::may_confirm(0, false, &comparison, waiting.kind.is_template() || retires) {
        let would_retire = waiting.kind.may_retire() && !comparison.absent.is_empty();
        let refused = if would_retire { AppError::field("retire", Fault::Missing) } else { AppError::NotAllowedNow };
        return Err(refused.into());
    }
    let content = match retires {
        true => with_retired(store, read.content, &comparison.absent, chain_day(at)).await?,
        false => read.content,
    };
    match import(store, actor, at, key, &content).await {
        // Somebody created one of the records in the moment between: for the person that is no other case.
        Err(Failure::Refused(AppError::Exists)) => return Err(AppError::Stale.into()),
        imported => imported?,
    }
    discard(store, preview).await?;
    Ok(Some(waiting.kind))
}

/// What a file says, and with it what it leaves out, out of use from this day. What is kept in another way stays as it is.
async fn with_retired(
    store: &Store,
    content: Content,
    absent: &[Written],
    today: NaiveDate,
) -> Result<Content, Failure> {
    let absent: BTreeSet<&str> = absent.iter().map(|record| record.id.as_str()).collect();
    Ok(match content {
        Content::Units(mut units) => {
            let all = unit::store::all(store).await?.into_iter();
            let left_out = all.filter(|unit| absent.contains(unit.code.as_str()));
            units.extend(left_out.map(|unit| Unit { retired_on: Some(today), ..unit }));
            Content::Units(units)
        }
        Content::Inspectors(mut people) => {
            let all = roster::store::all(store).await?.into_iter();
            let left_out = all.filter(|one| absent.contains(one.inspector.as_str()));
            people.extend(left_out.map(|one| RosterInspector { retired_on: Some(today), ..one }));
            Content::Inspectors(people)
        }
        other @ (Content::FormerNames(_)
        | Content::Holidays(_)
        | Content::ScoreStandard(_)
        | Content::SelfCheckForm(_)) => other,
    })
}

async fn import(store: &Store, actor: &Actor, at: DateTime<Utc>, key: &str, content: &Content) -> Result<(), Failure> {
    match content {
        Content::Units(units) => unit::store::import(store, actor, at, key, units, &[]).await.map(drop),
        Content::FormerNames(names) => unit::store::import(store, actor, at, key, &[], names).await.map(drop),
        Content::Inspectors(people) => roster::store::import(store, actor, at, key, people).await.map(drop),
        Content::Holidays(years) => working_day::store::import(store, actor, at, key, years).await.map(drop),
        Content::ScoreStandard(standard) => standard::store::import(store, actor, at, key, standard).await.map(drop),
        Content::SelfCheckForm(questions) => form::store::import(store, actor, at, key, questions).await.map(drop),
    }
}

/// What is there of a kind, as a table shows it.
async fn present(store: &Store, kind: Kind) -> Result<Vec<Written>, Failure> {
    Ok(match kind {
        Kind::Units => rules::units(&unit::store::all(store).await?),
        Kind::FormerNames => rules::former_names(&unit::store::former_names(store).await?),
        Kind::Inspectors => rules::inspectors(&roster::store::all(store).await?),
        Kind::Holidays => rules::holidays(&working_day::store::years(store).await?),
        Kind::ScoreStandard => {
            let latest = standard::store::latest(store).await?;
            rules::indicators(&latest.as_ref().map(standard::rules::written).unwrap_or_default())
        }
        Kind::SelfCheckForm => {
            rules::questions(&form::store::latest(store).await?.map(|form| form.questions).unwrap_or_default())
        }
    })
}

/// Reads a file by the rules of its kind, in this year. The outer error is the database's, the inner ones are the file's.
async fn read(store: &Store, kind: Kind, text: &str, year: i32) -> Result<Result<Read, Vec<CellFault>>, Failure> {
    if kind == Kind::Holidays {
        return Ok(working_day::rules::parse_holidays(text).map(|years| {
            let written = rules::holidays(&years);
            Read::of(Content::Holidays(years), written)
        }));
    }
    let table = match reading::table(text) {
        Ok(table) => table,
        Err(faults) => return Ok(Err(faults)),
    };
    Ok(match kind {
        Kind::Units => unit::rules::parse_units(&table).map(|units| {
            let written = rules::units(&units);
            Read::of(Content::Units(units), written)
        }),
        Kind::FormerNames => {
            let units = unit::store::all(store).await?;
            unit::rules::parse_former_names(&table, &units).map(|names| {
                let written = rules::former_names(&names);
                Read::of(Content::FormerNames(names), written)
            })
        }
        Kind::Inspectors => {
            let names = roster::store::names(store).await?;
            let known = roster::store::all(store).await?;
            roster::rules::parse_roster(&table, &names).map(|roster| of_roster(roster, known, &names, year))
        }
        Kind::ScoreStandard => standard::rules::parse_standard(&table).map(|content| {
            let written = rules::indicators(&content.written());
            Read::of(Content::ScoreStandard(content), written)
        }),
        Kind::SelfCheckForm => form::parse_form(&table).map(|questions| {
            let written = rules::questions(&questions);
            Read::of(Content::SelfCheckForm(questions), written)
        }),
        // Read above: it is no table.
        Kind::Holidays => Err(Vec::new()),
    })
}

/// A roster that was read, with the workplaces that it takes away from whom it knows.
fn of_roster(roster: Roster, known: Vec<RosterInspector>, names: &UnitNames, year: i32) -> Read {
    let mut lines: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for warning in roster.warnings {
        lines.entry(warning.line).or_default().push(warning.name);
    }
    let each =
        |(line, names): (usize, Vec<String>)| names.into_iter().map(move |workplace| Warning { line, workplace });
    let warnings = lines.into_iter().flat_map(each).collect();
    let known: BTreeMap<InspectorId, RosterInspector> =
        known.into_iter().map(|one| (one.inspector.clone(), one)).collect();
    let (mut people, mut left) = (Vec::with_capacity(roster.inspectors.len()), Vec::new());
    for one in roster.inspectors {
        let Some(before) = known.get(&one.inspector) else {
            people.push(one);
            continue;
        };
        let (one, workplace) = roster::rules::with_former(before, one, names, year);
        let told = |workplace| LeftWorkplace { inspector: one.inspector.clone(), name: one.name.clone(), workplace };
        left.extend(workplace.map(told));
        people.push(one);
    }
    let written = rules::inspectors(&people);
    Read { content: Content::Inspectors(people), written, warnings, left }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{instant as forenoon, memory, officer};

    const UNITS: &str = include_str!("../demo/data/units.csv");

    /// The district's six files in the order in which they must come.
    const FILES: [(Kind, &str); 6] = [
        (Kind::Units, UNITS),
        (Kind::FormerNames, include_str!("../demo/data/unit_aliases.csv")),
        (Kind::Inspectors, include_str!("../demo/data/inspectors.csv")),
        (Kind::Holidays, include_str!("../demo/data/holidays.json")),
        (Kind::ScoreStandard, include_str!("../demo/data/score_standard.csv")),
        (Kind::SelfCheckForm, include_str!("../demo/data/self_check_form.csv")),
    ];

    async fn wait(store: &Store, id: &str, kind: Kind, text: &str) -> PreviewId {
        let id = PreviewId::parse(id).unwrap();
        let text = reading::decode(text.as_bytes(), kind.wanted()).unwrap();
        keep(store, &officer(), forenoon(), &id, kind, "表.csv", text).await.unwrap();
        id
    }

    async fn seen(store: &Store, id: &PreviewId) -> Preview {
        preview(store, forenoon(), id).await.unwrap().unwrap()
    }

    async fn confirmed(store: &Store, id: &PreviewId) -> Result<Option<Kind>, Failure> {
        confirm(store, &officer(), forenoon(), id.as_str(), id, false).await
    }

    #[tokio::test]
    async fn the_districts_six_files_are_imported_and_say_nothing_new_a_second_time() {
        let store = memory().await;
        for (kind, file) in FILES {
            let id = wait(&store, kind.code(), kind, file).await;
            let page = seen(&store, &id).await;
            assert_eq!(page.faults, [], "{kind:?}");
            assert!(!page.comparison.created.is_empty() && page.comparison.changed.is_empty());
            confirmed(&store, &id).await.unwrap();
            let again = wait(&store, "again", kind, file).await;
            let page = seen(&store, &again).await;
            assert_eq!((page.comparison.created.len(), page.comparison.changed.len()), (0, 0), "{kind:?}");
            let refused = confirmed(&store, &again).await;
            assert!(matches!(refused, Err(Failure::Refused(AppError::NotAllowedNow))), "{kind:?}");
            discard(&store, &again).await.unwrap();
        }
        let cards = cards(&store).await.unwrap();
        assert_eq!(cards.iter().map(|card| card.count).collect::<Vec<_>>(), [59, 16, 40, 11, 35, 40]);
        assert!(cards.iter().all(|card| card.changed.as_ref().is_some_and(|changed| changed.at == forenoon())));
    }

    #[tokio::test]
    async fn a_file_with_one_fault_imports_nothing() {
        let store = memory().await;
        let id = wait(&store, "p1", Kind::Units, &UNITS.replacen("街道办事处,114", "街道,114", 1)).await;
        let page = seen(&store, &id).await;
        assert_eq!((page.fault_count, page.faults[0].line), (1, 2));
        assert!(matches!(confirmed(&store, &id).await, Err(Failure::Refused(AppError::NotAllowedNow))));
        assert_eq!(unit::store::all(&store).await.unwrap(), []);
    }

    #[tokio::test]
    async fn a_change_is_shown_with_both_values() {
        let store = memory().await;
        let first = wait(&store, "p1", Kind::Units, UNITS).await;
        confirmed(&store, &first).await.unwrap();
        let second = wait(&store, "p2", Kind::Units, &UNITS.replace("0371-00001007", "0371-00009999")).await;
        let page = seen(&store, &second).await;
        assert_eq!((page.comparison.changed.len(), page.comparison.unchanged), (1, 58));
        let cell = &page.comparison.changed[0].cells[0];
        assert_eq!([&cell.column, &cell.before, &cell.after], ["联系电话", "0371-00001007", "0371-00009999"]);
        confirmed(&store, &second).await.unwrap();
        let code = crate::kernel::ids::UnitCode::parse("JSJD01").unwrap();
        let changed = unit::store::load(&store, &code).await.unwrap().unwrap();
        assert_eq!(changed.phone.as_deref(), Some("0371-00009999"));
    }

    /// The register without the line of this unit.
    fn without(code: &str) -> String {
        let line = format!("{code},");
        UNITS.split_inclusive('\n').filter(|text| !text.starts_with(&line)).collect()
    }

    #[tokio::test]
    async fn what_a_file_leaves_out_goes_out_of_use_where_that_is_asked_for_and_comes_back_with_a_later_file() {
        let store = memory().await;
        let first = wait(&store, "p1", Kind::Units, UNITS).await;
        confirmed(&store, &first).await.unwrap();
        let less = wait(&store, "p2", Kind::Units, &without("JSJD01")).await;
        assert_eq!(seen(&store, &less).await.comparison.absent.len(), 1);
        // Nothing else would change, so it is the choice that is missing.
        let refused = confirmed(&store, &less).await;
        assert!(matches!(refused, Err(Failure::Refused(AppError::Invalid(faults))) if faults[0].field == "retire"));
        confirm(&store, &officer(), forenoon(), "k2", &less, true).await.unwrap();
        let code = crate::kernel::ids::UnitCode::parse("JSJD01").unwrap();
        let retired = unit::store::load(&store, &code).await.unwrap().unwrap();
        assert_eq!(retired.retired_on, Some(chain_day(forenoon())));
        assert_eq!(cards(&store).await.unwrap()[0].count, 58);
        let again = wait(&store, "p3", Kind::Units, UNITS).await;
        assert_eq!(seen(&store, &again).await.comparison.changed.len(), 1);
        confirmed(&store, &again).await.unwrap();
        let back = unit::store::load(&store, &code).await.unwrap().unwrap();
        assert_eq!((back.retired_on, back.version), (None, 3));
    }

    #[tokio::test]
    async fn what_a_file_leaves_out_stays_in_use_where_nobody_asks() {
        let store = memory().await;
        let whole = FILES[2].1;
        let first = wait(&store, "p1", Kind::Inspectors, whole).await;
        confirmed(&store, &first).await.unwrap();
        let last = whole.trim_end().rfind('\n').unwrap();
        let less = format!("{}\nJC9999,检查员新,,,,,否\n", &whole[..last]);
        let second = wait(&store, "p2", Kind::Inspectors, &less).await;
        let page = seen(&store, &second).await;
        assert_eq!((page.faults.len(), page.comparison.absent.len(), page.comparison.created.len()), (0, 1, 1));
        confirmed(&store, &second).await.unwrap();
        assert!(roster::store::all(&store).await.unwrap().iter().all(RosterInspector::is_active));
        let third = wait(&store, "p3", Kind::Inspectors, &less).await;
        confirm(&store, &officer(), forenoon(), "k3", &third, true).await.unwrap();
        let all = roster::store::all(&store).await.unwrap();
        assert_eq!((all.len(), all.iter().filter(|one| one.is_active()).count()), (41, 40));
    }

    #[tokio::test]
    async fn what_changed_since_the_file_was_read_makes_it_stale() {
        let store = memory().await;
        let first = wait(&store, "p1", Kind::Units, UNITS).await;
        let second = wait(&store, "p2", Kind::Units, UNITS).await;
        confirmed(&store, &second).await.unwrap();
        assert!(seen(&store, &first).await.is_stale);
        assert!(matches!(confirmed(&store, &first).await, Err(Failure::Refused(AppError::Stale))));
    }

    #[tokio::test]
    async fn a_confirmation_that_is_sent_twice_is_carried_out_once() {
        let store = memory().await;
        let id = wait(&store, "p1", Kind::Units, UNITS).await;
        assert_eq!(confirmed(&store, &id).await.unwrap(), Some(Kind::Units));
        assert_eq!(confirmed(&store, &id).await.unwrap(), None);
        let versions: Vec<u32> = unit::store::all(&store).await.unwrap().into_iter().map(|unit| unit.version).collect();
        assert_eq!(versions, [1; 59]);
    }

    #[tokio::test]
    async fn a_file_waits_for_a_day() {
        let store = memory().await;
        let id = wait(&store, "p1", Kind::Units, UNITS).await;
        let later = forenoon() + Duration::hours(rules::WAITING_HOURS);
        assert_eq!(preview(&store, later, &id).await.unwrap(), None);
        let new = PreviewId::parse("p2").unwrap();
        let after = later + Duration::seconds(1);
        keep(&store, &officer(), after, &new, Kind::Units, "表.csv", ("甲".to_owned(), Encoding::Utf8)).await.unwrap();
        let row: Option<Waiting> = store::load(&store, "import_preview", id.as_str()).await.unwrap();
        assert_eq!(row, None);
    }

    #[tokio::test]
    async fn workplaces_that_are_no_units_are_warnings() {
        let store = memory().await;
        let id = wait(&store, "p1", Kind::Inspectors, FILES[2].1).await;
        let page = seen(&store, &id).await;
        assert_eq!(page.faults, []);
        assert!(page.warnings.len() > 40, "without a register no workplace is known");
    }
}
