//! What the pages show, put together on the server: facts from the stores, days from the holiday table.

use chrono::{Datelike, NaiveDate};

use super::{
    draft, form,
    model::{
        Beside, Forms, Round, RoundLine, RoundOrder, RoundState, RoundView, RoundsPage, Step, Submission,
        SubmissionLine, SubmissionView, TaskLine,
    },
    reminder::{self, model::Reminded},
    rules::{self, answer},
    store::{self, Filter, LINES_A_PAGE},
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        calendar::WorkCalendar,
        ids::{RoundId, SeasonId, UnitCode},
        permit::{self, Action, Subject},
        unit_kind::UnitKind,
    },
    store::{Failure, Store},
    unit::{
        model::{Standing, VisitPart},
        rules::standing_seen_by,
        store as units,
    },
    working_day::store::calendar,
};

/// The page `/self-check` for this person, the rounds in this order.
///
/// # Errors
/// [`AppError::NotPermitted`] for those who have no business with it, or a failure of the database.
pub async fn rounds_page(
    store: &Store,
    actor: &Actor,
    order: RoundOrder,
    today: NaiveDate,
) -> Result<RoundsPage, Failure> {
    let district = permit::check(actor, Action::ReadSubmission, Subject::DISTRICT).is_ok();
    let calendar = calendar(store).await?;
    let (rounds, tasks) = match &actor.unit {
        _ if district => (rounds(store, &calendar, order, today).await?, Vec::new()),
        Some(unit) if actor.is_of(unit) => (Vec::new(), tasks(store, unit, &calendar, today).await?),
        Some(_) | None => return Err(AppError::NotPermitted.into()),
    };
    let forms = match permit::allows(actor, Action::ManageRound, Subject::DISTRICT) {
        true => Some(forms(store, store::unit_counts(store).await?, today).await?),
        false => None,
    };
    let running = rounds.iter().filter(|line| line.tally.missing > 0).filter_map(|line| line.round.due);
    let own = tasks.iter().map(|task| &task.submission).filter(|line| line.submitted_on.is_none()).map(|line| line.due);
    let unlisted_years = calendar.unlisted_around(today, running.chain(own));
    Ok(RoundsPage { rounds, tasks, forms, unlisted_years, today })
}

/// The newest 50 rounds with their tallies, in this order.
///
/// # Errors
/// When the database cannot be read.
pub async fn rounds(
    store: &Store,
    calendar: &WorkCalendar,
    order: RoundOrder,
    today: NaiveDate,
) -> Result<Vec<RoundLine>, Failure> {
    let rounds = store::rounds(store).await?;
    let ids: Vec<RoundId> = rounds.iter().map(|round| round.round.clone()).collect();
    let tallies = store::tallies(store, &ids).await?;
    let line = |round: Round| RoundLine {
        tally: tallies.get(&round.round).copied().unwrap_or_default(),
        days_left: round.due.map(|due| calendar.working_days_between(today, due)),
        round,
    };
    let mut lines: Vec<RoundLine> = rounds.into_iter().map(line).collect();
    lines.sort_by_cached_key(|line| rules::round_place(line, order));
    Ok(lines)
}

/// The newest 50 self-checks of a unit that were given to it, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn tasks(
    store: &Store,
    unit: &UnitCode,
    calendar: &WorkCalendar,
    today: NaiveDate,
) -> Result<Vec<TaskLine>, Failure> {
    let mut tasks = Vec::new();
    let reminded = reminder::store::of_unit(store, unit).await?;
    for submission in store::of_unit(store, unit).await? {
        if let Some(round) = store::round(store, &submission.round).await? {
            let reminded = reminded.get(&round.round).copied();
            let submission = filled(submission, calendar, today, reminded);
            tasks.push(TaskLine { title: round.title, submission });
        }
    }
    Ok(tasks)
}

