//! What the processes have waiting for a person, asked process by process in the order of the regulation.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    known::Known,
    model::{Task, TaskKind},
    rules::turns,
    store as home,
};
use crate::{
    account,
    inspection::{
        model::{Plan, PlanState, Visit},
        plan, roster, standard,
        visit::rules::{VisitStep, foremost, may},
    },
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Role},
        calendar::WorkCalendar,
        ids::{SeasonId, UnitCode},
        permit::{Action, Subject, allows},
    },
    ranking::{self, model::RankingState},
    rectification::{
        self,
        model::{EntryState, LedgerFilter, Light, Turn},
        reminder::model::EntryReminder,
        store::{Bounds, Listed, Scope, Told},
    },
    self_check::{self, reminder::rules::unanswered},
    store::{Failure, Store},
    unit, working_day,
};

/// So many entries of the ledger, and visits whose findings are not in it, are told of at most.
const MOST: usize = 500;

/// So many entries of the ledger are looked through at most for those that wait for the person.
const LOOKED_THROUGH: usize = 5000;

/// So many entries that wait for their groups are read at a time, for those that nobody may verify.
const ENTRIES_AT_A_TIME: usize = 1000;

/// With so many administrators a system has people, whoever they are.
const MOST_ADMINISTRATORS: usize = 20;

/// So many accounts that belong nowhere are told of at once; those that are mended make room for the others.
const MOST_STRAYS: usize = 20;

/// A person's view of the day.
pub(super) struct Desk<'a> {
    pub(super) store: &'a Store,
    pub(super) actor: &'a Actor,
    pub(super) calendar: &'a WorkCalendar,
    pub(super) today: NaiveDate,
    /// What concerns them.
    pub(super) known: &'a Known,
}

