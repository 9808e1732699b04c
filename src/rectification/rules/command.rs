//! What a command makes of an entry.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    super::model::{ClosureRequest, Entry, EntryState, Event, Extension, Order, RectificationPlan, Step, Verifier},
    steps, term,
};
use crate::{
    error::AppError,
    inspection::model::{Finding, Visit, VisitState},
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        calendar::WorkCalendar,
        fault::Fault,
        ids::{EntryId, EvidenceId, InspectorId},
        text::{Note, Title},
    },
};

/// A step with everything that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// See [`Step::Order`].
    Order {
        /// The last day in time.
        due: NaiveDate,
        /// What is ordered.
        text: Note,
    },
    /// See [`Step::Receive`].
    Receive,
    /// See [`Step::PreparePlan`].
    PreparePlan {
        /// What will be done.
        measures: Note,
        /// Who answers for it.
        responsible: Title,
        /// What will be done by when.
        milestones: Option<Note>,
    },
    /// See [`Step::SignPlan`].
    SignPlan,
    /// See [`Step::ApprovePlan`].
    ApprovePlan {
        /// A remark.
        note: Option<Note>,
    },
    /// See [`Step::ReturnPlan`].
    ReturnPlan {
        /// What is missing.
        reason: Note,
    },
    /// See [`Step::Report`].
    Report {
        /// What was done.
        text: Note,
        /// How much is done, in per cent.
        percent: Option<u8>,
    },
    /// See [`Step::Attach`].
    Attach {
        /// The files.
        files: Vec<EvidenceId>,
    },
    /// See [`Step::AskExtension`].
    AskExtension {
        /// The day that is asked for.
        until: NaiveDate,
        /// Why.
        reason: Note,
    },
    /// See [`Step::GrantExtension`].
    GrantExtension {
        /// The new last day in time.
        until: NaiveDate,
        /// A remark.
        note: Option<Note>,
    },
    /// See [`Step::RefuseExtension`].
    RefuseExtension {
        /// Why not.
        reason: Note,
    },
    /// See [`Step::PrepareClosure`].
    PrepareClosure {
        /// What was done, and how it is kept from happening again.
        text: Note,
        /// Why no file can prove it: needed where none waits (Art. 4).
        unproved: Option<Note>,
    },
    /// See [`Step::HandBack`].
    HandBack {
        /// What is missing.
        reason: Note,
    },
    /// See [`Step::SignClosure`].
    SignClosure,
    /// See [`Step::AcceptMaterials`].
    AcceptMaterials {
        /// A remark.
        note: Option<Note>,
    },
    /// See [`Step::ReturnClosure`].
    ReturnClosure {
        /// What is missing.
        reason: Note,
    },
    /// See [`Step::AppointVerifier`].
    AppointVerifier {
        /// Who.
        verifier: Verifier,
        /// Why nobody of the group verifies.
        reason: Note,
    },
    /// See [`Step::AttachOnSite`].
    AttachOnSite {
        /// The files.
        files: Vec<EvidenceId>,
    },
    /// See [`Step::Verify`].
    Verify {
        /// The day on site.
        on: NaiveDate,
        /// What was seen.
        text: Note,
    },
    /// See [`Step::FailVerification`].
    FailVerification {
        /// The day on site.
        on: NaiveDate,
        /// What was seen.
        text: Note,
    },
    /// See [`Step::Close`].
    Close {
        /// A remark.
        note: Option<Note>,
    },
    /// See [`Step::Archive`].
    Archive,
    /// See [`Step::Reopen`].
    Reopen {
        /// The day of the revisit.
        on: NaiveDate,
        /// What was seen.
        text: Note,
    },
}

