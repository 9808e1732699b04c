//! What a person could find: the pages and the records that they may open, as the processes' own stores list them.

use chrono::{Days, NaiveDate};

use super::{
    acts::acts,
    model::{Hit, Kind},
    rules::Candidate,
};
use crate::{
    account,
    home::places::DESTINATIONS,
    i18n::{Locale, locale, tr},
    inspection::{model::Visit, plan, roster},
    kernel::{
        actor::{Actor, Role},
        address::percent_encoded,
        ids::SeasonId,
        permit::{Action, Reach, Subject, allows, reach},
    },
    ranking,
    rectification::{
        self,
        model::LedgerFilter,
        store::{Bounds, Scope},
    },
    self_check,
    store::{Failure, Store},
    unit::{self, model::Unit},
    working_day,
};

/// So many visits and findings are looked at, the newest visits and the most urgent findings; older ones are found from
/// their unit.
const MOST: usize = 1000;

/// So far back and ahead visits are looked at, in days.
const A_YEAR: Days = Days::new(366);

/// Everything that this person may open, by kind.
pub(super) async fn candidates(store: &Store, actor: &Actor, today: NaiveDate) -> Result<Vec<Candidate>, Failure> {
    let register = unit::store::all(store).await?;
    let mut candidates = pages(actor.role);
    let known = ranking::store::known_seasons(store).await?;
    candidates.extend(begun(actor.role, &ranking::store::season_shown(store, &known, today).await?));
    candidates.extend(units(&register, actor));
    candidates.extend(self_checks(store, actor).await?);
    if allows(actor, Action::ReadPlan, Subject::DISTRICT) {
        candidates.extend(plans(store, today).await?);
    }
    candidates.extend(visits(store, &register, actor, today).await?);
    candidates.extend(entries(store, actor, today).await?);
    if allows(actor, Action::ReadUnits, Subject::DISTRICT) {
        candidates.extend(roster::store::all(store).await?.into_iter().map(|one| {
            let href = format!("/inspectors/{}", one.inspector);
            candidate(Kind::Inspector, one.name.to_string(), one.inspector.to_string(), href, &[])
        }));
    }
    if allows(actor, Action::ManagePeople, Subject::DISTRICT) {
        candidates.extend(account::store::page(store, None, MOST).await?.into_iter().map(|person| {
            let href = listed("/admin/people", person.account.as_str());
            candidate(Kind::Person, person.name.to_string(), person.account.to_string(), href, &[])
        }));
    }
    Ok(candidates)
}

/// The pages that open to this role, by their names in both languages and by each word of the English one.
fn pages(role: Role) -> Vec<Candidate> {
    let open = DESTINATIONS.iter().filter(|page| page.opens_to(role));
    open.map(|page| named(|locale| page.name(locale), page.article(), page.href.to_owned())).collect()
}

/// What this role begins, found like the pages and told apart by the page on which it is done.
fn begun(role: Role, season: &SeasonId) -> impl Iterator<Item = Candidate> {
    acts(role, season).into_iter().map(|act| named(|locale| act.name(locale), act.page(locale()), act.href.clone()))
}

/// What is called by a name of its own in each language.
fn named(name: impl Fn(Locale) -> String, note: String, href: String) -> Candidate {
    let (chinese, english) = (name(Locale::zh), name(Locale::en));
    let further: Vec<&str> = [chinese.as_str(), english.as_str()].into_iter().chain(english.split(' ')).collect();
    candidate(Kind::Page, name(locale()), note, href, &further)
}

/// The address of a list in which only what holds this word stands.
fn listed(list: &str, word: &str) -> String {
    format!("{list}?q={}", percent_encoded(word))
}

fn units(register: &[Unit], actor: &Actor) -> Vec<Candidate> {
    let readable = register.iter().filter(|unit| allows(actor, Action::ReadUnits, Subject::unit(&unit.code)));
    readable
        .map(|unit| {
            let href = format!("/units/{}", unit.code);
            candidate(Kind::Unit, unit.name.to_string(), unit.code.to_string(), href, &[unit.short_name.as_str()])
        })
        .collect()
}

