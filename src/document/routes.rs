//! `GET /downloads/….xlsx`: the list of a page with the conditions of its address, in the language of whoever asks.

use std::collections::HashMap;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{
    lists::{self, MOST, Taken},
    workbook::List,
};
use crate::{
    account::{self, rules::PeopleAsked},
    error::AppError,
    inspection::{
        model::PlanState,
        plan::{
            self,
            model::{CalendarFilter, PlanOrder, VisitOrder, month_of},
        },
    },
    journal::{
        self,
        chain::chain_day,
        model::{CONDITIONS, Filter as Narrowed},
    },
    kernel::{
        actor::Actor,
        address::percent_encoded,
        calendar::parse_date,
        ids::{PlanId, RoundId, SeasonId},
        listing::ListOrder,
        permit::{self, Action, Subject},
        unit_kind::UnitKind,
    },
    ranking::{
        self,
        model::{PlaceOrder, SeasonOrder},
    },
    rectification::{self, model::LedgerFilter},
    register::{self, model::RosterOrder, rules::RosterAsked},
    self_check::{self, model::RoundOrder, store::Filter},
    server::{self, AppState, Session, answer::attachment, clock},
    store::Failure,
    unit::{self, model::UnitOrder, rules::RETIRED},
    working_day,
};

/// What Excel knows a workbook by.
const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The conditions of an address.
type Given = Query<HashMap<String, String>>;

/// The downloads.
pub fn downloads() -> Router<AppState> {
    Router::new()
        .route("/downloads/people.xlsx", get(people))
        .route("/downloads/units.xlsx", get(units))
        .route("/downloads/inspectors.xlsx", get(inspectors))
        .route("/downloads/rounds.xlsx", get(rounds))
        .route("/downloads/self-check/{round}/submissions.xlsx", get(submissions))
        .route("/downloads/plans.xlsx", get(plans))
        .route("/downloads/plans/{plan}/visits.xlsx", get(visits))
        .route("/downloads/calendar.xlsx", get(calendar))
        .route("/downloads/ledger.xlsx", get(ledger))
        .route("/downloads/rankings.xlsx", get(seasons))
        .route("/downloads/journal.xlsx", get(journal_entries))
        .route("/downloads/ranking/{season}/{edition}/places.xlsx", get(places))
}

async fn units(State(state): State<AppState>, session: Session, Query(given): Given, headers: HeaderMap) -> Response {
    server::reply("document.units", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let kind = given.get("kind").and_then(|kind| UnitKind::from_code(kind));
        let search = word(&given, "q");
        let seen = unit::store::seen_by(&state.store, &actor).await?;
        let order = UnitOrder::from_code(word(&given, "sort"));
        let retired = word(&given, RETIRED.0) == RETIRED.1;
        let mut found = unit::rules::found(&seen, search, kind, retired);
        found.sort_by_cached_key(|unit| unit::rules::place(unit, order));
        give(&state, &headers, &actor, &page("/units", &given, &["q", "kind", RETIRED.0, "sort"]), |taken| {
            lists::units(&found, search, kind, retired, taken)
        })
    })
    .await
}

async fn people(State(state): State<AppState>, session: Session, Query(given): Given, headers: HeaderMap) -> Response {
    server::reply("document.people", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        let [search, in_state, role, sort] = ["q", "state", "role", "sort"].map(|name| word(&given, name));
        let asked = PeopleAsked::read(search, in_state, role, sort);
        let (accounts, _, _) = account::store::found(&state.store, &asked, "", MOST + 1).await?;
        give(&state, &headers, &actor, &page("/admin/people", &given, &["q", "state", "role", "sort"]), |taken| {
            lists::people(&accounts, &asked, taken)
        })
    })
    .await
}

async fn inspectors(
    State(state): State<AppState>,
    session: Session,
    Query(given): Given,
    headers: HeaderMap,
) -> Response {
    server::reply("document.inspectors", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ReadUnits, Subject::DISTRICT)?;
        let search = word(&given, "q");
        let order = RosterOrder::from_code(word(&given, "sort"));
        let retired = word(&given, RETIRED.0) == RETIRED.1;
        let asked = RosterAsked { search, retired, order, after: "", most: MOST + 1 };
        let roster = register::store::roster_page(&state.store, &asked, server::today()).await?;
        give(&state, &headers, &actor, &page("/inspectors", &given, &["q", RETIRED.0, "sort"]), |taken| {
            lists::inspectors(&roster.people, search, retired, taken)
        })
    })
    .await
}

