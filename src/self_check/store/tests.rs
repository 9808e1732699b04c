//! Two rounds of one season, and a round that is opened in pieces.

use std::collections::BTreeMap;

use super::{
    opening::{begin_opening, first_draft},
    *,
};
use crate::{
    journal::chain::chain_day,
    kernel::{
        actor::Signature,
        listing::ListOrder,
        points::Points,
        text::{Note, Title},
        unit_kind::{Area, UnitKind},
    },
    self_check::{
        form::{AnswerKind, Question},
        model::{AreaScore, RoundState, SelfScore, SubmissionLine, SubmissionOrder, SubmissionState},
        rules::{self, Content, NewRound, RoundTerms},
    },
    store::{
        Change, Commit,
        testing::{instant, memory, officer},
    },
    unit::model::Unit,
    working_day::store::calendar,
};

async fn district(units: u32) -> Store {
    let store = memory().await;
    let unit = |number: u32| Unit {
        code: UnitCode::parse(format!("U{number:04}")).unwrap(),
        name: Title::parse(format!("第{number}局")).unwrap(),
        short_name: Title::parse(format!("{number}局")).unwrap(),
        kind: UnitKind::Department,
        credit_code: None,
        website: None,
        phone: None,
        head: None,
        retired_on: None,
        version: 0,
    };
    let all: Vec<Unit> = (1..=units).map(unit).collect();
    units::import(&store, &officer(), instant(), "units", &all, &[]).await.unwrap();
    let question = Question {
        code: "Z1.1".to_owned(),
        area: Area::Disclosure,
        text: "是否公开".to_owned(),
        answer: AnswerKind::YesNo,
        required: false,
        evidence: None,
        hint: String::new(),
    };
    form::store::import(&store, &officer(), instant(), "form", &[question]).await.unwrap();
    store
}

async fn draft(store: &Store, key: &str) -> Round {
    let new = NewRound { season: SeasonId::parse("2026").unwrap(), terms: terms("自查") };
    draft_round(store, &officer(), instant(), key, new).await.unwrap()
}

fn terms(title: &str) -> RoundTerms {
    RoundTerms { title: Title::parse(title).unwrap(), unit_kinds: vec![UnitKind::Department], working_days: 5 }
}

async fn open(store: &Store, key: &str) -> Round {
    let drafted = draft(store, key).await;
    open_round(store, &officer(), instant(), &format!("{key}.open"), &drafted, 1).await.unwrap();
    round(store, &drafted.round).await.unwrap().unwrap()
}

async fn submit(store: &Store, round: &Round, key: &str) {
    let unit = UnitCode::parse("U0001").unwrap();
    let areas: Vec<AreaScore> = Area::ALL.map(|area| AreaScore { area, points: Points(0) }).into();
    let content = Content { answers: BTreeMap::new(), self_score: SelfScore { areas, total: Points(0) } };
    let actor = officer();
    let (first, second) = (format!("{key}.1"), format!("{key}.2"));
    let before = load(store, &round.round, &unit).await.unwrap().unwrap();
    let act = Act { actor: &actor, at: instant(), key: &first, seen: before.version };
    hand_over(store, act, &before, content).await.unwrap();
    let before = load(store, &round.round, &unit).await.unwrap().unwrap();
    sign(store, Act { key: &second, seen: before.version, ..act }, &before).await.unwrap();
}

async fn standing_of(store: &Store, round: &Round) -> SubmissionStanding {
    let row: Option<serde_json::Value> = store::load(store, "unit_standing", "2026.U0001").await.unwrap();
    serde_json::from_value(row.unwrap()["self_checks"][round.round.as_str()].clone()).unwrap()
}

#[tokio::test]
async fn every_round_has_its_own_part_in_the_standing() {
    let store = district(1).await;
    let first = open(&store, "a").await;
    assert_eq!((first.round.as_str(), first.state), ("2026-01", RoundState::Open));
    submit(&store, &first, "s").await;
    let second = open(&store, "b").await;
    assert_eq!(standing_of(&store, &first).await.submitted_on, Some(chain_day(instant())), "it stays submitted");
    let fresh = standing_of(&store, &second).await;
    assert_eq!((fresh.state, fresh.submitted_on), (SubmissionState::Draft, None));
    submit(&store, &second, "t").await;
    assert_eq!(standing_of(&store, &second).await.state, SubmissionState::Submitted);
}

#[tokio::test]
async fn a_draft_that_is_edited_is_on_the_newest_form_and_stays_the_same_round() {
    let (store, actor) = (district(1).await, officer());
    let drafted = draft(&store, "a").await;
    let mut questions = form_of(&store, &drafted).await.unwrap().questions;
    questions[0].text = "是否全部公开".to_owned();
    form::store::import(&store, &actor, instant(), "newer", &questions).await.unwrap();
    for _ in 0..2 {
        edit_round(&store, &actor, instant(), "a.edit", &drafted, 1, terms("秋季自查")).await.unwrap();
    }
    let edited = round(&store, &drafted.round).await.unwrap().unwrap();
    assert_eq!((edited.title.as_str(), edited.edition, edited.version), ("秋季自查", 2, 2));
    assert_eq!((edited.state, &edited.drafted), (RoundState::Draft, &drafted.drafted));
    let late = edit_round(&store, &actor, instant(), "b.edit", &edited, 1, terms("冬季自查")).await;
    assert!(matches!(late, Err(Failure::Refused(AppError::Stale))));
}