/// The rounds, for whoever reads the self-checks of the district; for a unit's people their own self-checks.
async fn self_checks(store: &Store, actor: &Actor) -> Result<Vec<Candidate>, Failure> {
    if allows(actor, Action::ReadSubmission, Subject::DISTRICT) {
        let rounds = self_check::store::rounds(store).await?;
        let found = rounds.iter().map(|round| {
            let href = format!("/self-check/{}", round.round);
            candidate(Kind::Round, round.title.to_string(), round.round.to_string(), href, &[])
        });
        return Ok(found.collect());
    }
    let Some(unit) = &actor.unit else { return Ok(Vec::new()) };
    if !allows(actor, Action::ReadSubmission, Subject::unit(unit)) {
        return Ok(Vec::new());
    }
    let rounds = self_check::store::rounds(store).await?;
    let own = self_check::store::of_unit(store, unit).await?;
    let found = own.iter().map(|line| {
        let round = rounds.iter().find(|round| round.round == line.round);
        let title = round.map_or_else(|| line.round.to_string(), |round| round.title.to_string());
        let href = format!("/self-check/{}/{}", line.round, line.unit);
        candidate(Kind::Round, title, line.round.to_string(), href, &[])
    });
    Ok(found.collect())
}

async fn plans(store: &Store, today: NaiveDate) -> Result<Vec<Candidate>, Failure> {
    let mut plans = Vec::new();
    for season in plan::store::views::recent_seasons(store, today).await? {
        plans.extend(plan::store::rows(store, &season).await?);
    }
    Ok(plans
        .into_iter()
        .map(|plan| {
            let href = format!("/plans/{}", plan.plan);
            candidate(Kind::Plan, plan.title.to_string(), plan.plan.to_string(), href, &[])
        })
        .collect())
}

async fn visits(store: &Store, register: &[Unit], actor: &Actor, today: NaiveDate) -> Result<Vec<Candidate>, Failure> {
    if reach(actor.role, Action::ReadVisit) == Reach::Nothing {
        return Ok(Vec::new());
    }
    let mut visits = plan::store::views::visits_for(store, actor, today - A_YEAR, today + A_YEAR).await?;
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.date));
    visits.truncate(MOST);
    let name = |visit: &Visit| register.iter().find(|unit| unit.code == visit.unit).map(|unit| unit.name.to_string());
    Ok(visits
        .iter()
        .map(|visit| {
            let title = name(visit).unwrap_or_else(|| visit.unit.to_string());
            let note = format!("{}{}{}", visit.date, tr!(words.clause_comma), visit.visit);
            candidate(Kind::Visit, title, note, format!("/visits/{}", visit.visit), &[visit.visit.as_str()])
        })
        .collect())
}

async fn entries(store: &Store, actor: &Actor, today: NaiveDate) -> Result<Vec<Candidate>, Failure> {
    if reach(actor.role, Action::ReadEntry) == Reach::Nothing {
        return Ok(Vec::new());
    }
    let scope: Scope = rectification::store::scope(actor)?;
    let bounds = Bounds::of(&working_day::store::calendar(store).await?, today);
    let mut entries = Vec::new();
    for closed in [false, true] {
        let filter = LedgerFilter { closed, ..LedgerFilter::default() };
        entries.extend(rectification::store::page(store, &scope, &filter, bounds, MOST).await?);
    }
    Ok(entries
        .into_iter()
        .map(|listed| {
            let note = format!("{}{}{}", listed.unit_name, tr!(words.clause_comma), listed.entry);
            let href = format!("/ledger/{}", listed.entry);
            let further = [listed.entry.as_str(), listed.unit_name.as_str()];
            candidate(Kind::Entry, listed.title.to_string(), note, href, &further)
        })
        .collect())
}

/// A record that is looked for in its title, in its note and in further texts.
fn candidate(kind: Kind, title: String, note: String, href: String, further: &[&str]) -> Candidate {
    let texts = [title.as_str(), note.as_str()].iter().chain(further).map(ToString::to_string).collect();
    Candidate { hit: Hit { kind, title, note, href }, texts }
}