/// A line with what the submission itself does not hold.
fn filled(
    line: SubmissionLine,
    calendar: &WorkCalendar,
    today: NaiveDate,
    reminded: Option<Reminded>,
) -> SubmissionLine {
    let days_left = calendar.working_days_between(today, line.due);
    let days_late = rules::counted_late(calendar, line.due, line.submitted_on);
    SubmissionLine { days_left, days_late, reminded, ..line }
}

/// The lines of a round with what the submissions themselves do not hold.
async fn all_filled(
    store: &Store,
    round: &RoundId,
    lines: Vec<SubmissionLine>,
    calendar: &WorkCalendar,
    today: NaiveDate,
) -> Result<Vec<SubmissionLine>, Failure> {
    let reminded = reminder::store::of_round(store, round, lines.iter().map(|line| &line.unit)).await?;
    let line = |line: SubmissionLine| {
        let reminded = reminded.get(&line.unit).copied();
        filled(line, calendar, today, reminded)
    };
    Ok(lines.into_iter().map(line).collect())
}

async fn forms(store: &Store, units: Vec<(UnitKind, u32)>, today: NaiveDate) -> Result<Forms, Failure> {
    let newest = form::store::latest(store).await?.map(|form| (form.title, form.edition));
    let season = SeasonId::of_year(today.year()).to_string();
    Ok(Forms { newest, season, units })
}

/// The page `/self-check/{round}`.
///
/// # Errors
/// [`AppError::NotFound`], or a failure of the database.
pub async fn round_view(
    store: &Store,
    round: &RoundId,
    filter: Filter,
    today: NaiveDate,
) -> Result<RoundView, Failure> {
    let round = store::round(store, round).await?.ok_or(AppError::NotFound)?;
    let calendar = calendar(store).await?;
    let deadline = store::due(&calendar, round.opened_on.unwrap_or(today), round.working_days)?;
    let due = round.due.unwrap_or(deadline.date);
    let (mut lines, searched) = store::lines_and_found(store, &round.round, &filter, LINES_A_PAGE + 1).await?;
    let more = lines.len() > LINES_A_PAGE;
    lines.truncate(LINES_A_PAGE);
    let next = lines.last().filter(|_| more).map(|line| rules::place(line, filter.order));
    let tallies = store::tallies(store, std::slice::from_ref(&round.round)).await?;
    let tally = tallies.get(&round.round).copied().unwrap_or_default();
    let of_kind = match filter.kind {
        Some(kind) => store::tally_of_kind(store, &round.round, kind).await?,
        None => tally,
    };
    let counts = store::unit_counts(store).await?;
    let expected: u32 = counts.iter().filter(|(kind, _)| round.unit_kinds.contains(kind)).map(|(_, units)| units).sum();
    let (forms, is_reweighted) = match round.state {
        RoundState::Draft => {
            let forms = forms(store, counts, today).await?;
            (Some(forms), store::weights(store).await? != round.weights)
        }
        RoundState::Open | RoundState::Closed | RoundState::Discarded => (None, false),
    };
    Ok(RoundView {
        form_title: store::form_of(store, &round).await?.title,
        tally,
        of_kind,
        found: searched.unwrap_or_else(|| filter.standing.of(of_kind)),
        lines: all_filled(store, &round.round, lines, &calendar, today).await?,
        next,
        expected,
        due,
        unlisted_years: deadline.unlisted_years,
        days_left: calendar.working_days_between(today, due),
        forms,
        is_reweighted,
        today,
        round,
    })
}

/// The round, and the first `most` submissions that the filter lets through: all pages of [`round_view`] in one.
///
/// # Errors
/// As [`round_view`].
pub(crate) async fn submissions(
    store: &Store,
    round: &RoundId,
    filter: Filter,
    today: NaiveDate,
    most: usize,
) -> Result<(Round, Vec<SubmissionLine>), Failure> {
    let round = store::round(store, round).await?.ok_or(AppError::NotFound)?;
    let calendar = calendar(store).await?;
    let lines = store::lines(store, &round.round, &Filter { after: String::new(), ..filter }, most).await?;
    let lines = all_filled(store, &round.round, lines, &calendar, today).await?;
    Ok((round, lines))
}