#[tokio::test]
async fn nobody_gets_a_task_of_a_round_that_changed_while_it_was_opened() {
    let (store, actor) = (district(2).await, officer());
    let drafted = draft(&store, "a").await;
    let reason = Note::parse("单位类别选错").unwrap();
    discard_round(&store, &actor, instant(), "a.discard", &drafted, 1, reason).await.unwrap();
    // Whoever opens it has read it before.
    let late = open_round(&store, &actor, instant(), "a.open", &drafted, 1).await;
    assert!(matches!(late, Err(Failure::Refused(AppError::Stale))), "{late:?}");
    assert!(tallies(&store, std::slice::from_ref(&drafted.round)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_round_whose_opening_has_begun_is_neither_edited_nor_given_up_and_the_opening_goes_on() {
    let (store, actor) = (district(2).await, officer());
    let drafted = draft(&store, "a").await;
    // Broken off before any unit has its task.
    let begun = begin_opening(&store, &actor, instant(), "a.open.begin", &drafted).await.unwrap();
    assert_eq!(round(&store, &drafted.round).await.unwrap().as_ref(), Some(&begun));
    assert_eq!((begun.state, begun.version), (RoundState::Draft, 2));
    let reason = || Note::parse("单位类别选错").unwrap();
    // Whoever read it before comes too late, and whoever reads it now is refused.
    let late = discard_round(&store, &actor, instant(), "a.discard", &drafted, 1, reason()).await;
    assert!(matches!(late, Err(Failure::Refused(AppError::Stale))), "{late:?}");
    let late = edit_round(&store, &actor, instant(), "a.edit", &drafted, 1, terms("秋季自查")).await;
    assert!(matches!(late, Err(Failure::Refused(AppError::Stale))), "{late:?}");
    let refused = discard_round(&store, &actor, instant(), "b.discard", &begun, 2, reason()).await;
    assert!(matches!(refused, Err(Failure::Refused(AppError::NotAllowedNow))), "{refused:?}");
    let refused = edit_round(&store, &actor, instant(), "b.edit", &begun, 2, terms("秋季自查")).await;
    assert!(matches!(refused, Err(Failure::Refused(AppError::NotAllowedNow))), "{refused:?}");
    // Another form that was filled in before it began knows nothing of it; the same one goes on.
    let other = open_round(&store, &actor, instant(), "b.open", &begun, 1).await;
    assert!(matches!(other, Err(Failure::Refused(AppError::Stale))), "{other:?}");
    for _ in 0..2 {
        let now = round(&store, &drafted.round).await.unwrap().unwrap();
        open_round(&store, &actor, instant(), "a.open", &now, 1).await.unwrap();
    }
    let opened = round(&store, &drafted.round).await.unwrap().unwrap();
    assert_eq!((opened.state, opened.opening, opened.version), (RoundState::Open, None, 3));
    assert_eq!(lines(&store, &drafted.round, &Filter::default(), 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_round_that_is_given_up_leaves_the_list_and_keeps_its_number() {
    let (store, actor) = (district(1).await, officer());
    let drafted = draft(&store, "a").await;
    let reason = Note::parse("单位类别选错").unwrap();
    discard_round(&store, &actor, instant(), "a.discard", &drafted, 1, reason.clone()).await.unwrap();
    assert!(rounds(&store).await.unwrap().is_empty());
    let discarded = round(&store, &drafted.round).await.unwrap().unwrap();
    assert_eq!((discarded.state, discarded.discarded_because.as_ref()), (RoundState::Discarded, Some(&reason)));
    let again = discard_round(&store, &actor, instant(), "b.discard", &discarded, 2, reason).await;
    assert!(matches!(again, Err(Failure::Refused(AppError::NotAllowedNow))));
    assert_eq!(draft(&store, "c").await.round.as_str(), "2026-02");
}

#[tokio::test]
async fn the_number_of_a_round_may_have_three_digits_and_is_the_newest_still() {
    let store = district(1).await;
    for number in 1..=100 {
        draft(&store, &format!("r{number}")).await;
    }
    assert_eq!(draft(&store, "further").await.round.as_str(), "2026-101");
    let newest: Vec<String> = rounds(&store).await.unwrap().iter().map(|round| round.round.to_string()).collect();
    assert_eq!(newest.len(), ROUNDS_SHOWN);
    assert_eq!(newest[..3], ["2026-101", "2026-100", "2026-99"]);
}

#[tokio::test]
async fn an_opening_that_was_broken_off_goes_on_with_one_due_date_for_all() {
    let (store, actor) = (district(3).await, officer());
    let drafted = draft(&store, "a").await;
    let wanted = due(&calendar(&store).await.unwrap(), chain_day(instant()), 5).unwrap().date;
    let unit = units::all(&store).await.unwrap().remove(0);
    let first = first_draft(&drafted, &unit, wanted, Signature::of(&actor, instant()));
    let given = Change::create(SUBMISSION, submission_id(&drafted.round, &unit.code), &first).unwrap();
    let commit = Commit::by(&actor, "self_check.give_task", "a.open.U0001", instant()).with(given);
    store::transact(&store, commit.merging(standing(&first).unwrap())).await.unwrap();
    let later = instant() + chrono::TimeDelta::days(3);
    open_round(&store, &actor, later, "a.open", &drafted, 1).await.unwrap();
    let wanted = due(&calendar(&store).await.unwrap(), chain_day(later), 5).unwrap().date;
    let opened = round(&store, &drafted.round).await.unwrap().unwrap();
    assert_eq!((opened.opened_on, opened.due), (Some(chain_day(later)), Some(wanted)));
    let lines = lines(&store, &opened.round, &Filter::default(), 10).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.due).collect::<Vec<_>>(), [wanted; 3]);
}

#[tokio::test]
async fn a_unit_that_is_not_inspected_any_more_is_given_no_task() {
    let store = district(2).await;
    let gone = Unit { retired_on: Some(chain_day(instant())), ..units::all(&store).await.unwrap().remove(0) };
    units::import(&store, &officer(), instant(), "gone", std::slice::from_ref(&gone), &[]).await.unwrap();
    let opened = open(&store, "a").await;
    let lines = lines(&store, &opened.round, &Filter::default(), 10).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.unit.as_str()).collect::<Vec<_>>(), ["U0002"]);
}

#[tokio::test]
async fn a_round_of_many_units_is_opened_in_pieces_and_counted_whole() {
    let store = district(230).await;
    let opened = open(&store, "a").await;
    submit(&store, &opened, "s").await;
    let tally = tallies(&store, std::slice::from_ref(&opened.round)).await.unwrap()[&opened.round];
    assert_eq!((tally.units, tally.missing, tally.submitted, tally.late), (230, 229, 1, 0));
    let page = lines(&store, &opened.round, &Filter::default(), LINES_A_PAGE + 1).await.unwrap();
    assert_eq!(page.len(), LINES_A_PAGE + 1);
    let after = page[LINES_A_PAGE - 1].unit.to_string();
    let rest = lines(&store, &opened.round, &Filter { after, ..Filter::default() }, 230).await.unwrap();
    assert_eq!(rest.len(), 30);
    // Every condition holds together with the kind.
    for (standing, departments) in
        [("", 230), ("missing", 229), ("signed", 1), ("late", 0), ("submitted", 1), ("draft", 229)]
    {
        for (kind, found) in [("", departments), ("department", departments), ("subdistrict", 0)] {
            let wanted = Filter::asked(standing, kind);
            let lines = lines(&store, &opened.round, &wanted, 300).await.unwrap();
            assert_eq!(lines.len(), found, "{standing} {kind}");
        }
    }
}

#[tokio::test]
async fn a_round_in_another_order_is_paged_as_that_order_says() {
    let store = district(23).await;
    let opened = open(&store, "a").await;
    submit(&store, &opened, "s").await;
    let all = lines(&store, &opened.round, &Filter::default(), 50).await.unwrap();
    for order in SubmissionOrder::all() {
        let mut naive: Vec<&SubmissionLine> = all.iter().collect();
        naive.sort_by(|one, other| {
            let by_key = match order {
                SubmissionOrder::Unit => std::cmp::Ordering::Equal,
                SubmissionOrder::State => one.state.cmp(&other.state),
                SubmissionOrder::SubmittedOn => (one.submitted_on.is_none(), one.submitted_on)
                    .cmp(&(other.submitted_on.is_none(), other.submitted_on)),
                SubmissionOrder::DaysLate => other.days_late.cmp(&one.days_late),
                // Whoever has none is below everybody who has one.
                SubmissionOrder::SelfScore => other.self_score.cmp(&one.self_score),
            };
            by_key.then_with(|| one.unit.cmp(&other.unit))
        });
        let naive: Vec<UnitCode> = naive.into_iter().map(|line| line.unit.clone()).collect();
        let (mut seen, mut after) = (Vec::new(), String::new());
        while seen.len() < naive.len() {
            let filter = Filter { order, after: after.clone(), ..Filter::default() };
            let shown = lines(&store, &opened.round, &filter, 7).await.unwrap();
            let last = shown.last().expect("there is more");
            after = rules::place(last, order);
            seen.extend(shown.into_iter().map(|line| line.unit));
        }
        assert_eq!(seen, naive, "{order:?}");
    }
    let searched = |search: &str| Filter::default().searched(search, "state");
    let found = lines(&store, &opened.round, &searched("u0007"), 50).await.unwrap();
    assert_eq!(found.iter().map(|line| line.unit.as_str()).collect::<Vec<_>>(), ["U0007"]);
    assert_eq!(lines(&store, &opened.round, &searched("第2"), 50).await.unwrap().len(), 5);
    assert!(lines(&store, &opened.round, &searched("第2 U0007"), 50).await.unwrap().is_empty());
}