impl Command {
    /// The step that it takes.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::Order { .. } => Step::Order,
            Self::Receive => Step::Receive,
            Self::PreparePlan { .. } => Step::PreparePlan,
            Self::SignPlan => Step::SignPlan,
            Self::ApprovePlan { .. } => Step::ApprovePlan,
            Self::ReturnPlan { .. } => Step::ReturnPlan,
            Self::Report { .. } => Step::Report,
            Self::Attach { .. } => Step::Attach,
            Self::AskExtension { .. } => Step::AskExtension,
            Self::GrantExtension { .. } => Step::GrantExtension,
            Self::RefuseExtension { .. } => Step::RefuseExtension,
            Self::PrepareClosure { .. } => Step::PrepareClosure,
            Self::HandBack { .. } => Step::HandBack,
            Self::SignClosure => Step::SignClosure,
            Self::AcceptMaterials { .. } => Step::AcceptMaterials,
            Self::ReturnClosure { .. } => Step::ReturnClosure,
            Self::AppointVerifier { .. } => Step::AppointVerifier,
            Self::AttachOnSite { .. } => Step::AttachOnSite,
            Self::Verify { .. } => Step::Verify,
            Self::FailVerification { .. } => Step::FailVerification,
            Self::Close { .. } => Step::Close,
            Self::Archive => Step::Archive,
            Self::Reopen { .. } => Step::Reopen,
        }
    }

    /// Its words, as they stand in the story.
    fn text(&self) -> Option<Note> {
        match self {
            Self::Order { text, .. }
            | Self::Report { text, .. }
            | Self::PrepareClosure { text, .. }
            | Self::Verify { text, .. }
            | Self::FailVerification { text, .. }
            | Self::Reopen { text, .. } => Some(text.clone()),
            Self::PreparePlan { measures, .. } => Some(measures.clone()),
            Self::ReturnPlan { reason }
            | Self::AskExtension { reason, .. }
            | Self::RefuseExtension { reason }
            | Self::HandBack { reason }
            | Self::ReturnClosure { reason }
            | Self::AppointVerifier { reason, .. } => Some(reason.clone()),
            Self::ApprovePlan { note }
            | Self::GrantExtension { note, .. }
            | Self::AcceptMaterials { note }
            | Self::Close { note } => note.clone(),
            Self::Receive
            | Self::SignPlan
            | Self::Attach { .. }
            | Self::SignClosure
            | Self::AttachOnSite { .. }
            | Self::Archive => None,
        }
    }

    /// Why, where something is sent back, refused or opened again: the journal keeps it as the reason.
    #[must_use]
    pub const fn reason(&self) -> Option<&Note> {
        match self {
            Self::ReturnPlan { reason }
            | Self::AskExtension { reason, .. }
            | Self::RefuseExtension { reason }
            | Self::HandBack { reason }
            | Self::ReturnClosure { reason }
            | Self::AppointVerifier { reason, .. } => Some(reason),
            Self::FailVerification { text, .. } | Self::Reopen { text, .. } => Some(text),
            Self::Order { .. }
            | Self::Receive
            | Self::PreparePlan { .. }
            | Self::SignPlan
            | Self::ApprovePlan { .. }
            | Self::Report { .. }
            | Self::Attach { .. }
            | Self::GrantExtension { .. }
            | Self::PrepareClosure { .. }
            | Self::SignClosure
            | Self::AcceptMaterials { .. }
            | Self::AttachOnSite { .. }
            | Self::Verify { .. }
            | Self::Close { .. }
            | Self::Archive => None,
        }
    }

    /// The day that it names, with the field it stands in.
    const fn day(&self) -> Option<(&'static str, NaiveDate)> {
        match self {
            Self::Order { due, .. } => Some(("due", *due)),
            Self::AskExtension { until, .. } | Self::GrantExtension { until, .. } => Some(("until", *until)),
            Self::Verify { on, .. } | Self::FailVerification { on, .. } | Self::Reopen { on, .. } => Some(("on", *on)),
            Self::Receive
            | Self::PreparePlan { .. }
            | Self::SignPlan
            | Self::ApprovePlan { .. }
            | Self::ReturnPlan { .. }
            | Self::Report { .. }
            | Self::Attach { .. }
            | Self::RefuseExtension { .. }
            | Self::PrepareClosure { .. }
            | Self::HandBack { .. }
            | Self::SignClosure
            | Self::AcceptMaterials { .. }
            | Self::ReturnClosure { .. }
            | Self::AppointVerifier { .. }
            | Self::AttachOnSite { .. }
            | Self::Close { .. }
            | Self::Archive => None,
        }
    }

    /// Whether the files that wait go with it.
    const fn takes_files(&self) -> bool {
        match self {
            Self::PreparePlan { .. }
            | Self::Report { .. }
            | Self::PrepareClosure { .. }
            | Self::Verify { .. }
            | Self::FailVerification { .. }
            | Self::Reopen { .. }
            // What the group put there and recorded nothing with is not left lying when the round ends.
            | Self::Close { .. }
            | Self::Archive => true,
            Self::Order { .. }
            | Self::Receive
            | Self::SignPlan
            | Self::ApprovePlan { .. }
            | Self::ReturnPlan { .. }
            | Self::Attach { .. }
            | Self::AskExtension { .. }
            | Self::GrantExtension { .. }
            | Self::RefuseExtension { .. }
            | Self::HandBack { .. }
            | Self::SignClosure
            | Self::AcceptMaterials { .. }
            | Self::ReturnClosure { .. }
            | Self::AppointVerifier { .. }
            | Self::AttachOnSite { .. } => false,
        }
    }
}