async fn rounds(State(state): State<AppState>, session: Session, Query(given): Given, headers: HeaderMap) -> Response {
    server::reply("document.rounds", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let today = server::today();
        let calendar = working_day::store::calendar(&state.store).await?;
        // A unit's people have their own self-checks on that page.
        if let Some(unit) = actor.unit.as_ref().filter(|unit| actor.is_of(unit)) {
            let tasks = self_check::reads::tasks(&state.store, unit, &calendar, today).await?;
            return give(&state, &headers, &actor, "/self-check", |taken| lists::tasks(&tasks, today, taken));
        }
        permit::check(&actor, Action::ReadSubmission, Subject::DISTRICT)?;
        let order = RoundOrder::from_code(word(&given, "sort"));
        let lines = self_check::reads::rounds(&state.store, &calendar, order, today).await?;
        give(&state, &headers, &actor, &page("/self-check", &given, &["sort"]), |taken| {
            lists::rounds(&lines, today, taken)
        })
    })
    .await
}

async fn plans(State(state): State<AppState>, session: Session, Query(given): Given, headers: HeaderMap) -> Response {
    server::reply("document.plans", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ReadPlan, Subject::DISTRICT)?;
        let season = match SeasonId::parse(word(&given, "season")) {
            Ok(season) => season,
            Err(_) => plan::store::views::season_under_way(&state.store, server::today()).await?,
        };
        let (of_state, search) = (PlanState::from_code(word(&given, "state")), word(&given, "q"));
        let order = PlanOrder::from_code(word(&given, "sort"));
        let rows = plan::store::views::plans_found(&state.store, &season, of_state, search, order).await?;
        give(&state, &headers, &actor, &page("/plans", &given, &["season", "state", "q", "sort"]), |taken| {
            lists::plans(&season, &rows, of_state, search, taken)
        })
    })
    .await
}

async fn submissions(
    State(state): State<AppState>,
    session: Session,
    Path(round): Path<String>,
    Query(given): Given,
    headers: HeaderMap,
) -> Response {
    server::reply("document.submissions", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ReadSubmission, Subject::DISTRICT)?;
        let round = RoundId::parse(round).map_err(|_| AppError::NotFound)?;
        let word = |name: &str| word(&given, name);
        let filter = Filter::asked(word("state"), word("kind")).searched(word("q"), word("sort"));
        let today = server::today();
        let address = page(&format!("/self-check/{round}"), &given, &["state", "kind", "q", "sort"]);
        let (round, lines) =
            self_check::reads::submissions(&state.store, &round, filter.clone(), today, MOST + 1).await?;
        give(&state, &headers, &actor, &address, |taken| lists::submissions(&round, &lines, &filter, today, taken))
    })
    .await
}

async fn visits(
    State(state): State<AppState>,
    session: Session,
    Path(plan): Path<String>,
    Query(given): Given,
    headers: HeaderMap,
) -> Response {
    server::reply("document.visits", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ReadPlan, Subject::DISTRICT)?;
        let plan = PlanId::parse(plan).map_err(|_| AppError::NotFound)?;
        let address = page(&format!("/plans/{plan}"), &given, &["sort"]);
        let order = VisitOrder::from_code(word(&given, "sort"));
        let plan = plan::store::load(&state.store, &plan).await?.ok_or(AppError::NotFound)?;
        let shown = plan::store::views::plan_page(&state.store, plan, order, server::today()).await?;
        give(&state, &headers, &actor, &address, |taken| lists::visits(&shown, taken))
    })
    .await
}

async fn calendar(
    State(state): State<AppState>,
    session: Session,
    Query(given): Given,
    headers: HeaderMap,
) -> Response {
    server::reply("document.calendar", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let [month, week, plan, group, view] =
            ["month", "week", "plan", "group", "view"].map(|name| word(&given, name));
        let period = (month_of(month), parse_date(week));
        let filter = CalendarFilter::read(plan, group, view);
        let shown = plan::store::views::calendar_list(&state.store, &actor, period, filter, server::today()).await?;
        give(&state, &headers, &actor, &shown.page.address(), |taken| lists::calendar(&shown, taken))
    })
    .await
}

