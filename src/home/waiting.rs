//! What the processes have waiting for a person, asked process by process in the order of the regulation.

use chrono::{Datelike, NaiveDate};

use super::{
    known::Known,
    model::{Task, TaskKind},
    store as home,
};
use crate::{
    account,
    inspection::{
        model::{Plan, PlanState, Visit},
        plan, roster, standard,
        visit::rules::{self as visit_rules, VisitStep},
    },
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Role},
        calendar::WorkCalendar,
        ids::SeasonId,
        permit::{Action, Subject, allows},
    },
    ranking,
    rectification::{
        self,
        model::{EntryState, LedgerFilter, Light, Turn},
        reminder::model::EntryReminder,
        store::{Bounds, Listed, Scope},
    },
    self_check::{
        self,
        model::{Round, SubmissionState},
        reminder::rules::unanswered,
        rules::RoundStep,
    },
    store::{Failure, Store},
    unit, working_day,
};

/// So many entries of the ledger, and visits whose findings are not in it, are looked through at most.
const MOST: usize = 500;

/// With so many administrators a system has people, whoever they are.
const MOST_ADMINISTRATORS: usize = 20;

/// So many accounts that belong nowhere are told of at once; those that are mended make room for the others.
const MOST_STRAYS: usize = 20;

/// A person's view of the day.
pub(super) struct Desk<'a> {
    store: &'a Store,
    actor: &'a Actor,
    pub(super) calendar: WorkCalendar,
    today: NaiveDate,
    pub(super) known: Known,
}

impl<'a> Desk<'a> {
    /// Reads what concerns this person.
    pub(super) async fn of(store: &'a Store, actor: &'a Actor, today: NaiveDate) -> Result<Self, Failure> {
        let calendar = working_day::store::calendar(store).await?;
        Ok(Self { store, actor, calendar, today, known: Known::of(store, actor).await? })
    }

    /// Everything that waits for the person.
    pub(super) async fn tasks(&self) -> Result<Vec<Task>, Failure> {
        match self.actor.role {
            Role::UnitClerk | Role::UnitHead => self.of_unit().await,
            Role::Inspector => self.of_inspector().await,
            Role::EstablishmentOfficer => self.of_office().await,
            Role::ReformLeader => self.of_leader().await,
            Role::SystemAdmin => self.of_administrator().await,
            Role::SecurityAdmin => self.of_security().await,
            Role::LegalOfficer | Role::AuditAdmin => Ok(Vec::new()),
        }
    }

    async fn of_unit(&self) -> Result<Vec<Task>, Failure> {
        let Some(unit) = &self.actor.unit else { return Ok(Vec::new()) };
        let rounds = self_check::store::rounds(self.store).await?;
        let mut tasks = Vec::new();
        let reminded = self_check::reminder::store::of_unit(self.store, unit).await?;
        for line in self_check::store::of_unit(self.store, unit).await? {
            let kind = match (self.actor.role, line.state) {
                (Role::UnitClerk, SubmissionState::Draft) => TaskKind::FillSubmission,
                (Role::UnitClerk, SubmissionState::Returned) => TaskKind::MendSubmission,
                (Role::UnitHead, SubmissionState::AwaitingSignature) => TaskKind::SignSubmission,
                _ => continue,
            };
            let href = format!("/self-check/{}/{}", line.round, line.unit);
            let round = rounds.iter().find(|round| round.round == line.round);
            let title = round.map_or_else(|| line.round.to_string(), |round| round.title.to_string());
            let returned_on = line.returned_at.map(chain_day);
            let reminded = unanswered(line.state, returned_on, reminded.get(&line.round).copied());
            let reminded = reminded.map(|reminded| reminded.last);
            tasks.push(Task { reminded, ..self.task(kind, title, Some(line.due), href) });
        }
        tasks.extend(self.visits(&self.known.visits));
        let reminders = rectification::reminder::store::of_unit(self.store, unit).await?;
        tasks.extend(self.entries(Scope::Unit(unit.clone()), reminders).await?);
        Ok(tasks)
    }

    async fn of_inspector(&self) -> Result<Vec<Task>, Failure> {
        let Some(inspector) = &self.actor.inspector else { return Ok(Vec::new()) };
        let mut tasks = self.visits(&self.known.visits);
        tasks.extend(self.entries(Scope::Group(inspector.clone()), Vec::new()).await?);
        Ok(tasks)
    }

    async fn of_office(&self) -> Result<Vec<Task>, Failure> {
        let mut tasks = self.first_of_season().await?;
        tasks.extend(self.submitted());
        tasks.extend(self.plans(&[PlanState::Approved, PlanState::Drawn], self.recent_plans().await?).await?);
        let waiting = count_of(rectification::store::waiting_visits(self.store, MOST).await?.len());
        let counted = [
            (EntryState::PlanSubmitted, TaskKind::ReviewPlans as fn(u32) -> TaskKind),
            (EntryState::ClosureRequested, TaskKind::ReviewClosures),
            (EntryState::Reopened, TaskKind::OrderAgain),
        ];
        tasks.extend(self.counted(TaskKind::OrderFindings, waiting, "/ledger/order".to_owned()));
        for (state, kind) in counted {
            let filter = LedgerFilter { state: Some(state), ..LedgerFilter::default() };
            let count = rectification::store::count(self.store, &Scope::District, &filter, self.bounds()).await?;
            tasks.extend(self.counted(kind, count, format!("/ledger?state={}", state.code())));
        }
        tasks.extend(self.ranking().await?);
        Ok(tasks)
    }