impl Desk<'_> {
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
            let Some(kind) = turns::of_submission(self.actor.role, line.state) else { continue };
            let href = format!("/self-check/{}/{}", line.round, line.unit);
            let round = rounds.iter().find(|round| round.round == line.round);
            let title = round.map_or_else(|| line.round.to_string(), |round| round.title.to_string());
            let returned_on = line.returned_at.map(chain_day);
            let reminded = unanswered(line.state, returned_on, reminded.get(&line.round).copied());
            let reminded = reminded.map(|reminded| reminded.last);
            // It came in on the day on which the head signed it first: what is mended of it has no date.
            let due = line.submitted_on.is_none().then_some(line.due);
            tasks.push(Task { reminded, ..self.task(kind, title, due, href) });
        }
        tasks.extend(self.visits(&self.known.visits));
        let reminders = rectification::reminder::store::of_unit(self.store, unit).await?;
        let own = Scope::Unit(unit.clone());
        tasks.extend(self.entries(own.clone(), reminders, |_| true).await?);
        tasks.extend(self.reports(&own).await?);
        tasks.extend(self.slips(&own).await?);
        Ok(tasks)
    }

    async fn of_inspector(&self) -> Result<Vec<Task>, Failure> {
        let Some(inspector) = &self.actor.inspector else { return Ok(Vec::new()) };
        // Nobody is urged to do what they would be refused.
        let recusals = plan::store::recusals_of(self.store, self.actor, self.today).await?;
        let may_check = |unit: &UnitCode| !recusals.holds(inspector, unit);
        let mut tasks = self.visits(self.known.visits.iter().filter(|visit| may_check(&visit.unit)));
        // Nor to what the office is to appoint somebody else for, though they have an account still.
        let vacant = rectification::store::vacant(self.store, self.today).await?;
        let is_theirs = |entry: &Listed| may_check(&entry.unit) && !vacant.contains(&entry.entry);
        let entries = self.entries(Scope::Group(inspector.clone()), Vec::new(), is_theirs);
        tasks.extend(entries.await?);
        Ok(tasks)
    }

    async fn of_office(&self) -> Result<Vec<Task>, Failure> {
        let mut tasks = Vec::from_iter(self.first_of_season().await?);
        tasks.extend(self.rounds());
        tasks.extend(self.plans().await?);
        tasks.extend(self.ledger().await?);
        tasks.extend(self.ranking().await?);
        Ok(tasks)
    }

    /// What the ledger has waiting for the office: visits whose findings are not in it, its entries, state by state and due
    /// when the first of them is, and each of whose group nobody is left who may verify.
    async fn ledger(&self) -> Result<Vec<Task>, Failure> {
        let mut tasks = Vec::new();
        let waiting = count_of(rectification::store::waiting_visits(self.store, MOST).await?.len());
        if waiting > 0 {
            tasks.push(self.first(TaskKind::OrderFindings(waiting), "/ledger/order"));
        }
        for state in EntryState::ALL {
            let filter = LedgerFilter { state: Some(state), ..LedgerFilter::default() };
            tasks.extend(self.counted(&Scope::District, &filter, |count| turns::of_entries(state, count)).await?);
        }
        let asks = LedgerFilter { asks: true, ..LedgerFilter::default() };
        let answers = |count| Some(TaskKind::AnswerExtensions(count));
        tasks.extend(self.counted(&Scope::District, &asks, answers).await?);
        for entry in rectification::store::without_verifier(self.store, self.today, ENTRIES_AT_A_TIME).await? {
            let (title, href) = (entry.title.to_string(), format!("/ledger/{}", entry.entry));
            let task = self.task(TaskKind::AppointVerifier, title, entry.due, href);
            tasks.push(Task { unit: Some(entry.unit_name.to_string()), ..task });
        }
        Ok(tasks)
    }

    /// The reports that this person owes: one line for all of these entries, due when the first of the reports is.
    async fn reports(&self, scope: &Scope) -> Result<Option<Task>, Failure> {
        let filter = LedgerFilter { unreported: true, ..LedgerFilter::default() };
        self.counted(scope, &filter, |count| turns::of_reports(self.actor.role, count)).await
    }

    /// The slips that go to this person: one line for all of these entries that have come to one, but for those that have
    /// lines of their own.
    async fn slips(&self, scope: &Scope) -> Result<Option<Task>, Failure> {
        let role = self.actor.role;
        let Some(slip) = turns::slip_to(role) else { return Ok(None) };
        let without_signing = rectification::rules::own_turn(role) == Some(Turn::Head);
        let filter = LedgerFilter { slip: Some(slip), without_signing, ..LedgerFilter::default() };
        self.counted(scope, &filter, |count| turns::of_slips(slip, count)).await
    }

    /// One line for the entries that a list holds, where the person has something to do with them.
    async fn counted(
        &self,
        scope: &Scope,
        filter: &LedgerFilter,
        kind: impl Fn(u32) -> Option<TaskKind>,
    ) -> Result<Option<Task>, Failure> {
        if kind(1).is_none() {
            return Ok(None);
        }
        let Told { count, due, reported } =
            rectification::store::told(self.store, scope, filter, self.bounds()).await?;
        let Some(kind) = kind(count).filter(|_| count > 0) else { return Ok(None) };
        let next_report = reported.and_then(|at| rectification::rules::report_due(chain_day(at)));
        let due = if filter.unreported { next_report } else { due };
        // What was only put into the ledger is ordered by the dozen, on a page of its own.
        let href =
            if matches!(kind, TaskKind::OrderEntries(_)) { "/ledger/order".to_owned() } else { filter.address() };
        Ok(Some(self.task(kind, String::new(), due, href)))
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
    async fn first_of_season(&self) -> Result<Option<Task>, Failure> {
        if !self.known.rounds.is_empty() {
            return Ok(None);
        }
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
        Ok(Some(self.first(kind, href)))
    }

    /// The rounds that the office opens and closes, and the self-checks that it has not looked at.
    fn rounds(&self) -> Vec<Task> {
        let mut tasks = Vec::new();
        for round in &self.known.rounds {
            for kind in turns::of_round(round, self.known.tallies.get(&round.round), self.today) {
                let list = if matches!(kind, TaskKind::ReviewSubmissions(_)) { "?state=submitted" } else { "" };
                let href = format!("/self-check/{}{list}", round.round);
                tasks.push(self.task(kind, round.title.to_string(), None, href));
            }
        }
        tasks
    }

    fn first(&self, kind: TaskKind, href: &str) -> Task {
        self.task(kind, String::new(), None, href.to_owned())
    }

    async fn of_leader(&self) -> Result<Vec<Task>, Failure> {
        let mut tasks = self.plans().await?;
        tasks.extend(self.slips(&Scope::District).await?);
        tasks.extend(self.ranking().await?);
        Ok(tasks)
    }

    /// What the plans have waiting, one after the other.
    async fn plans(&self) -> Result<Vec<Task>, Failure> {
        let mut tasks = Vec::new();
        for plan in plan::store::unfinished(self.store).await? {
            tasks.extend(self.plan(&plan).await?);
        }
        Ok(tasks)
    }

    /// What a plan has waiting, and those of its visits of which the written feedback is this person's.
    async fn plan(&self, plan: &Plan) -> Result<Vec<Task>, Failure> {
        let visits = if self.looks_at_visits(plan) {
            plan::store::visits_of_plan(self.store, &plan.plan).await?
        } else {
            Vec::new()
        };
        let kinds = turns::of_plan(self.actor, plan, &visits, self.today).into_iter();
        let of_plan = kinds.map(|kind| {
            let (due, href) = (turns::due_of_plan(kind, plan, &visits), format!("/plans/{}", plan.plan));
            self.task(kind, plan.title.to_string(), due, href)
        });
        let mut tasks: Vec<Task> = of_plan.collect();
        if self.sends_feedback() {
            tasks.extend(self.visits(&visits));
        }
        tasks.extend(self.without_leader(plan, &visits).await?);
        Ok(tasks)
    }

    /// The visits whose leader is recused from the unit by now, for whoever gives them another: another group before the
    /// group is there, and then another leader.
    async fn without_leader(&self, plan: &Plan, visits: &[Visit]) -> Result<Vec<Task>, Failure> {
        let open: Vec<&Visit> = visits.iter().filter(|visit| self.gives_leader(plan, visit).is_some()).collect();
        let left = plan::store::led_by_recused(self.store, &open, self.today).await?;
        let tasks = left.into_iter().filter_map(|visit| {
            let step = self.gives_leader(plan, visit)?;
            let href = if step == VisitStep::Move {
                format!("/plans/{}/units/{}", visit.plan, visit.unit)
            } else {
                format!("/visits/{}", visit.visit)
            };
            Some(self.task(TaskKind::Visit(step), visit.unit_name.to_string(), Some(visit.date), href))
        });
        Ok(tasks.collect())
    }

    /// The step by which this person gives a visit another leader. Past the plan's last day no group can go there any more,
    /// and the plan waits first.
    fn gives_leader(&self, plan: &Plan, visit: &Visit) -> Option<VisitStep> {
        let is_in_time = |step: &VisitStep| *step != VisitStep::Move || self.today <= plan.to;
        [VisitStep::Move, VisitStep::Appoint].into_iter().find(|step| is_in_time(step) && may(self.actor, visit, *step))
    }

    /// Whether anything of a plan that waits depends on its visits. For whoever only decides that is so when its last day
    /// is past.
    fn looks_at_visits(&self, plan: &Plan) -> bool {
        match plan.state {
            PlanState::Drawn | PlanState::Running => self.sends_feedback() || plan.to < self.today,
            PlanState::Reported => self.sends_feedback(),
            PlanState::Draft | PlanState::Approved | PlanState::Closed | PlanState::Cancelled => false,
        }
    }

    fn sends_feedback(&self) -> bool {
        allows(self.actor, Action::SendFeedback, Subject::DISTRICT)
    }

    /// The step of each visit that waits for this person.
    fn visits<'v>(&self, visits: impl IntoIterator<Item = &'v Visit>) -> Vec<Task> {
        let tasks = visits.into_iter().filter_map(|visit| {
            let step = foremost(self.actor, visit, self.today)?;
            let href = format!("/visits/{}", visit.visit);
            Some(self.task(TaskKind::Visit(step), visit.unit_name.to_string(), Some(visit.date), href))
        });
        tasks.collect()
    }

    /// Entries of the ledger whose turn is this person's and that are theirs, each with its reminder.
    async fn entries(
        &self,
        scope: Scope,
        reminders: Vec<EntryReminder>,
        is_theirs: impl Fn(&Listed) -> bool,
    ) -> Result<Vec<Task>, Failure> {
        let last = rectification::reminder::rules::last_of(reminders);
        let (all, bounds) = (LedgerFilter::default(), self.bounds());
        // What is not theirs takes no place of what is.
        let waits = |entry: &Listed| self.of_entry(entry).is_some() && is_theirs(entry);
        let (waiting, _) =
            rectification::store::search(self.store, &scope, &all, bounds, MOST, LOOKED_THROUGH, waits).await?;
        Ok(waiting.iter().filter_map(|entry| self.entry(entry, last.get(&entry.entry))).collect())
    }

    fn of_entry(&self, entry: &Listed) -> Option<TaskKind> {
        let standing = rectification::rules::standing(self.calendar, entry.due, entry.state, self.today);
        turns::of_entry(self.actor.role, entry.state, standing.slip)
    }

    fn entry(&self, entry: &Listed, last: Option<&EntryReminder>) -> Option<Task> {
        let kind = self.of_entry(entry)?;
        let mut task = self.task(kind, entry.title.to_string(), entry.due, format!("/ledger/{}", entry.entry));
        task.unit = self.actor.unit.is_none().then(|| entry.unit_name.to_string());
        task.reminded = rectification::reminder::rules::unanswered(last, entry.version);
        Some(task)
    }

    /// The newest edition of each season, where its next step is this person's; and those of the recent seasons without
    /// one of which the plans are all closed, the oldest first.
    async fn ranking(&self) -> Result<Vec<Task>, Failure> {
        let task =
            |season: &SeasonId, kind: TaskKind| self.task(kind, season.to_string(), None, format!("/ranking/{season}"));
        let (mut tasks, mut ranked) = (Vec::new(), BTreeSet::new());
        for edition in ranking::store::lines(self.store).await? {
            // The newest edition of a season is its first.
            if ranked.insert(edition.season.clone()) {
                let kind = turns::of_ranking(self.actor, edition.state);
                tasks.extend(kind.map(|kind| task(&edition.season, kind)));
            }
        }
        let recent = plan::store::views::recent_seasons(self.store, self.today).await?;
        for season in recent.iter().rev() {
            if ranked.contains(season) {
                continue;
            }
            let plans = plan::store::rows(self.store, season).await?;
            if turns::ranking_is_due(self.actor, plans.iter().map(|plan| plan.state)) {
                tasks.push(task(season, TaskKind::Ranking(RankingState::Collecting)));
            }
        }
        Ok(tasks)
    }

    fn bounds(&self) -> Bounds<'static> {
        Bounds::of(self.calendar, self.today)
    }

    fn task(&self, kind: TaskKind, subject: String, due: Option<NaiveDate>, href: String) -> Task {
        let light: Light = rectification::rules::light(self.calendar, due, false, self.today);
        let days_left = due.map(|due| self.calendar.working_days_between(self.today, due));
        Task { kind, subject, unit: None, due, days_left, light, reminded: None, href }
    }
}

fn count_of(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
