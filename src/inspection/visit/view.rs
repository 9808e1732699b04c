//! What the pages of a visit are made of, read from several records. Whatever leaves here has passed
//! [`rules::seen_by`].

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    model::{
        Draft, FileNames, IndicatorName, NoticeText, ScorePage, Scorer, SelfCheckPage, SignedCheck, StepChoice,
        VisitPage,
    },
    rules::{self, VisitStep},
    store,
};
use crate::{
    error::AppError,
    evidence::{self, model::Evidence},
    inspection::{
        model::{Plan, ScoreStandard, Visit, VisitState},
        plan::{
            model::{Person, RecusalLine},
            store::{recusal, recused_among},
        },
        roster,
        rules::scoring::Sheet,
    },
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        ids::{EntryId, EvidenceId, InspectorId},
        permit::{self, Action},
        points::Points,
    },
    self_check::{self, model::Submission},
    store::{Failure, Store},
    unit::{self, model::Standing},
    working_day,
};

/// The most files whose names a page shows.
const MOST_FILES: usize = 400;

/// The page of a visit.
pub(super) async fn visit_page(
    database: &Store,
    actor: &Actor,
    found: &Visit,
    today: NaiveDate,
) -> Result<VisitPage, Failure> {
    let visit = rules::seen_by(actor, found);
    let plan = store::plan_of(database, &found.plan).await?;
    let indicators = match &plan {
        Some(plan) => named(database, plan).await?,
        None => Vec::new(),
    };
    let in_findings = visit.findings.iter().flat_map(|finding| &finding.evidence);
    let ids = visit.steps.iter().flat_map(|record| &record.evidence).chain(in_findings);
    let files = file_names(database, actor, ids).await?;
    let scorers = scorers(database, found).await?;
    let group = scorers.iter().map(|scorer| scorer.name.clone()).collect();
    let is_member = actor.inspector.as_ref().is_some_and(|number| found.inspectors.contains(number));
    let calendar = working_day::store::calendar(database).await?;
    let sent = found.notice.as_ref().map(|notice| chain_day(notice.sent.at)).filter(|sent| *sent < found.date);
    let days_of_notice = sent.map_or(0, |sent| calendar.working_days_between(sent, found.date));
    let days_left = if today < found.date { calendar.working_days_between(today, found.date) } else { 0 };
    let is_ahead = found.withdrawn.is_none() && found.state < VisitState::OnSite && today < found.date;
    let unlisted_years = match is_ahead {
        true => calendar.unlisted_years(sent.unwrap_or(today).min(today), found.date),
        false => Vec::new(),
    };
    let self_check = signed_check(database, found).await?.as_ref().map(SignedCheck::of);
    let entries = entries(database, &visit).await?;
    let recused = recused(database, actor, found, today).await?;
    let bench = bench(database, actor, found, today).await?;
    Ok(VisitPage {
        visit,
        notice: plan.map(notice_text),
        scorers: if is_member { scorers } else { Vec::new() },
        group,
        indicators,
        files,
        self_check,
        entries,
        today,
        days_left,
        days_of_notice,
        unlisted_years,
        recused,
        leader_is_recused: bench.leader_is_recused,
        successors: bench.people.into_iter().map(Person::from).collect(),
    })
}

/// Who can lead in the place of the leader, for whoever may appoint one now.
async fn bench(database: &Store, actor: &Actor, visit: &Visit, today: NaiveDate) -> Result<store::Bench, Failure> {
    if rules::may(actor, visit, VisitStep::Appoint) {
        store::bench(database, visit, today).await
    } else {
        Ok(store::Bench { people: Vec::new(), leader_is_recused: false })
    }
}

/// Why this person is kept from the visit by now, as long as its group has anything to do with it.
async fn recused(
    database: &Store,
    actor: &Actor,
    visit: &Visit,
    today: NaiveDate,
) -> Result<Option<RecusalLine>, Failure> {
    if visit.withdrawn.is_some() || visit.state >= VisitState::Locked {
        return Ok(None);
    }
    recusal(database, actor, &visit.unit, today).await
}

/// The ledger entries that came of the findings. Nothing is put into the ledger before the score is locked.
async fn entries(database: &Store, visit: &Visit) -> Result<Vec<EntryId>, Failure> {
    if visit.state < VisitState::Locked || visit.findings.is_empty() {
        return Ok(Vec::new());
    }
    let standing = unit::store::standing_in::<Standing>(database, &visit.season, &visit.unit).await?;
    let known = standing.map(|standing| standing.entries).unwrap_or_default();
    let ids = visit.findings.iter().map(|finding| EntryId::of(&visit.visit, finding.number));
    Ok(ids.filter(|id| known.contains_key(id.as_str())).collect())
}

/// The self-check of the visit's season that the unit's head has signed; of several the one that was due last.
async fn signed_check(database: &Store, visit: &Visit) -> Result<Option<Submission>, Failure> {
    let all = self_check::store::whole_of_unit(database, &visit.unit).await?;
    Ok(all.into_iter().rfind(|one| one.season == visit.season && one.signed.is_some()))
}

/// That self-check where the person may read it. The group reads it here, for only the visit says who is of the group.
async fn readable_check(database: &Store, actor: &Actor, visit: &Visit) -> Result<Submission, Failure> {
    permit::check(actor, Action::ReadSubmission, rules::subject(visit))?;
    Ok(signed_check(database, visit).await?.ok_or(AppError::NotFound)?)
}

