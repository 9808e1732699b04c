//! A round: who has submitted and who has not.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Deserialize, Serialize};

use super::{
    super::label::{
        self, kinds, left, light, reminded_times, round_badge, signed_text, so_many_units, state_badge, state_text,
    },
    preparing::{self, may},
};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::{
        ids::RoundId,
        listing::ListOrder,
        permit::{Action, Subject, allows},
        unit_kind::UnitKind,
    },
    page::{
        Act, ActForm, BriefForm, FormGuard, SortHeads, Title, chosen_columns, error_view, form_errors, form_errors_at,
        home_crumb, load, loaded_page, moment, moment_of_day, successes, take_away, use_session, with_query,
    },
    preferences::List,
    self_check::{
        api::{self, CloseRound, DiscardRound, EditRound, OpenRound, Remind},
        model::{RoundState, RoundView, SubmissionLine, SubmissionOrder, SubmissionState, Tally},
        reminder::{model::Reminded, rules::can_be_reminded},
        rules::{self, RoundStep, Signed},
    },
    ui::{
        ButtonTone, Chip, ChosenRows, Column, Crumb, Dialog, Facts, Figure, Figures, FilterChips, HiddenField, Moment,
        PageHeader, Pager, Row, SearchBox, Sheet, Submit, Table, Tick, Tone,
    },
    words,
};

/// The list of submissions, to which a refusal of a reminder leads.
const LIST: &str = "f-units";

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Wanted {
    state: String,
    kind: String,
    q: String,
    sort: String,
    after: String,
}

impl Wanted {
    /// The address of the round's page with these filters.
    fn address(&self, round: &RoundId) -> String {
        let words = [
            ("state", self.state.as_str()),
            ("kind", self.kind.as_str()),
            ("q", self.q.as_str()),
            ("sort", self.sort.as_str()),
            ("after", self.after.as_str()),
        ];
        with_query(&format!("/self-check/{round}"), words)
    }
}

/// Everything that this page can change.
#[derive(Clone, Copy)]
struct Acts {
    edit: Act<EditRound>,
    discard: Act<DiscardRound>,
    open: Act<OpenRound>,
    close: Act<CloseRound>,
    remind: Act<Remind>,
}

/// `/self-check/{round}`.
#[component]
pub fn RoundPage() -> impl IntoView {
    let acts = Acts { edit: Act::new(), discard: Act::new(), open: Act::new(), close: Act::new(), remind: Act::new() };
    let params = use_params_map();
    let query = use_query_map();
    let wanted = move || {
        let word = |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
        Wanted { state: word("state"), kind: word("kind"), q: word("q"), sort: word("sort"), after: word("after") }
    };
    let id = move || params.with(|params| params.get("round")).unwrap_or_default();
    let Acts { edit, discard, open, close, remind } = acts;
    let done = successes([edit.into(), discard.into(), open.into(), close.into(), remind.into()]);
    let view = load(
        move || (id(), wanted(), done.get()),
        |(round, wanted, _)| async move {
            let round = RoundId::parse(round).map_err(|_| AppError::NotFound)?;
            let Wanted { state, kind, q, sort, after } = wanted.clone();
            api::round(round, state, kind, q, sort, after).await.map(|view| (view, wanted))
        },
    );
    // Another unit's people have no list: for them the page does not exist.
    if use_session().actor.role.is_of_unit() {
        return error_view(AppError::NotFound);
    }
    loaded_page(view.as_table(), move |(view, wanted)| page(view, wanted, acts))
}

fn page(view: RoundView, wanted: Wanted, acts: Acts) -> AnyView {
    let round = view.round.clone();
    let crumbs = vec![
        home_crumb(),
        Crumb { text: tr!(self_check.title), href: Some("/self-check".to_owned()) },
        Crumb { text: round.title.to_string(), href: None },
    ];
    let body = match round.state {
        RoundState::Draft => preparing::body(&view, acts.edit),
        RoundState::Open | RoundState::Closed => standing(&view, &wanted, acts.remind),
        RoundState::Discarded => preparing::discarded(&view),
    };
    let open = acts.open;
    let (acts, turn) = (self::acts(&view, acts), turn(&view));
    let (years, facts) = (unlisted_years(&view), facts(&view));
    view! {
        <Title text=round.title.to_string() />
        <PageHeader
            title=round.title.to_string()
            turn
            crumbs
            crumbs_label=tr!(ui.breadcrumbs)
            badge=round_badge(round.state)
        >
            {acts}
        </PageHeader>
        <div class="stack">
            {form_errors(open, Vec::new())} {years} {body} {facts}
        </div>
    }
    .into_any()
}