    /// In a system with nobody in it but administrators, the people come first.
    async fn of_administrator(&self) -> Result<Vec<Task>, Failure> {
        let first = account::store::page(self.store, None, MOST_ADMINISTRATORS).await?;
        let is_empty = first.len() < MOST_ADMINISTRATORS && first.iter().all(|account| account.role.is_administrator());
        Ok(Vec::from_iter(is_empty.then(|| self.first(TaskKind::CreatePeople, "/admin/people"))))
    }

    /// Accounts of a unit or a number that nobody has: whoever holds one signs in and finds nothing. Whoever gives roles
    /// mends it.
    async fn of_security(&self) -> Result<Vec<Task>, Failure> {
        let strays = home::strays(self.store, MOST_STRAYS).await?.into_iter().map(|stray| {
            let after = stray.before.map(|before| format!("?after={before}")).unwrap_or_default();
            let href = format!("/admin/people{after}");
            self.task(TaskKind::MendBelonging, stray.account.to_string(), None, href)
        });
        Ok(strays.collect())
    }

    /// What a system has to begin with, one thing after the other: what is imported, then a round.
    async fn first_of_season(&self) -> Result<Vec<Task>, Failure> {
        let rounds = &self.known.rounds;
        if rounds.is_empty() {
            let is_imported = self_check::form::store::latest(self.store).await?.is_some()
                && standard::store::latest(self.store).await?.is_some()
                && !working_day::store::years(self.store).await?.is_empty()
                && !roster::store::all(self.store).await?.is_empty()
                && !unit::store::all(self.store).await?.is_empty();
            let (kind, href) = if is_imported {
                (TaskKind::PrepareRound, "/self-check")
            } else {
                (TaskKind::ImportRegister, "/templates")
            };
            return Ok(vec![self.first(kind, href)]);
        }
        let waits = |round: &&Round| self_check::rules::round_allows(round, RoundStep::Open, 0, self.today);
        let prepared = rounds.iter().filter(waits).map(|round| {
            let href = format!("/self-check/{}", round.round);
            self.task(TaskKind::OpenRound, round.title.to_string(), None, href)
        });
        Ok(prepared.collect())
    }

    fn first(&self, kind: TaskKind, href: &str) -> Task {
        self.task(kind, String::new(), None, href.to_owned())
    }

    async fn of_leader(&self) -> Result<Vec<Task>, Failure> {
        let plans = self.recent_plans().await?;
        let overrun = self.overrun(&plans).await?;
        let mut tasks = self.plans(&[PlanState::Draft], plans).await?;
        tasks.extend(overrun);
        tasks.extend(self.ranking().await?);
        Ok(tasks)
    }

    /// Self-checks that the office has not looked at.
    fn submitted(&self) -> Vec<Task> {
        let waiting = self.known.opened().filter_map(|round| {
            let count = self.known.tallies.get(&round.round)?.submitted;
            let href = format!("/self-check/{}?state=submitted", round.round);
            let kind = TaskKind::ReviewSubmissions(count);
            (count > 0).then(|| self.task(kind, round.title.to_string(), None, href))
        });
        waiting.collect()
    }

    /// The plans of this year and the last.
    async fn recent_plans(&self) -> Result<Vec<Plan>, Failure> {
        let mut plans = Vec::new();
        for year in [self.today.year(), self.today.year() - 1] {
            let season = SeasonId::parse(year.to_string()).map_err(|error| Failure::internal(error.to_string()))?;
            plans.extend(plan::store::list(self.store, &season).await?);
        }
        Ok(plans)
    }

    /// Those plans that are in one of these states.
    async fn plans(&self, states: &[PlanState], plans: Vec<Plan>) -> Result<Vec<Task>, Failure> {
        let mut tasks = Vec::new();
        for plan in plans {
            let href = format!("/plans/{}", plan.plan);
            if states.contains(&plan.state) {
                let kind = if plan.state == PlanState::Draft { TaskKind::ApprovePlan } else { TaskKind::AdvancePlan };
                tasks.push(self.task(kind, plan.title.to_string(), Some(plan.from), href));
            } else if plan.state == PlanState::Running && self.sends_feedback() {
                let visits = plan::store::visits_of_plan(self.store, &plan.plan).await?;
                let unsent = visits.iter().filter(|visit| plan::rules::awaits_notice(visit)).count();
                tasks.extend(self.counted(TaskKind::SendNotices, count_of(unsent), href));
                tasks.extend(self.visits(&visits));
            }
        }
        Ok(tasks)
    }

