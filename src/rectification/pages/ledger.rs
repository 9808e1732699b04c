//! The list of entries: conditions, sort and place stand in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    super::{
        api::{self, RemindUnits},
        label,
        model::{
            EntryState, LOOKED_THROUGH, LedgerFilter, LedgerOrder, LedgerPage as Model, LedgerRow,
            Light as LedgerLight, MOST_COUNTED, Slip, Turn, counted,
        },
    },
    crumbs,
};
use crate::{
    i18n::tr,
    inspection::model::Severity,
    kernel::{
        ticked,
        unit_kind::{Area, UnitKind},
    },
    page::{
        Act, BriefForm, FormGuard, SortHeads, Title, chosen_columns, form_errors_at, load, loaded_page, moment_of_day,
        successes, take_away,
    },
    preferences::List,
    ui::{
        Badge, ButtonTone, Chip, Choice, ChosenRows, Column, EmptyState, FilterChips, HiddenField, Light, LinkButton,
        Moment, PageHeader, Pager, Row, SearchBox, SelectField, Sheet, Submit, Tab, Table, Tabs, Tick,
    },
    words,
};

/// The list of entries, to which a refusal of what was chosen leads.
const LIST: &str = "f-entries";

/// The form that carries the chosen entries.
const CHOSEN: &str = "chosen-entries";

/// The ledger (Art. 11).
#[component]
pub fn LedgerPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| LedgerFilter::read(|name| query.get(name))));
    let remind = Act::<RemindUnits>::new();
    let done = successes([remind.into()]);
    let ledger = load(move || (filter.get().query(), done.get()), |(conditions, _)| api::ledger(conditions));
    view! {
        <Title text=tr!(rectification.title) />
        {loaded_page(ledger.as_table(), move |page| content(page, filter.get_untracked(), remind))}
    }
}

fn content(page: Model, filter: LedgerFilter, remind: Act<RemindUnits>) -> AnyView {
    let order = page.may_order.then(|| {
        view! { <LinkButton href="/ledger/order" text=tr!(rectification.act_order) tone=ButtonTone::Primary /> }
    });
    let (tabs, lights, conditions) = (tabs(&page, &filter), lights(&page, &filter), conditions(&page, &filter));
    let mine = mine(&page, &filter);
    let years = words::unlisted_years_of_due(&page.unlisted_years).map(|text| view! { <p class="sm dim">{text}</p> });
    let (list, acts) = if page.rows.is_empty() {
        (empty(&page, &filter), None)
    } else {
        let (list, columns) = list(&page, &filter, remind);
        let take = take_away(&filter.address(), "ledger");
        (list, Some(view! { <div class="rowf">{columns} {take}</div> }))
    };
    view! {
        <PageHeader
            title=tr!(rectification.title)
            crumbs=crumbs(None)
            crumbs_label=tr!(ui.breadcrumbs)
            turn=turn(&page)
            badge=view! { <span class="art">{tr!(rectification.article)}</span> }.into_any()
        >
            {order}
        </PageHeader>
        {form_errors_at(remind, |_| (LIST.to_owned(), Some(tr!(rectification.entries))))}
        <Sheet flush=true>
            <Tabs tabs label=tr!(rectification.views) />
            <div class="tools">{mine} {lights} {acts}</div>
            {conditions}
            {list}
        </Sheet>
        <p class="sm dim mt">{tr!(rectification.lights_explained, today = page.today)}</p>
        {years}
        <p class="sm dim">{tr!(rectification.search_explained, most = LOOKED_THROUGH)}</p>
    }
    .into_any()
}

fn turn(page: &Model) -> String {
    let lights = page.lights;
    let open = lights.red + lights.yellow + lights.green + lights.grey;
    match (open, lights.red) {
        (0, _) => tr!(rectification.ledger_turn_none),
        (_, 0) => tr!(rectification.ledger_turn_in_time, open = open_entries(open)),
        (_, red) => tr!(rectification.ledger_turn_late, open = open_entries(open), red = counted(red)),
    }
}

