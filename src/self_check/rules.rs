//! The regulation in code for self-checks: who may do what when, what a complete submission is, and how late it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{
    Answer, Event, Return, Round, RoundLine, RoundOrder, RoundState, SelfScore, Step, Submission, SubmissionLine,
    SubmissionOrder, SubmissionState, Tally,
};
use crate::kernel::{
    actor::{Actor, Role, Signature},
    calendar::WorkCalendar,
    fault::{Fault, FieldFault},
    ids::SeasonId,
    listing::{falling, in_turn, number_of},
    permit::{self, Action, Subject},
    season,
    text::{Note, Title},
    unit_kind::{Area, UnitKind},
};

/// What counts as an answer, and when a draft is complete.
pub mod answer;
/// What the hint of a question says in fixed phrases.
pub mod hint;
/// The unit's own score.
pub mod score;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

/// The most working days that a round may give.
pub const MOST_WORKING_DAYS: u32 = 250;

/// The days that a form suggests: a default of the district's, for the regulation sets none.
pub const USUAL_WORKING_DAYS: u32 = 10;

/// At so few working days left a light is yellow.
const SOON: i64 = 5;

/// The word in an address for the last part of the form: check and hand over.
pub const LAST_PART: &str = "check";

/// A part of the form, as it stands in an address: the number of an area, or the check at the end.
#[must_use]
pub fn part(text: &str) -> Option<&str> {
    let is_area = Area::ALL.iter().any(|area| area.number().to_string() == text);
    (is_area || text == LAST_PART).then_some(text)
}

/// Whether a submission was ever signed by the unit's head (Art. 15), whatever happened to it since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// Not yet: the unit is missing.
    Never,
    /// At least once.
    Once,
    /// At least once, the first time after the due date.
    Late,
}

impl Signed {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Never, Self::Once, Self::Late];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Never => "missing",
            Self::Once => "signed",
            Self::Late => "late",
        }
    }

    /// What such a word means.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signed| signed.code() == code)
    }
}

/// The place of a line in an order of its round's list: no two lines have the same.
#[must_use]
pub fn place(line: &SubmissionLine, order: SubmissionOrder) -> String {
    let unit = &line.unit;
    match order {
        SubmissionOrder::Unit => unit.to_string(),
        SubmissionOrder::State => format!("{}.{unit}", in_turn(&SubmissionState::ALL, &line.state)),
        SubmissionOrder::SubmittedOn => match line.submitted_on {
            Some(day) => format!("{day}.{unit}"),
            None => format!("9999-12-31.{unit}"),
        },
        SubmissionOrder::DaysLate => format!("{}.{unit}", falling(line.days_late)),
        SubmissionOrder::SelfScore => {
            let below = line.self_score.map_or(i64::MAX, |score| 1_000_000_000_i64.saturating_sub(score.0));
            format!("{below:019}.{unit}")
        }
    }
}

/// The place of a round in an order of their list: no two rounds have the same.
#[must_use]
pub fn round_place(line: &RoundLine, order: RoundOrder) -> String {
    let (round, tally) = (&line.round, line.tally);
    let key = match order {
        RoundOrder::Newest => String::new(),
        RoundOrder::State => in_turn(&RoundState::ALL, &round.state),
        RoundOrder::Due => round.due.map_or_else(|| "9999-12-31".to_owned(), |due| due.to_string()),
        RoundOrder::Submitted => falling(tally.units.saturating_sub(tally.missing)),
        RoundOrder::Late => falling(tally.late),
        RoundOrder::Missing => falling(tally.missing),
        RoundOrder::ToReview => falling(tally.submitted),
    };
    let (season, number) = (number_of(round.season.as_str()), number_of(round.round.as_str()));
    format!("{key}.{}.{}.{}", falling(season), falling(number), round.round)
}

/// What is done with a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundStep {
    /// What was prepared is prepared anew, on the newest form.
    Edit,
    /// It is given up, and no unit hears of it.
    Discard,
    /// Every unit of its kinds gets its task.
    Open,
    /// What still comes in is late.
    Close,
}

/// The state of a round after a step; `None` where the step is not possible.
#[must_use]
pub fn next_round(state: RoundState, step: RoundStep) -> Option<RoundState> {
    match (state, step) {
        (RoundState::Draft, RoundStep::Edit) => Some(RoundState::Draft),
        (RoundState::Draft, RoundStep::Discard) => Some(RoundState::Discarded),
        (RoundState::Draft, RoundStep::Open) => Some(RoundState::Open),
        (RoundState::Open, RoundStep::Close) => Some(RoundState::Closed),
        // Spelled out so that a new state must be placed here on purpose.
        (RoundState::Draft, RoundStep::Close)
        | (RoundState::Open, RoundStep::Edit | RoundStep::Discard | RoundStep::Open)
        | (
            RoundState::Closed | RoundState::Discarded,
            RoundStep::Edit | RoundStep::Discard | RoundStep::Open | RoundStep::Close,
        ) => None,
    }
}