/// The page `/self-check/{round}/{unit}`, with what this person may read. That they may read the submission at all is
/// the caller's question.
///
/// # Errors
/// [`AppError::NotFound`], or a failure of the database.
pub async fn submission_view(
    store: &Store,
    actor: &Actor,
    round: &RoundId,
    unit: &UnitCode,
    today: NaiveDate,
) -> Result<SubmissionView, Failure> {
    let round = store::round(store, round).await?.filter(|round| round.state.is_opened());
    let round = round.ok_or(AppError::NotFound)?;
    let submission = store::load(store, &round.round, unit).await?.ok_or(AppError::NotFound)?;
    let form = store::form_of(store, &round).await?;
    let readable = rules::readable(actor, &submission);
    let calendar = calendar(store).await?;
    let days_left = calendar.working_days_between(today, submission.due);
    let unlisted_years = match submission.submitted_on {
        None => calendar.unlisted_years(today.min(submission.due), today.max(submission.due)),
        Some(_) => Vec::new(),
    };
    let days_late = rules::counted_late(&calendar, submission.due, submission.submitted_on);
    let submission = rules::seen_by(actor, Submission { days_late, ..submission });
    let reminded = reminder::store::of_round(store, &round.round, [unit]).await?.get(unit).copied();
    let returned_on = submission.returns.last().map(|last| chain_day(last.signed.at));
    let unanswered = reminder::rules::unanswered(submission.state, returned_on, reminded);
    let filling = rules::allowed(actor, &submission, Step::Edit);
    let visit = visit_seen_by(store, actor, &round, unit).await?;
    let beside = match permit::allows(actor, Action::ReadSubmission, Subject::DISTRICT) {
        true => store::beside(store, &round.round, unit).await?,
        false => Beside::default(),
    };
    let mut view = SubmissionView {
        round,
        submission: if readable { submission } else { without_content(submission) },
        readable,
        form,
        draft: None,
        files: Vec::new(),
        files_at: "/files".to_owned(),
        progress: Vec::new(),
        gaps: Vec::new(),
        days_left,
        unlisted_years,
        reminded,
        unanswered,
        visit,
        beside,
        today,
    };
    let files = if filling {
        let kept = draft::store::load(store, &view.submission).await?;
        let files = draft::store::files(store, &view.round.round, unit).await?;
        view.gaps = answer::complete(&view.form, view.round.weights, &kept, &files, today).err().unwrap_or_default();
        view.progress = answer::progress(&view.form, &kept, &view.gaps);
        view.draft = Some(kept);
        files
    } else {
        let answers = view.submission.answers.iter();
        answers.map(|(code, answer)| (code.clone(), answer.evidence.clone())).collect()
    };
    view.files = draft::store::describe(store, &view.submission, &files).await?;
    Ok(view)
}

/// The visit to the unit that speaks for the season of the round, where this person may know of it. An inspector reads
/// the submission from a visit of their own group, and learns of no other.
async fn visit_seen_by(
    store: &Store,
    actor: &Actor,
    round: &Round,
    unit: &UnitCode,
) -> Result<Option<VisitPart>, Failure> {
    if !permit::allows(actor, Action::ReadVisit, Subject::unit(unit)) {
        return Ok(None);
    }
    let standing = units::standing_in::<Standing>(store, &round.season, unit).await?;
    Ok(standing.and_then(|standing| standing_seen_by(actor, standing).visit().cloned()))
}

/// A submission as the offices see it before a head has signed: that it is there, and how far.
fn without_content(submission: Submission) -> Submission {
    Submission { answers: Default::default(), self_score: None, ..submission }
}