fn open_entries(count: u32) -> String {
    match count {
        1 => tr!(rectification.open_entry),
        count => tr!(rectification.open_entries, count = counted(count)),
    }
}

fn tabs(page: &Model, filter: &LedgerFilter) -> Vec<Tab> {
    let lights = page.lights;
    let closed = filter.asks_for_closed();
    let view = |wants_closed, text, count: u32| {
        let place = LedgerFilter { closed: wants_closed, state: None, turn: None, light: None, ..filter.clone() };
        let shown = LedgerFilter { slip: None, without_signing: false, unreported: false, after: None, ..place };
        Tab { text, href: shown.address(), active: closed == wants_closed, count: Some(i64::from(count)) }
    };
    let open = lights.red + lights.yellow + lights.green + lights.grey;
    vec![view(false, tr!(rectification.view_open), open), view(true, tr!(rectification.view_closed), lights.closed)]
}

/// The lights with their counts over everything that the person sees; an active one switches itself off.
fn lights(page: &Model, filter: &LedgerFilter) -> AnyView {
    let counts = [page.lights.red, page.lights.yellow, page.lights.green, page.lights.grey];
    let chip = |(light, count): (LedgerLight, u32)| {
        let active = filter.light == Some(light);
        let light_now = (!active).then_some(light);
        let place = LedgerFilter { closed: false, state: None, light: light_now, ..filter.clone() };
        let shown = LedgerFilter { slip: None, after: None, ..place };
        Chip { text: label::light(light), href: shown.address(), active, count: Some(i64::from(count)) }
    };
    let chips: Vec<Chip> = LedgerLight::ALL.into_iter().zip(counts).map(chip).collect();
    view! { <FilterChips chips label=tr!(rectification.lights) /> }.into_any()
}

/// Those that wait for this person's turn, with how many of all that they see do; the active chip switches itself off.
fn mine(page: &Model, filter: &LedgerFilter) -> Option<AnyView> {
    let (turn, count) = page.mine?;
    let active = filter.turn == Some(turn);
    let turn_now = (!active).then_some(turn);
    let shown = LedgerFilter { closed: false, state: None, turn: turn_now, after: None, ..filter.clone() };
    let chip = Chip { text: tr!(rectification.my_turn), href: shown.address(), active, count: Some(i64::from(count)) };
    Some(view! { <FilterChips chips=vec![chip] label=tr!(rectification.whose_turn) /> }.into_any())
}

/// The search, which keeps the other conditions.
fn search(filter: &LedgerFilter) -> AnyView {
    let kept = filter.conditions().into_iter().filter(|(name, _)| *name != "q");
    let kept = kept.map(|(name, value)| view! { <HiddenField name value /> }).collect_view();
    let value = filter.search.clone().unwrap_or_default();
    view! {
        <SearchBox name="q" label=tr!(rectification.search_label) value action="/ledger" submit=tr!(ui.search)>
            {kept}
        </SearchBox>
    }
    .into_any()
}