/// The state of a submission after a step; `None` where the step is not possible.
#[must_use]
pub fn next(state: SubmissionState, step: Step) -> Option<SubmissionState> {
    use SubmissionState::{Accepted, AwaitingSignature, Draft, Returned, Submitted};
    match (state, step) {
        (Draft | Returned, Step::Edit) => Some(Draft),
        (Draft, Step::HandOver) => Some(AwaitingSignature),
        (AwaitingSignature, Step::HandBack) => Some(Draft),
        (AwaitingSignature, Step::Sign) => Some(Submitted),
        (Submitted, Step::Accept) => Some(Accepted),
        (Submitted, Step::Return) => Some(Returned),
        // Spelled out so that a new state must be placed here on purpose. A round opens with a draft: nothing opens later.
        (Draft, Step::Open | Step::HandBack | Step::Sign | Step::Accept | Step::Return)
        | (AwaitingSignature, Step::Open | Step::Edit | Step::HandOver | Step::Accept | Step::Return)
        | (Submitted, Step::Open | Step::Edit | Step::HandOver | Step::HandBack | Step::Sign)
        | (Returned, Step::Open | Step::HandOver | Step::HandBack | Step::Sign | Step::Accept | Step::Return)
        | (
            Accepted,
            Step::Open | Step::Edit | Step::HandOver | Step::HandBack | Step::Sign | Step::Accept | Step::Return,
        ) => None,
    }
}

/// The permission that a step needs.
#[must_use]
pub const fn action(step: Step) -> Action {
    match step {
        Step::Open => Action::ManageRound,
        Step::Edit | Step::HandOver => Action::FillSubmission,
        Step::HandBack | Step::Sign => Action::SignSubmission,
        Step::Accept | Step::Return => Action::ReviewSubmission,
    }
}

/// Whether this person may do this now: what both the button and the server ask.
#[must_use]
pub fn allowed(actor: &Actor, submission: &Submission, step: Step) -> bool {
    permit::allows(actor, action(step), Subject::unit(&submission.unit)) && next(submission.state, step).is_some()
}

/// Whether this may be done with a round now; `missing` counts the units that have a task in it and never signed.
///
/// It is closed after its due date, or earlier once nobody is missing: otherwise a unit that still has time would be called
/// late. It is edited or given up only until its opening begins: where that was broken off some units have their task
/// already, and the way on is to open it again.
#[must_use]
pub fn round_allows(round: &Round, step: RoundStep, missing: u32, today: NaiveDate) -> bool {
    let timely = match step {
        RoundStep::Open => true,
        // What was broken off before the beginning was kept shows by its tasks alone.
        RoundStep::Edit | RoundStep::Discard => round.opening.is_none() && missing == 0,
        RoundStep::Close => missing == 0 || round.due.is_some_and(|due| today > due),
    };
    next_round(round.state, step).is_some() && timely
}

/// Whether the answers may be read by somebody to whom the submission itself is open: the unit, and once the head has
/// signed the offices and the group that visits the unit. What no head has signed is the unit's own affair (Art. 15).
#[must_use]
pub fn readable(actor: &Actor, submission: &Submission) -> bool {
    let checks = actor.role.is_office() || actor.role == Role::Inspector;
    actor.is_of(&submission.unit) || (checks && submission.signed.is_some())
}

/// The submission as this person may know it: why a head handed it back is between the two of the unit, for it tells of
/// what no head has signed.
#[must_use]
pub fn seen_by(actor: &Actor, mut submission: Submission) -> Submission {
    if !actor.is_of(&submission.unit) {
        for event in submission.story.iter_mut().filter(|event| event.step == Step::HandBack) {
            event.note = None;
        }
    }
    submission
}

/// Working days between the due date and the day of submission, by the holiday tables as they are now; 0 in time.
#[must_use]
pub fn days_late(calendar: &WorkCalendar, due: NaiveDate, submitted_on: NaiveDate) -> u32 {
    u32::try_from(calendar.working_days_between(due, submitted_on)).unwrap_or(0)
}

/// As [`days_late`], of what may not be submitted yet: 0 then.
#[must_use]
pub fn counted_late(calendar: &WorkCalendar, due: NaiveDate, submitted_on: Option<NaiveDate>) -> u32 {
    submitted_on.map_or(0, |day| days_late(calendar, due, day))
}