async fn ledger(State(state): State<AppState>, session: Session, Query(given): Given, headers: HeaderMap) -> Response {
    server::reply("document.ledger", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let filter = LedgerFilter::read(|name| given.get(name).cloned());
        let (rows, looked_through) =
            rectification::view::ledger_rows(&state.store, &actor, &filter, server::today(), MOST + 1).await?;
        let rows = rectification::view::with_reminders(&state.store, rows).await?;
        give(&state, &headers, &actor, &filter.address(), |taken| lists::entries(&rows, looked_through, &filter, taken))
    })
    .await
}

async fn seasons(State(state): State<AppState>, session: Session, Query(given): Given, headers: HeaderMap) -> Response {
    server::reply("document.seasons", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let known = ranking::store::known_seasons(&state.store).await?;
        let order = SeasonOrder::from_code(word(&given, "sort"));
        let lines = ranking::reading::seasons(&state.store, &actor, known, order).await?;
        give(&state, &headers, &actor, &page("/ranking", &given, &["sort"]), |taken| {
            lists::seasons(&lines, actor.role.is_of_unit(), taken)
        })
    })
    .await
}

async fn journal_entries(
    State(state): State<AppState>,
    session: Session,
    Query(given): Given,
    headers: HeaderMap,
) -> Response {
    server::reply("document.journal", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ReadJournal, Subject::DISTRICT)?;
        let filter = Narrowed::asked(CONDITIONS.map(|name| word(&given, name)))?;
        let lines = journal::store::newest_lines(&state.store, &filter, MOST + 1).await?;
        give(&state, &headers, &actor, &page("/admin/journal", &given, &CONDITIONS), |taken| {
            lists::journal_entries(&lines, &filter, taken)
        })
    })
    .await
}

async fn places(
    State(state): State<AppState>,
    session: Session,
    Path((season, edition)): Path<(String, String)>,
    Query(given): Given,
    headers: HeaderMap,
) -> Response {
    server::reply("document.places", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let season = SeasonId::parse(season).map_err(|_| AppError::NotFound)?;
        let edition: u32 = edition.parse().map_err(|_| AppError::NotFound)?;
        let seen = ranking::reading::page(&state.store, &actor, &season, Some(edition)).await?;
        let shown = seen.shown.as_ref().ok_or(AppError::NotFound)?;
        let (kind, order) = (UnitKind::from_code(word(&given, "kind")), PlaceOrder::from_code(word(&given, "sort")));
        let grade = word(&given, "grade").to_owned();
        let number = ("edition".to_owned(), edition.to_string());
        let given: HashMap<String, String> = given.into_iter().chain([number]).collect();
        let address = page(&format!("/ranking/{season}"), &given, &["edition", "kind", "grade", "sort"]);
        give(&state, &headers, &actor, &address, |taken| {
            lists::places(&seen, shown, (kind, grade.as_str(), order), taken)
        })
    })
    .await
}

/// What the address says by this name; nothing where it does not.
fn word<'a>(given: &'a HashMap<String, String>, name: &str) -> &'a str {
    given.get(name).map(String::as_str).unwrap_or_default()
}

/// The address of a page with those of its conditions that are given.
fn page(path: &str, given: &HashMap<String, String>, known: &[&str]) -> String {
    let pair = |name: &str| Some(format!("{name}={}", percent_encoded(given.get(name)?)));
    let pairs: Vec<String> = known.iter().copied().filter_map(pair).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// The workbook as a file, named by its title and the day.
fn give(
    state: &AppState,
    headers: &HeaderMap,
    by: &Actor,
    page: &str,
    list: impl FnOnce(&Taken) -> List,
) -> Result<Response, Failure> {
    let at = clock::now();
    let from = format!("{}{page}", state.config.public_url);
    let list = server::in_language_of(headers, || list(&Taken { by, at, from }));
    let name = format!("{} {}.xlsx", list.title, chain_day(at));
    let bytes = list.to_xlsx().map_err(|error| Failure::Internal(error.into()))?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE.to_owned()), (header::CONTENT_DISPOSITION, attachment(&name))], bytes)
        .into_response())
}