/// The other conditions: the search, those in force as chips that take themselves away, and a form to choose.
fn conditions(page: &Model, filter: &LedgerFilter) -> AnyView {
    let without = |text: String, filter: LedgerFilter| Chip {
        text,
        href: LedgerFilter { after: None, ..filter }.address(),
        active: true,
        count: None,
    };
    let unit_name = |code: &str| {
        let known = page.units.iter().find(|(unit, _)| unit.as_str() == code);
        known.map_or_else(|| code.to_owned(), |(_, name)| name.clone())
    };
    let all = filter.clone();
    let week = filter.closing_week().map(|(monday, _)| {
        without(tr!(rectification.closed_week, monday = monday), LedgerFilter { closed_week: None, ..all.clone() })
    });
    let typed = filter
        .search
        .clone()
        .map(|text| without(tr!(rectification.searched, text = text), LedgerFilter { search: None, ..all.clone() }));
    let slip = filter.slip.filter(|_| !filter.asks_for_closed());
    let given = [
        slip.map(|slip| without(label::slip(slip), LedgerFilter { slip: None, ..all.clone() })),
        filter.without_signing.then(|| {
            without(tr!(rectification.without_signing), LedgerFilter { without_signing: false, ..all.clone() })
        }),
        filter.state.map(|state| without(label::state(state), LedgerFilter { state: None, ..all.clone() })),
        filter.turn.map(|turn| without(whose_turn(turn), LedgerFilter { turn: None, ..all.clone() })),
        filter
            .unreported
            .then(|| without(tr!(rectification.report_due), LedgerFilter { unreported: false, ..all.clone() })),
        filter.asks.then(|| without(tr!(rectification.asks_for_time), LedgerFilter { asks: false, ..all.clone() })),
        filter.unit.as_ref().map(|unit| without(unit_name(unit.as_str()), LedgerFilter { unit: None, ..all.clone() })),
        filter.kind.map(|kind| without(words::unit_kind(kind), LedgerFilter { kind: None, ..all.clone() })),
        filter.area.map(|area| without(words::area(area), LedgerFilter { area: None, ..all.clone() })),
        filter.severity.map(|given| without(label::severity(given), LedgerFilter { severity: None, ..all.clone() })),
        filter.plan.as_ref().map(|plan| without(plan.to_string(), LedgerFilter { plan: None, ..all.clone() })),
        filter.season.as_ref().map(|season| {
            without(
                tr!(rectification.season, season = season.to_string()),
                LedgerFilter { season: None, ..all.clone() },
            )
        }),
    ];
    let chips: Vec<Chip> = given.into_iter().flatten().chain(week).chain(typed).collect();
    let in_force = (!chips.is_empty()).then(|| {
        view! {
            <div class="tools">
                <FilterChips chips label=tr!(ui.filters) />
            </div>
        }
    });
    let search = search(filter);
    view! {
        <div class="tools">{search}</div>
        {in_force}
        <details class="acc">
            <summary>{tr!(rectification.choose_conditions)}</summary>
            {form(page, filter)}
        </details>
    }
    .into_any()
}

/// Whose turn is asked for, as a condition that is in force says it.
fn whose_turn(turn: Turn) -> String {
    tr!(ui.label_and_sentence, label = tr!(rectification.whose_turn), sentence = label::turn_of_any(turn))
}