fn turn(view: &RoundView) -> String {
    let waiting = view.tally.missing;
    let missing = so_many_units(waiting);
    match view.round.state {
        // Who has a task of an opening that was broken off need not be inspected any more.
        RoundState::Draft => {
            let units = so_many_units(view.expected.max(view.tally.units));
            tr!(self_check.turn_draft_round, units = units)
        }
        RoundState::Open | RoundState::Closed if view.tally.submitted > 0 && waiting == 0 => {
            tr!(self_check.turn_review_all_in, count = view.tally.submitted)
        }
        RoundState::Open | RoundState::Closed if view.tally.submitted > 0 => {
            tr!(self_check.turn_review, count = view.tally.submitted, missing = missing, due = view.due)
        }
        RoundState::Open if waiting > 0 => {
            let left = left(view.due, view.today, view.days_left);
            tr!(self_check.turn_open_round, missing = missing, due = view.due, left = left)
        }
        RoundState::Open => tr!(self_check.turn_all_in),
        RoundState::Closed if waiting == 0 => tr!(self_check.turn_closed_all_in),
        RoundState::Closed => tr!(self_check.turn_closed_round, missing = missing),
        RoundState::Discarded => tr!(self_check.turn_discarded_round),
    }
}

fn acts(view: &RoundView, acts: Acts) -> Option<AnyView> {
    match view.round.state {
        RoundState::Draft => Some(preparing::acts(view, acts.open, acts.discard)),
        RoundState::Open | RoundState::Closed | RoundState::Discarded => closing(view, acts.close),
    }
}

fn closing(view: &RoundView, close: Act<CloseRound>) -> Option<AnyView> {
    let (round, seen) = (view.round.round.to_string(), Signal::stored(view.round.version));
    may(view, RoundStep::Close).then(|| {
        view! {
            <Dialog
                id="close-round"
                title=tr!(self_check.close_title)
                open_text=tr!(self_check.close_act)
                close_text=tr!(ui.close_dialog)
            >
                <ActForm action=close class="stack">
                    <FormGuard action=close seen />
                    <HiddenField name="round" value=round />
                    {form_errors(close, Vec::new())}
                    <p>{tr!(self_check.close_text)}</p>
                    <Submit text=tr!(self_check.close_act) tone=ButtonTone::Danger pending=close.pending() />
                </ActForm>
            </Dialog>
        }
        .into_any()
    })
}

fn unlisted_years(view: &RoundView) -> Option<AnyView> {
    let years = &view.unlisted_years;
    match view.round.state {
        RoundState::Draft => label::unlisted_years(years, false),
        RoundState::Open | RoundState::Closed => label::unlisted_years(years, true),
        RoundState::Discarded => None,
    }
}

fn standing(view: &RoundView, wanted: &Wanted, remind: Act<Remind>) -> AnyView {
    let round = &view.round.round;
    let next = view.next.as_ref().map(|after| Wanted { after: after.clone(), ..wanted.clone() }.address(round));
    let prev = (!wanted.after.is_empty()).then(|| Wanted { after: String::new(), ..wanted.clone() }.address(round));
    let head = head(round, wanted);
    let reminds = allows(&use_session().actor, Action::ManageRound, Subject::DISTRICT);
    let tick = |line: &SubmissionLine| {
        let can = reminds && can_be_reminded(view.round.state, line.state, line.reminded, view.today);
        can.then(|| Tick {
            form: "",
            name: "units[]",
            value: line.unit.to_string(),
            text: tr!(self_check.choose_unit, unit = line.unit_name.to_string()),
        })
    };
    let rows: Vec<Row> = view.lines.iter().map(|line| row(line, view).chosen_by(tick(line))).collect();
    // Whoever is on another page is reminded with all of them.
    let waits = rows.iter().any(|row| row.tick.is_some()) || reminds && (next.is_some() || prev.is_some());
    let (search, chips) = (search_box(round, wanted), chips(round, wanted, view.of_kind));
    let found = tr!(self_check.found, count = so_many_units(view.found));
    let (head, rows, columns) = chosen_columns(List::Submissions, head, rows);
    let take = take_away(
        &Wanted { after: String::new(), ..wanted.clone() }.address(round),
        &format!("self-check/{round}/submissions"),
    );
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    let ticks = if waits { tr!(self_check.choose) } else { String::new() };
    let table = view! {
        <Table caption=tr!(self_check.who_submitted) head rows empty=tr!(self_check.none_of_these) ticks />
    };
    let table = if waits { reminding(round, wanted, table.into_any(), remind) } else { table.into_any() };
    view! {
        {figures(round, view.tally)}
        <Sheet title=tr!(self_check.who_submitted) article=tr!(ui.article_7) flush=true actions>
            <div class="tools">{search}</div>
            <div class="tools">{chips}</div>
            {table}
        </Sheet>
        <Pager
            prev
            next
            text=found
            prev_text=tr!(ui.first_page)
            next_text=tr!(ui.next_page)
            label=tr!(self_check.who_submitted)
        />
    }
    .into_any()
}