    /// Those plans that have run past their last day with visits that could not be held, and can be extended.
    async fn overrun(&self, plans: &[Plan]) -> Result<Vec<Task>, Failure> {
        let mut tasks = Vec::new();
        let extends = |plan: &&Plan| plan.to < self.today && plan::rules::later_ends(plan, self.today).is_some();
        for plan in plans.iter().filter(extends) {
            let visits = plan::store::visits_of_plan(self.store, &plan.plan).await?;
            if plan::rules::is_overrun(plan, &visits, self.today) {
                let href = format!("/plans/{}", plan.plan);
                tasks.push(self.task(TaskKind::ExtendPlan, plan.title.to_string(), Some(plan.to), href));
            }
        }
        Ok(tasks)
    }

    fn sends_feedback(&self) -> bool {
        allows(self.actor, Action::SendFeedback, Subject::DISTRICT)
    }

    /// The first open step of each visit that is this person's to take.
    fn visits(&self, visits: &[Visit]) -> Vec<Task> {
        let tasks = visits.iter().filter_map(|visit| {
            let step =
                visit_rules::allowed(self.actor, visit).into_iter().find(|step| waits(*step, visit, self.today))?;
            let href = format!("/visits/{}", visit.visit);
            Some(self.task(TaskKind::Visit(step), visit.unit_name.to_string(), Some(visit.date), href))
        });
        tasks.collect()
    }

    /// Entries of the ledger whose turn is this person's, each with its reminder.
    async fn entries(&self, scope: Scope, reminders: Vec<EntryReminder>) -> Result<Vec<Task>, Failure> {
        let last = rectification::reminder::rules::last_of(reminders);
        let all = LedgerFilter::default();
        let listed = rectification::store::page(self.store, &scope, &all, self.bounds(), MOST).await?;
        Ok(listed.into_iter().filter_map(|entry| self.entry(&entry, last.get(&entry.entry))).collect())
    }

    fn entry(&self, entry: &Listed, last: Option<&EntryReminder>) -> Option<Task> {
        let kind = match (rectification::rules::turn(entry.state), self.actor.role) {
            (Turn::Clerk, Role::UnitClerk) => TaskKind::Rectify,
            (Turn::Head, Role::UnitHead) if entry.state == EntryState::PlanPrepared => TaskKind::SignPlan,
            (Turn::Head, Role::UnitHead) => TaskKind::SignClosure,
            (Turn::Group, Role::Inspector) => TaskKind::VerifyClosure,
            _ => return None,
        };
        let mut task = self.task(kind, entry.title.to_string(), entry.due, format!("/ledger/{}", entry.entry));
        task.unit = self.actor.unit.is_none().then(|| entry.unit_name.to_string());
        task.reminded = rectification::reminder::rules::unanswered(last, entry.version);
        Some(task)
    }

    /// The newest ranking, where its next step is this person's.
    async fn ranking(&self) -> Result<Vec<Task>, Failure> {
        let newest = ranking::store::newest(self.store, 1).await?;
        let waiting =
            newest.into_iter().filter(|round| !ranking::round::allowed_steps(self.actor, Some(round)).is_empty());
        let tasks = waiting.filter(|round| is_under_way(round.state)).map(|round| {
            self.task(
                TaskKind::Ranking(round.state),
                round.season.to_string(),
                None,
                format!("/ranking/{}", round.season),
            )
        });
        Ok(tasks.collect())
    }

    fn bounds(&self) -> Bounds {
        Bounds::of(&self.calendar, self.today)
    }

    fn counted(&self, kind: fn(u32) -> TaskKind, count: u32, href: String) -> Option<Task> {
        (count > 0).then(|| self.task(kind(count), String::new(), None, href))
    }

    fn task(&self, kind: TaskKind, subject: String, due: Option<NaiveDate>, href: String) -> Task {
        let light: Light = rectification::rules::light(&self.calendar, due, false, self.today);
        let days_left = due.map(|due| self.calendar.working_days_between(self.today, due));
        Task { kind, subject, unit: None, due, days_left, light, reminded: None, href }
    }
}

fn count_of(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Whether a step that may be taken is also waited for: a visit can be moved all the time, and recorded and scored only
/// from its day on.
fn waits(step: VisitStep, visit: &Visit, today: NaiveDate) -> bool {
    match step {
        VisitStep::Move | VisitStep::Notify | VisitStep::Note | VisitStep::CloseEntry => false,
        VisitStep::Start => visit.date <= today,
        VisitStep::Receive
        | VisitStep::Record
        | VisitStep::Score
        | VisitStep::GiveFeedback
        | VisitStep::Acknowledge
        | VisitStep::Reconcile
        | VisitStep::Lock
        | VisitStep::Answer => true,
    }
}

fn is_under_way(state: ranking::model::RankingState) -> bool {
    use ranking::model::RankingState as State;
    match state {
        State::Computed | State::Tabled | State::Adopted => true,
        State::Collecting | State::Published | State::Corrected => false,
    }
}