/// Whether a submission was signed for the first time after the due date. On a weekend behind it no working day is
/// counted, and still it is late.
#[must_use]
pub fn is_late(due: NaiveDate, submitted_on: Option<NaiveDate>) -> bool {
    submitted_on.is_some_and(|day| day > due)
}

/// How urgent something is that is not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// More than five working days left.
    Calm,
    /// At most five working days left.
    Soon,
    /// After the due date.
    Overdue,
}

/// How urgent it is for a unit to submit; `None` once it has.
#[must_use]
pub fn urgency(submitted_on: Option<NaiveDate>, due: NaiveDate, today: NaiveDate, days_left: i64) -> Option<Urgency> {
    if submitted_on.is_some() {
        return None;
    }
    Some(match (today > due, days_left <= SOON) {
        (true, _) => Urgency::Overdue,
        (false, true) => Urgency::Soon,
        (false, false) => Urgency::Calm,
    })
}

/// Whose turn it is.
#[must_use]
pub const fn turn(state: SubmissionState) -> Option<Role> {
    match state {
        SubmissionState::Draft | SubmissionState::Returned => Some(Role::UnitClerk),
        SubmissionState::AwaitingSignature => Some(Role::UnitHead),
        SubmissionState::Submitted => Some(Role::EstablishmentOfficer),
        SubmissionState::Accepted => None,
    }
}

/// What a complete submission says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The answers by the code of the question.
    pub answers: BTreeMap<String, Answer>,
    /// The unit's own score.
    pub self_score: SelfScore,
}

fn moved(submission: &Submission, step: Step, signed: &Signature, note: Option<Note>) -> Option<Submission> {
    let mut after = submission.clone();
    after.state = next(submission.state, step)?;
    after.story.push(Event { step, signed: signed.clone(), note });
    Some(after)
}

/// The clerk takes a returned submission up again. What was signed stands until something else is handed over.
#[must_use]
pub fn edit(submission: &Submission, signed: &Signature) -> Option<Submission> {
    moved(submission, Step::Edit, signed, None)
}

/// The clerk hands a complete submission to the head. An earlier signature was under other answers, so it goes.
#[must_use]
pub fn hand_over(submission: &Submission, content: Content, signed: &Signature) -> Option<Submission> {
    Some(Submission {
        answers: content.answers,
        self_score: Some(content.self_score),
        handed_over: Some(signed.clone()),
        signed: None,
        ..moved(submission, Step::HandOver, signed, None)?
    })
}

/// The head hands it back to the clerk.
#[must_use]
pub fn hand_back(submission: &Submission, reason: Note, signed: &Signature) -> Option<Submission> {
    moved(submission, Step::HandBack, signed, Some(reason))
}

/// The head signs, on this day of the district's. The first signing is the submission's day.
#[must_use]
pub fn sign(
    submission: &Submission,
    signed: &Signature,
    day: NaiveDate,
    calendar: &WorkCalendar,
) -> Option<Submission> {
    let submitted_on = submission.submitted_on.unwrap_or(day);
    Some(Submission {
        signed: Some(signed.clone()),
        submitted_on: Some(submitted_on),
        days_late: days_late(calendar, submission.due, submitted_on),
        ..moved(submission, Step::Sign, signed, None)?
    })
}

/// The office accepts it.
#[must_use]
pub fn accept(submission: &Submission, signed: &Signature) -> Option<Submission> {
    Some(Submission { accepted: Some(signed.clone()), ..moved(submission, Step::Accept, signed, None)? })
}

/// The office returns it.
#[must_use]
pub fn send_back(
    submission: &Submission,
    remarks: BTreeMap<String, Note>,
    general: Option<Note>,
    signed: &Signature,
) -> Option<Submission> {
    let mut after = moved(submission, Step::Return, signed, general.clone())?;
    after.returns.push(Return { remarks, general, signed: signed.clone() });
    Some(after)
}

/// What an office wrote when it prepared a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// The season: the number of the round follows from it, so that it stays.
    pub season: SeasonId,
    /// The rest, which may be edited until the opening.
    pub terms: RoundTerms,
}

/// What of a round may be edited until its opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundTerms {
    /// The title.
    pub title: Title,
    /// The kinds of units, in the order of Art. 5.
    pub unit_kinds: Vec<UnitKind>,
    /// The working days.
    pub working_days: u32,
}