/// The columns; some of them sort, the largest figures first.
fn head(round: &RoundId, wanted: &Wanted) -> Vec<Column> {
    let sorts = SortHeads::new(SubmissionOrder::from_code(&wanted.sort), |order: SubmissionOrder| {
        Wanted { sort: order.code().to_owned(), after: String::new(), ..wanted.clone() }.address(round)
    });
    vec![
        sorts.up(Column::new("unit", tr!(self_check.unit)), SubmissionOrder::Unit),
        Column::new("kind", tr!(self_check.unit_kind)),
        sorts.up(Column::new("state", tr!(self_check.state)), SubmissionOrder::State),
        Column::new("light", tr!(self_check.time)),
        sorts.up(Column::new("submitted_on", tr!(self_check.submitted_on)), SubmissionOrder::SubmittedOn),
        sorts.down(Column::numeric("days_late", tr!(self_check.days_late)), SubmissionOrder::DaysLate),
        Column::numeric("returns", tr!(self_check.returns)),
        Column::new("reminded", tr!(self_check.reminded)),
        sorts.down(Column::numeric("self_score", tr!(self_check.self_score)), SubmissionOrder::SelfScore),
    ]
}

/// The search for a unit, which keeps the other conditions.
fn search_box(round: &RoundId, wanted: &Wanted) -> AnyView {
    let kept = [("state", &wanted.state), ("kind", &wanted.kind), ("sort", &wanted.sort)];
    let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
    let kept = kept.map(|(name, value)| view! { <HiddenField name value=value.clone() /> }).collect_view();
    let (action, value) = (format!("/self-check/{round}"), wanted.q.clone());
    view! {
        <SearchBox name="q" label=tr!(self_check.search_label) value action submit=tr!(ui.search)>
            {kept}
        </SearchBox>
    }
    .into_any()
}

/// The list in the form by which the chosen units, or all of it whose turn it is, are reminded.
fn reminding(round: &RoundId, wanted: &Wanted, table: AnyView, action: Act<Remind>) -> AnyView {
    let (round, pending) = (round.to_string(), action.pending());
    let (state, kind, q) = (wanted.state.clone(), wanted.kind.clone(), wanted.q.clone());
    view! {
        <BriefForm action>
            <FormGuard action />
            <HiddenField name="round" value=round />
            <HiddenField name="state" value=state />
            <HiddenField name="kind" value=kind />
            <HiddenField name="q" value=q />
            {form_errors_at(action, |_| (LIST.to_owned(), Some(tr!(self_check.reminding))))}
            <ChosenRows
                id=LIST
                said=|count| tr!(self_check.chosen_count, count = words::units(count))
                all=tr!(self_check.choose_all)
                none=tr!(self_check.choose_none)
                table
            >
                <Submit text=tr!(self_check.remind) tone=ButtonTone::Secondary pending />
                <Submit text=tr!(self_check.remind_all) tone=ButtonTone::Quiet name="all" value="true" pending />
                <span class="sm dim">{tr!(self_check.remind_explained)}</span>
            </ChosenRows>
        </BriefForm>
    }
    .into_any()
}

/// How often the unit was reminded, and under it when last.
fn reminded_lines(reminded: Reminded) -> AnyView {
    let last = tr!(self_check.reminded_last_on, last = reminded.last);
    view! {
        {reminded_times(reminded)}
        <span class="sub nw">{last}</span>
    }
    .into_any()
}

fn row(line: &SubmissionLine, view: &RoundView) -> Row {
    let tone = match rules::urgency(line.submitted_on, line.due, view.today, line.days_left) {
        Some(rules::Urgency::Overdue) => Tone::Stop,
        Some(rules::Urgency::Soon) => Tone::Warn,
        Some(rules::Urgency::Calm) | None => Tone::Neutral,
    };
    Row::new(vec![
        line.unit_name.to_string().into_any(),
        words::unit_kind(line.unit_kind).into_any(),
        state_badge(line.state),
        light(line, view.today),
        line.submitted_on.map(|day| view! { <span class="nw">{day.to_string()}</span> }).into_any(),
        line.submitted_on.map(|_| line.days_late.to_string()).unwrap_or_default().into_any(),
        line.returns.to_string().into_any(),
        line.reminded.map(reminded_lines).into_any(),
        line.self_score.map(|score| score.to_string()).unwrap_or_default().into_any(),
    ])
    .opens(format!("/self-check/{}/{}", line.round, line.unit))
    .tone(tone)
}