/// The entry of a finding, as it comes into the ledger. Only a locked visit's findings do: before that they may change.
///
/// # Errors
/// [`AppError::NotAllowedNow`] for a visit that is not locked.
pub fn open(visit: &Visit, finding: &Finding, by: &Signature) -> Result<Entry, AppError> {
    match visit.state {
        VisitState::Locked | VisitState::Answered => {}
        VisitState::Scheduled
        | VisitState::Notified
        | VisitState::Received
        | VisitState::OnSite
        | VisitState::FedBack
        | VisitState::Scored => return Err(AppError::NotAllowedNow),
    }
    Ok(Entry {
        entry: EntryId::of(&visit.visit, finding.number),
        visit: visit.visit.clone(),
        plan: visit.plan.clone(),
        season: visit.season.clone(),
        unit: visit.unit.clone(),
        unit_name: visit.unit_name.clone(),
        unit_kind: visit.unit_kind,
        number: finding.number,
        area: finding.area,
        indicator: finding.indicator.clone(),
        title: finding.title.clone(),
        detail: finding.detail.clone(),
        severity: finding.severity,
        advice: finding.advice.clone(),
        evidence: finding.evidence.clone(),
        inspectors: visit.inspectors.clone(),
        leader: visit.leader.clone(),
        state: EntryState::Opened,
        opened: by.clone(),
        order: None,
        due: None,
        received: None,
        measures: None,
        extension: None,
        closure: None,
        pending: Vec::new(),
        closed_on: None,
        story: Vec::new(),
        version: 0,
    })
}

/// What the command makes of the entry, if this person may give it at this instant.
///
/// # Errors
/// As [`steps::require`], and [`AppError::Invalid`] for a day that cannot be taken, or a closure that nothing proves.
pub fn decide(
    actor: &Actor,
    entry: &Entry,
    command: &Command,
    at: DateTime<Utc>,
    calendar: &WorkCalendar,
) -> Result<Entry, AppError> {
    let today = chain_day(at);
    let step = command.step();
    steps::require(actor, entry, step, today)?;
    let state = steps::next(entry.state, step).ok_or(AppError::NotAllowedNow)?;
    if let Some((field, day)) = command.day() {
        check_day(entry, command, day, today, calendar).map_err(|fault| AppError::field(field, fault))?;
    }
    check_proof(entry, command)?;
    let signed = Signature::of(actor, at);
    let mut after = Entry { state, ..entry.clone() };
    let files = if command.takes_files() { std::mem::take(&mut after.pending) } else { Vec::new() };
    note_facts(&mut after, command, &files, &signed, today, calendar);
    if !matches!(step, Step::Attach | Step::AttachOnSite) {
        after.story.push(event(command, files, signed));
    }
    Ok(after)
}

/// A closure rests on a file, or on the reason why there can be none (Art. 4).
fn check_proof(entry: &Entry, command: &Command) -> Result<(), AppError> {
    let is_bare = matches!(command, Command::PrepareClosure { unproved: None, .. }) && entry.pending.is_empty();
    if is_bare { Err(AppError::field("unproved", Fault::EvidenceMissing)) } else { Ok(()) }
}

/// Why no file goes with the command; nothing where one does.
fn unproved(command: &Command, files: &[EvidenceId]) -> Option<Note> {
    let Command::PrepareClosure { unproved, .. } = command else { return None };
    unproved.clone().filter(|_| files.is_empty())
}

fn event(command: &Command, evidence: Vec<EvidenceId>, signed: Signature) -> Event {
    let percent = if let Command::Report { percent, .. } = command { *percent } else { None };
    let on = command.day().map(|(_, day)| day);
    let unproved = unproved(command, &evidence);
    let verifier = if let Command::AppointVerifier { verifier, .. } = command { Some(verifier.clone()) } else { None };
    Event { step: command.step(), text: command.text(), on, percent, evidence, unproved, verifier, signed }
}

/// The first day on which what an entry is verified or reopened by can have been seen on site: that of its closure, else
/// that on which the unit's head asked for one. What was seen before says nothing of what the unit reported then.
#[must_use]
pub fn first_day_on_site(entry: &Entry) -> NaiveDate {
    let asked = entry.closure.as_ref().and_then(|closure| closure.signed.as_ref());
    entry.closed_on.unwrap_or_else(|| chain_day(asked.map_or(entry.opened.at, |signed| signed.at)))
}

/// The first day until which more time can be asked for and granted: behind the due date, and not past.
#[must_use]
pub fn first_day_of_more_time(entry: &Entry, today: NaiveDate) -> NaiveDate {
    entry.due.and_then(|due| due.succ_opt()).unwrap_or(today).max(today)
}