fn form(page: &Model, filter: &LedgerFilter) -> AnyView {
    let any = || Choice::new("", tr!(rectification.any));
    let with_any = |choices: Vec<Choice>| std::iter::once(any()).chain(choices).collect::<Vec<_>>();
    let states = with_any(EntryState::ALL.map(|state| Choice::new(state.code(), label::state(state))).to_vec());
    let turns = with_any(Turn::ALL.map(|turn| Choice::new(turn.code(), label::turn_of_any(turn))).to_vec());
    let slips = with_any(Slip::ALL.map(|slip| Choice::new(slip.code(), label::slip(slip))).to_vec());
    let kinds = with_any(UnitKind::ALL.map(|kind| Choice::new(kind.code(), words::unit_kind(kind))).to_vec());
    let areas = with_any(Area::ALL.map(|area| Choice::new(area.number().to_string(), words::area(area))).to_vec());
    let grave = |severity: Severity| Choice::new(severity.code(), label::severity(severity));
    let severities = with_any(Severity::ALL.map(grave).to_vec());
    let units = with_any(page.units.iter().map(|(code, name)| Choice::new(code.as_str(), name.clone())).collect());
    let now = |name: &str| {
        filter.conditions().into_iter().find(|(known, _)| *known == name).map(|(_, value)| value).unwrap_or_default()
    };
    let kept = ["view", "sort", "light", "signing", "report", "plan", "season", "asks", "week", "q"].map(|name| {
        let value = now(name);
        (!value.is_empty()).then(|| view! { <HiddenField name value /> })
    });
    let district = (!page.units.is_empty()).then(|| {
        view! {
            <SelectField label=tr!(rectification.unit) name="unit" options=units value=now("unit") />
            <SelectField label=tr!(rectification.unit_kind) name="kind" options=kinds value=now("kind") />
        }
    });
    view! {
        <form method="get" action="/ledger" class="body stack">
            {kept.into_iter().collect_view()}
            <div class="cols half">
                <SelectField label=tr!(rectification.state) name="state" options=states value=now("state") />
                <SelectField label=tr!(rectification.whose_turn) name="turn" options=turns value=now("turn") />
                <SelectField label=tr!(rectification.slip) name="slip" options=slips value=now("slip") />
                {district}
                <SelectField label=tr!(rectification.area) name="area" options=areas value=now("area") />
                <SelectField
                    label=tr!(rectification.severity)
                    name="severity"
                    options=severities
                    value=now("severity")
                />
            </div>
            <div class="acts">
                <Submit text=tr!(rectification.show_these) tone=ButtonTone::Secondary />
                <a class="sm" href="/ledger">{tr!(rectification.clear_all)}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The entries, and the choice of their columns.
fn list(page: &Model, filter: &LedgerFilter, remind: Act<RemindUnits>) -> (AnyView, AnyView) {
    let sorts = SortHeads::new(filter.order, |order| LedgerFilter { order, after: None, ..filter.clone() }.address());
    let head = vec![
        Column::new("entry", tr!(rectification.finding)),
        sorts.up(Column::new("unit", tr!(rectification.unit)), LedgerOrder::Unit),
        sorts.up(Column::new("area", tr!(rectification.area)), LedgerOrder::Area),
        sorts.down(Column::new("severity", tr!(rectification.severity)), LedgerOrder::Severity),
        Column::new("light", tr!(rectification.light)),
        sorts.up(Column::new("due", tr!(rectification.due)), LedgerOrder::Due),
        sorts.up(Column::new("state", tr!(rectification.state)), LedgerOrder::State),
        Column::new("turn", tr!(rectification.whose_turn)),
    ];
    let rows: Vec<Row> = page.rows.iter().map(|line| row(line.clone()).chosen_by(tick(page, line))).collect();
    let reminds = rows.iter().any(|row| row.tick.is_some());
    let (head, rows, columns) = chosen_columns(List::Ledger, head, rows);
    let next = page.next.as_ref().map(|place| filter.address_after(place));
    let first = filter.after.as_ref().map(|_| filter.address());
    let ticks = if reminds { tr!(rectification.choose) } else { String::new() };
    let table = view! { <Table caption=tr!(rectification.title) head rows ticks /> };
    // What stands on another page is reminded of with all that match.
    let others = page.may_order && !filter.asks_for_closed() && (next.is_some() || first.is_some());
    let table = if reminds || others { choosing(page, filter, table.into_any(), remind) } else { table.into_any() };
    let list = view! {
        {table}
        <Pager
            prev=first
            next
            text=count(page)
            prev_text=tr!(ui.first_page)
            next_text=tr!(ui.next_page)
            label=tr!(rectification.paging)
        />
    };
    (list.into_any(), columns)
}

/// How many entries the conditions hold for; of a search that did not come to the end of them, among how many.
fn count(page: &Model) -> String {
    let count = counted(page.count);
    match page.looked_through {
        Some(most) => tr!(rectification.found_so_far, count = count, most = most),
        None if page.count == 1 => tr!(rectification.count_one),
        None => tr!(rectification.count, count = count),
    }
}

/// By what an entry is chosen of which the unit can be reminded.
fn tick(page: &Model, line: &LedgerRow) -> Option<Tick> {
    (page.may_order && line.may_be_reminded).then(|| Tick {
        form: CHOSEN,
        name: "entries[]",
        value: ticked::written(&line.entry, line.version),
        text: tr!(rectification.choose_entry, title = line.title.to_string(), unit = line.unit_name.to_string()),
    })
}

/// The list with the form by which the units are reminded of the chosen entries, or of all that match. Where it is not
/// known how many match, there is no reminding of all.
fn choosing(page: &Model, filter: &LedgerFilter, table: AnyView, action: Act<RemindUnits>) -> AnyView {
    let conditions = LedgerFilter { after: None, ..filter.clone() }.query();
    let pending = action.pending();
    let all = page.looked_through.is_none().then(|| {
        let text = tr!(rectification.remind_all, count = counted(page.count));
        view! { <Submit text tone=ButtonTone::Quiet name="all" value="true" pending /> }
    });
    let explained = tr!(rectification.remind_explained, most = MOST_COUNTED);
    view! {
        <ChosenRows
            id=LIST
            said=|count| tr!(rectification.chosen_count, count = count)
            all=tr!(rectification.choose_all)
            none=tr!(rectification.choose_none)
            table
        >
            <BriefForm action id=CHOSEN>
                <FormGuard action />
                <HiddenField name="conditions" value=conditions />
                <Submit text=tr!(rectification.remind) tone=ButtonTone::Secondary pending />
                {all}
            </BriefForm>
            <span class="sm dim">{explained}</span>
        </ChosenRows>
    }
    .into_any()
}

fn row(row: LedgerRow) -> Row {
    let due = match (row.closed_on, row.due) {
        (Some(closed), _) if row.state.is_closed() => tr!(rectification.closed_on, date = closed).into_any(),
        (_, Some(due)) => view! { <Moment when=moment_of_day(due) dense=true /> }.into_any(),
        (_, None) => tr!(rectification.no_due).into_any(),
    };
    let entry = row.entry.to_string();
    Row::new(vec![
        view! {
            {row.title.to_string()}
            <span class="sub code">{entry.clone()}</span>
        }
        .into_any(),
        row.unit_name.to_string().into_any(),
        words::area(row.area).into_any(),
        label::severity(row.severity).into_any(),
        view! {
            <Light light=label::light_kind(row.standing.light) text=label::standing(row.standing, row.state) />
        }
        .into_any(),
        due,
        view! { <Badge tone=label::state_tone(row.state) text=label::state(row.state) /> }.into_any(),
        turn_lines(&row),
    ])
    .opens(format!("/ledger/{entry}"))
}

/// Whose turn it is, and under it when the unit was reminded.
fn turn_lines(row: &LedgerRow) -> AnyView {
    let reminded = row.reminded.map(|day| {
        let text = tr!(rectification.reminded_on, day = day);
        view! { <span class="sub nw">{text}</span> }
    });
    view! {
        {label::turn(row.turn, row.unit_name.as_str())}
        {reminded}
    }
    .into_any()
}

fn empty(page: &Model, filter: &LedgerFilter) -> AnyView {
    let lights = page.lights;
    let nothing_at_all = lights.red + lights.yellow + lights.green + lights.grey + lights.closed == 0;
    if nothing_at_all {
        return view! { <EmptyState title=tr!(rectification.empty_title) text=tr!(rectification.empty_text) /> }
            .into_any();
    }
    if let Some(place) = &page.next {
        let (href, title) = (filter.address_after(place), tr!(rectification.none_so_far_title));
        return view! {
            <EmptyState title text=tr!(rectification.none_so_far_text, most = LOOKED_THROUGH)>
                <LinkButton href text=tr!(rectification.search_on) />
            </EmptyState>
        }
        .into_any();
    }
    let narrowed = !filter.conditions().is_empty();
    let clear = narrowed.then(|| view! { <LinkButton href="/ledger" text=tr!(rectification.clear_all) /> });
    view! {
        <EmptyState title=tr!(rectification.none_here_title) text=tr!(rectification.none_here_text)>{clear}</EmptyState>
    }
    .into_any()
}