/// The unit's signed self-check.
pub(super) async fn self_check_page(
    database: &Store,
    actor: &Actor,
    visit: &Visit,
    today: NaiveDate,
) -> Result<SelfCheckPage, Failure> {
    let signed = readable_check(database, actor, visit).await?;
    let mut check = self_check::reads::submission_view(database, actor, &signed.round, &signed.unit, today).await?;
    check.files_at = format!("/visits/{}/self-check", visit.visit);
    let result = visit.result.as_ref().filter(|_| visit.state >= VisitState::Locked);
    let total = result.map(|result| Points(result.total));
    let (plan, group) = (visit.plan.clone(), visit.group);
    Ok(SelfCheckPage { visit: visit.visit.clone(), plan, group, date: visit.date, check, total })
}

/// A file that proves an answer of it.
pub(super) async fn self_check_file(
    database: &Store,
    actor: &Actor,
    visit: &Visit,
    file: &EvidenceId,
) -> Result<Evidence, Failure> {
    let signed = readable_check(database, actor, visit).await?;
    let proves = signed.answers.values().any(|answer| answer.evidence.contains(file));
    let found = evidence::store::load(database, file).await?.filter(|_| proves);
    Ok(found.ok_or(AppError::NotFound)?)
}

fn notice_text(plan: Plan) -> NoticeText {
    let Plan { title, basis, scope, areas, procedure, .. } = plan;
    NoticeText { title, basis, scope, areas, procedure }
}

async fn named(database: &Store, plan: &Plan) -> Result<Vec<IndicatorName>, Failure> {
    use crate::inspection::standard;
    let standard = standard::store::load(database, &plan.standard, plan.edition).await?;
    Ok(standard
        .map(|standard| names_of(&standard, &rules::applicable_sheet(&standard, &plan.areas)))
        .unwrap_or_default())
}

fn names_of(standard: &ScoreStandard, sheet: &Sheet) -> Vec<IndicatorName> {
    let text = |code: &str| standard.words.get(code).map(|words| words.text.clone()).unwrap_or_default();
    let named = rules::indicators(sheet).map(|(area, indicator)| IndicatorName {
        code: indicator.code.clone(),
        area,
        text: text(&indicator.code),
    });
    named.collect()
}

/// The page on which a visit is scored.
pub(super) async fn score_page(
    database: &Store,
    actor: &Actor,
    found: &Visit,
    today: NaiveDate,
) -> Result<ScorePage, Failure> {
    let (standard, sheet) = store::standard_of(database, found).await?;
    let visit = rules::seen_by(actor, found);
    let own = actor.inspector.as_ref().and_then(|number| visit.sheets.get(number.as_str()).cloned());
    let draft = match &actor.inspector {
        Some(number) if rules::may(actor, found, VisitStep::Score) => {
            store::draft(database, &found.visit, number).await?
        }
        Some(_) | None => Draft::default(),
    };
    let in_sheets = visit.sheets.values().flat_map(|sheet| sheet.evidence.values().flatten());
    let files = file_names(database, actor, draft.evidence.values().flatten().chain(in_sheets)).await?;
    let is_member = actor.inspector.as_ref().is_some_and(|number| found.inspectors.contains(number));
    let scorers = if is_member { scorers(database, found).await? } else { names_alone(database, found).await? };
    let steps = StepChoice::all(&visit);
    let window = uuid::Uuid::new_v4().to_string();
    let self_check = match &visit.result {
        Some(_) => signed_check(database, found).await?.as_ref().map(SignedCheck::of),
        None => None,
    };
    let recused_scorers = recused_scorers(database, actor, found, today).await?;
    let (words, recused) = (standard.words, recused(database, actor, found, today).await?);
    Ok(ScorePage {
        visit,
        sheet,
        words,
        draft,
        window,
        own,
        scorers,
        steps,
        files,
        self_check,
        recused,
        recused_scorers,
    })
}

/// Whose sheet is marked: they handed it in, and are recused from the unit by now. Nothing is done with a locked one.
async fn recused_scorers(
    database: &Store,
    actor: &Actor,
    visit: &Visit,
    today: NaiveDate,
) -> Result<Vec<InspectorId>, Failure> {
    if visit.withdrawn.is_some() || visit.state >= VisitState::Locked || !rules::sees_all_sheets(actor, visit) {
        return Ok(Vec::new());
    }
    let has_handed_in = |one: &&InspectorId| visit.sheets.get(one.as_str()).is_some_and(|sheet| sheet.submitted);
    let scorers: Vec<InspectorId> = visit.inspectors.iter().filter(has_handed_in).cloned().collect();
    recused_among(database, &scorers, &visit.unit, today).await
}

/// The group with who has handed in: that it was done is no secret within the group, what was entered is.
async fn scorers(database: &Store, visit: &Visit) -> Result<Vec<Scorer>, Failure> {
    let mut scorers = Vec::with_capacity(visit.inspectors.len());
    for inspector in &visit.inspectors {
        let known = roster::store::load(database, inspector).await?;
        let name = known.map_or_else(|| inspector.to_string(), |known| known.name.to_string());
        let submitted = visit.sheets.get(inspector.as_str()).is_some_and(|sheet| sheet.submitted);
        scorers.push(Scorer { inspector: inspector.clone(), name, submitted });
    }
    Ok(scorers)
}

async fn names_alone(database: &Store, visit: &Visit) -> Result<Vec<Scorer>, Failure> {
    if visit.reconciled.is_none() {
        return Ok(Vec::new());
    }
    scorers(database, visit).await
}

/// The names of those of these files that the person may read.
async fn file_names<'a>(
    database: &Store,
    actor: &Actor,
    ids: impl Iterator<Item = &'a EvidenceId>,
) -> Result<FileNames, Failure> {
    let mut names = BTreeMap::new();
    for id in ids.take(MOST_FILES) {
        let found = evidence::store::load(database, id).await?;
        if let Some(file) = found.filter(|file| evidence::rules::may_read(actor, file)) {
            names.insert(id.clone(), file.name);
        }
    }
    Ok(names)
}