/// A due date lies ahead and is a working day; a visit on site lies behind, and no further than [`first_day_on_site`].
fn check_day(
    entry: &Entry,
    command: &Command,
    day: NaiveDate,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Result<(), Fault> {
    match command.step() {
        Step::Order => term::check_due(calendar, today, day),
        Step::AskExtension | Step::GrantExtension => {
            term::check_due(calendar, first_day_of_more_time(entry, today), day)
        }
        Step::Verify | Step::FailVerification | Step::Reopen => {
            let earliest = first_day_on_site(entry);
            if day > today {
                Err(Fault::TooLate { latest: today })
            } else if day < earliest {
                Err(Fault::TooEarly { earliest })
            } else {
                Ok(())
            }
        }
        Step::Receive
        | Step::PreparePlan
        | Step::SignPlan
        | Step::ApprovePlan
        | Step::ReturnPlan
        | Step::Report
        | Step::Attach
        | Step::RefuseExtension
        | Step::PrepareClosure
        | Step::HandBack
        | Step::SignClosure
        | Step::AcceptMaterials
        | Step::ReturnClosure
        | Step::AppointVerifier
        | Step::AttachOnSite
        | Step::Close
        | Step::Archive => Ok(()),
    }
}

/// The facts that the command changes beside the state and the story.
fn note_facts(
    after: &mut Entry,
    command: &Command,
    files: &[EvidenceId],
    signed: &Signature,
    today: NaiveDate,
    calendar: &WorkCalendar,
) {
    match command {
        Command::Order { due, text } => {
            let days = calendar.working_days_between(today, *due);
            after.order = Some(Order { due: *due, days, text: text.clone(), signed: signed.clone() });
            after.due = Some(*due);
            // A second order begins a second round: what belonged to the first stays in the story alone.
            (after.received, after.measures, after.extension, after.closure) = (None, None, None, None);
        }
        Command::Receive => after.received = Some(signed.clone()),
        Command::PreparePlan { measures, responsible, milestones } => {
            let draft = after.measures.as_ref().map_or(1, |plan| plan.draft + 1);
            after.measures = Some(RectificationPlan {
                measures: measures.clone(),
                responsible: responsible.clone(),
                milestones: milestones.clone(),
                evidence: files.to_vec(),
                draft,
                signed: signed.clone(),
                head: None,
            });
        }
        Command::SignPlan => {
            if let Some(plan) = &mut after.measures {
                plan.head = Some(signed.clone());
            }
        }
        Command::Attach { files } | Command::AttachOnSite { files } => after.pending.extend(files.iter().cloned()),
        Command::AskExtension { until, reason } => {
            after.extension = Some(Extension { until: *until, reason: reason.clone(), asked: signed.clone() });
        }
        Command::GrantExtension { until, .. } => {
            after.due = Some(*until);
            after.extension = None;
        }
        Command::RefuseExtension { .. } => after.extension = None,
        Command::PrepareClosure { text, .. } => {
            let (text, evidence, prepared) = (text.clone(), files.to_vec(), signed.clone());
            let unproved = unproved(command, files);
            after.closure = Some(ClosureRequest { text, evidence, unproved, prepared, signed: None });
        }
        Command::HandBack { .. } | Command::ReturnPlan { .. } | Command::ReturnClosure { .. } => {
            // Whoever has to correct a word need not upload the same files again. A plan is sent back where there is no
            // request yet.
            let plan = after.measures.as_mut().map(|plan| &mut plan.evidence);
            let sent_back = after.closure.as_mut().map(|closure| &mut closure.evidence).or(plan);
            if let Some(files) = sent_back {
                after.pending.append(files);
            }
        }
        Command::SignClosure => {
            if let Some(closure) = &mut after.closure {
                closure.signed = Some(signed.clone());
            }
        }
        Command::AppointVerifier { verifier, .. } => {
            let before: Vec<InspectorId> = after.verifiers().map(|before| before.inspector.clone()).collect();
            after.inspectors.retain(|one| *one == verifier.inspector || !before.contains(one));
            if !after.inspectors.contains(&verifier.inspector) {
                after.inspectors.push(verifier.inspector.clone());
            }
        }
        Command::Close { .. } => {
            after.closed_on = Some(today);
            // What was asked and never answered has no point any more.
            after.extension = None;
        }
        Command::Reopen { .. } => after.closed_on = None,
        Command::ApprovePlan { .. }
        | Command::Report { .. }
        | Command::AcceptMaterials { .. }
        | Command::Verify { .. }
        | Command::FailVerification { .. }
        | Command::Archive => {}
    }
}