fn figures(round: &RoundId, tally: Tally) -> AnyView {
    let of = tr!(self_check.of_all, units = tally.units);
    let to = |state: &str| Some(Wanted { state: state.to_owned(), ..Wanted::default() }.address(round));
    let submitted = to(SubmissionState::Submitted.code());
    let returned = to(SubmissionState::Returned.code());
    let accepted = to(SubmissionState::Accepted.code());
    let (missing, signed) = (to(Signed::Never.code()), to(Signed::Once.code()));
    let late = to(Signed::Late.code()).filter(|_| tally.late > 0);
    view! {
        <Figures>
            <Figure
                label=tr!(self_check.has_submitted)
                value=(tally.units - tally.missing.min(tally.units)).to_string()
                denominator=of.clone()
                href=signed
                note=tr!(self_check.late_note, count = tally.late)
                note_href=late
            />
            <Figure
                label=tr!(self_check.missing_units)
                value=tally.missing.to_string()
                denominator=of.clone()
                href=missing
                note=tr!(self_check.missing_note)
            />
            <Figure
                label=tr!(self_check.to_review)
                value=tally.submitted.to_string()
                denominator=of.clone()
                href=submitted
                note=tr!(self_check.to_review_note)
            />
            <Figure
                label=state_text(SubmissionState::Returned)
                value=tally.returned.to_string()
                denominator=of.clone()
                href=returned
                note=tr!(self_check.returned_note)
            />
            <Figure
                label=state_text(SubmissionState::Accepted)
                value=tally.accepted.to_string()
                denominator=of
                href=accepted
            />
        </Figures>
    }
    .into_any()
}

/// States and kinds, each with an address of its own; pressing an active one takes the condition away. The states say how
/// many of the wanted kind stand so, but beside a search, which finds only some of them.
fn chips(round: &RoundId, wanted: &Wanted, of_kind: Tally) -> AnyView {
    let first = |wanted: Wanted| Wanted { after: String::new(), ..wanted }.address(round);
    let is_counted = wanted.q.is_empty();
    let state = |code: &str, text: String, count: u32| {
        let active = wanted.state == code;
        let next = if active { String::new() } else { code.to_owned() };
        let count = is_counted.then(|| i64::from(count));
        Chip { text, href: first(Wanted { state: next, ..wanted.clone() }), active, count }
    };
    let kind = |kind: UnitKind| {
        let active = wanted.kind == kind.code();
        let next = if active { String::new() } else { kind.code().to_owned() };
        let href = first(Wanted { kind: next, ..wanted.clone() });
        Chip { text: words::unit_kind(kind), href, active, count: None }
    };
    let signed = Signed::ALL.map(|each| state(each.code(), signed_text(each), rules::signed(of_kind, each)));
    let in_state =
        SubmissionState::ALL.map(|each| state(each.code(), state_text(each), rules::in_state(of_kind, each)));
    let states: Vec<Chip> = signed.into_iter().chain(in_state).collect();
    let kinds: Vec<Chip> = UnitKind::ALL.map(kind).into();
    view! {
        <FilterChips chips=states label=tr!(self_check.state) />
        <FilterChips chips=kinds label=tr!(self_check.unit_kind) />
    }
    .into_any()
}

fn facts(view: &RoundView) -> AnyView {
    let round = &view.round;
    let opened = round.opened_on.map_or_else(|| tr!(self_check.not_yet), |day| day.to_string());
    let mut rows = vec![
        (tr!(self_check.season), round.season.to_string().into_any()),
        (tr!(self_check.unit_kinds), kinds(&round.unit_kinds).into_any()),
        (
            tr!(self_check.form),
            tr!(self_check.form_edition, title = view.form_title.clone(), edition = round.edition).into_any(),
        ),
        (tr!(self_check.opened_on), opened.into_any()),
        (tr!(self_check.working_days), round.working_days.to_string().into_any()),
    ];
    if round.discarded.is_none() {
        rows.push((tr!(self_check.due), view! { <Moment when=moment_of_day(view.due) /> }.into_any()));
    }
    rows.push((tr!(self_check.drafted_by), round.drafted.name.clone().into_any()));
    if let Some(signed) = &round.discarded {
        rows.push((tr!(self_check.discarded_by), signed.name.clone().into_any()));
        rows.push((tr!(self_check.discarded_at), view! { <Moment when=moment(signed.at) /> }.into_any()));
    }
    view! {
        <Sheet title=tr!(self_check.facts)>
            <Facts rows />
            <details class="acc">
                <summary>{tr!(self_check.how_to_check)}</summary>
                <p class="sm soft">{tr!(self_check.check_due)}</p>
                <p class="sm soft">{tr!(self_check.check_late)}</p>
            </details>
        </Sheet>
    }
    .into_any()
}