/// Reads the form of a new round.
///
/// # Errors
/// Every fault, in the order of the form.
pub fn parse_round(
    season: &str,
    title: &str,
    unit_kinds: &[String],
    working_days: &str,
    today: NaiveDate,
) -> Result<NewRound, Vec<FieldFault>> {
    let season = season::parse_near(season, today).map_err(|fault| FieldFault::new("season", fault));
    match (season, parse_terms(title, unit_kinds, working_days)) {
        (Ok(season), Ok(terms)) => Ok(NewRound { season, terms }),
        (season, terms) => Err(season.err().into_iter().chain(terms.err().unwrap_or_default()).collect()),
    }
}

/// Reads the form of a round that is edited.
///
/// # Errors
/// Every fault, in the order of the form.
pub fn parse_terms(title: &str, unit_kinds: &[String], working_days: &str) -> Result<RoundTerms, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut blame = |field: &str, fault: Fault| faults.push(FieldFault::new(field, fault));
    let title = Title::parse(title).map_err(|fault| blame("title", fault)).ok();
    let chosen: Vec<UnitKind> =
        UnitKind::ALL.into_iter().filter(|kind| unit_kinds.iter().any(|code| code == kind.code())).collect();
    if chosen.is_empty() {
        blame("unit_kinds[]", Fault::TooFew { least: 1 });
    }
    let days = working_days.trim().parse::<u32>().ok().filter(|days| (1..=MOST_WORKING_DAYS).contains(days));
    if days.is_none() {
        blame("working_days", Fault::OutOfRange { low: "1".to_owned(), high: MOST_WORKING_DAYS.to_string() });
    }
    match (title, days) {
        (Some(title), Some(working_days)) if faults.is_empty() => {
            Ok(RoundTerms { title, unit_kinds: chosen, working_days })
        }
        (_, _) => Err(faults),
    }
}

/// The field of the general remark.
pub const GENERAL: &str = "general";

/// Remarks by the code of the question, and one for the whole.
pub type Remarks = (BTreeMap<String, Note>, Option<Note>);

/// Reads what the office wrote when returning a submission: remarks by question, and one for the whole.
///
/// # Errors
/// Every fault; at least one remark is needed, or the unit would not know what to mend.
pub fn parse_remarks(
    remarks: &BTreeMap<String, String>,
    general: &str,
    is_question: impl Fn(&str) -> bool,
) -> Result<Remarks, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut parsed = BTreeMap::new();
    for (code, text) in remarks {
        let field = format!("remarks[{code}]");
        match Note::parse_optional(text) {
            Ok(Some(_)) if !is_question(code) => {
                faults.push(FieldFault::new(field, Fault::Unknown { value: code.clone(), allowed: Vec::new() }));
            }
            Ok(Some(note)) => {
                parsed.insert(code.clone(), note);
            }
            Ok(None) => {}
            Err(fault) => faults.push(FieldFault::new(field, fault)),
        }
    }
    let general = Note::parse_optional(general).unwrap_or_else(|fault| {
        faults.push(FieldFault::new(GENERAL, fault));
        None
    });
    if faults.is_empty() && parsed.is_empty() && general.is_none() {
        faults.push(FieldFault::new(GENERAL, Fault::ReasonMissing));
    }
    if faults.is_empty() { Ok((parsed, general)) } else { Err(faults) }
}

/// How many submissions of a tally are in this state.
#[must_use]
pub const fn in_state(tally: Tally, state: SubmissionState) -> u32 {
    match state {
        SubmissionState::Draft => tally.filling,
        SubmissionState::AwaitingSignature => tally.awaiting_signature,
        SubmissionState::Submitted => tally.submitted,
        SubmissionState::Returned => tally.returned,
        SubmissionState::Accepted => tally.accepted,
    }
}

/// How many submissions of a tally are signed, or not.
#[must_use]
pub const fn signed(tally: Tally, signed: Signed) -> u32 {
    match signed {
        Signed::Never => tally.missing,
        Signed::Once => tally.units.saturating_sub(tally.missing),
        Signed::Late => tally.late,
    }
}

/// Adds some submissions of one state to a tally. `late` and `missing` say of all of them whether they were signed
/// late, or never.
pub fn count(tally: &mut Tally, state: SubmissionState, units: u32, late: bool, missing: bool) {
    tally.units += units;
    tally.late += if late { units } else { 0 };
    tally.missing += if missing { units } else { 0 };
    *match state {
        SubmissionState::Draft => &mut tally.filling,
        SubmissionState::AwaitingSignature => &mut tally.awaiting_signature,
        SubmissionState::Submitted => &mut tally.submitted,
        SubmissionState::Returned => &mut tally.returned,
        SubmissionState::Accepted => &mut tally.accepted,
    } += units;
}
