//! The list of units, and a unit's page.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Deserialize, Serialize};

use super::{
    api::{self, TakeBackName},
    model::{FormerName, Unit, UnitList, UnitOrder, UnitRecord},
    rules::RETIRED,
    standing::standing_facts,
};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::{
        ids::UnitCode,
        listing::ListOrder,
        permit::{Action, Subject, allows},
        unit_kind::UnitKind,
    },
    page::{
        Act, Outcome, ReasonDialog, SortHeads, Title, chosen_columns, home_crumb, load, loaded_page, successes,
        switched, take_away, unit_switch, use_session, way_to, with_query,
    },
    preferences::List,
    ui::{
        Badge, Chip, Choice, Column, Crumb, EmptyState, Facts, FilterChips, HiddenField, LinkButton, PageHeader, Pager,
        Row, SearchBox, Sheet, Table,
    },
    words,
};

const LIST: &str = "/units";

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    search: String,
    kind: Option<UnitKind>,
    /// Whether the units are asked for that are not inspected any more.
    retired: bool,
    order: UnitOrder,
    after: String,
}

impl Asked {
    /// The address that asks for it.
    fn href(&self) -> String {
        let words = [
            ("q", self.search.as_str()),
            ("kind", self.kind.map_or("", UnitKind::code)),
            (RETIRED.0, if self.retired { RETIRED.1 } else { "" }),
            ("sort", self.order.code()),
            ("after", self.after.as_str()),
        ];
        with_query(LIST, words)
    }
}

/// The register of inspected units (Art. 5).
#[component]
pub fn UnitsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        query.with(|query| Asked {
            search: query.get("q").unwrap_or_default(),
            kind: query.get("kind").and_then(|kind| UnitKind::from_code(&kind)),
            retired: query.get(RETIRED.0).is_some_and(|retired| retired == RETIRED.1),
            order: UnitOrder::from_code(&query.get("sort").unwrap_or_default()),
            after: query.get("after").unwrap_or_default(),
        })
    };
    let units = load(asked, |asked| async move {
        let Asked { search, kind, retired, order, after } = asked.clone();
        api::units(search, kind, order.code().to_owned(), after, retired).await.map(|list| (asked, list))
    });
    view! {
        <Title text=tr!(unit.list) />
        <PageHeader
            title=tr!(unit.list)
            turn=tr!(unit.list_turn)
            crumbs=way_to(tr!(unit.list))
            crumbs_label=tr!(ui.breadcrumbs)
        />
        {loaded_page(units.as_table().below_head(), |(asked, list)| unit_list(&asked, list))}
    }
}

fn unit_list(asked: &Asked, list: UnitList) -> AnyView {
    let actor = use_session().actor;
    let is_empty = asked.search.is_empty() && list.found == 0 && list.retired == 0;
    if is_empty {
        let may_import = allows(&actor, Action::ManageRegister, Subject::DISTRICT);
        let act = may_import.then(|| view! { <LinkButton href="/templates" text=tr!(unit.to_import) /> });
        return view! { <EmptyState title=tr!(unit.none_title) text=tr!(unit.none_text)>{act}</EmptyState> }.into_any();
    }
    let narrow = allows(&actor, Action::ReadUnits, Subject::DISTRICT).then(|| narrowing(asked, &list));
    let prev = list.prev.clone().map(|after| Asked { after, ..asked.clone() }.href());
    let next = list.next.clone().map(|after| Asked { after, ..asked.clone() }.href());
    let first = Asked { after: String::new(), ..asked.clone() }.href();
    let count = list.count;
    let (table, columns) = unit_table(asked, list.units);
    let take = take_away(&first, "units");
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    view! {
        <div class="stack">
            {narrow}
            <Sheet
                flush=true
                title=tr!(unit.list)
                note=tr!(unit.count, units = words::units(count))
                article=tr!(unit.article_5)
                actions
            >
                {table}
            </Sheet>
            <Pager prev next prev_text=tr!(ui.prev_page) next_text=tr!(ui.next_page) label=tr!(unit.list) />
        </div>
    }
    .into_any()
}

fn narrowing(asked: &Asked, list: &UnitList) -> AnyView {
    let chip = |kind: Option<UnitKind>, retired: bool, text: String, count: usize| Chip {
        text,
        href: Asked { kind, retired, after: String::new(), ..asked.clone() }.href(),
        active: (asked.kind, asked.retired) == (kind, retired),
        count: i64::try_from(count).ok(),
    };
    let kinds = list.by_kind.iter().map(|(kind, count)| chip(Some(*kind), false, words::unit_kind(*kind), *count));
    let mut chips: Vec<Chip> =
        std::iter::once(chip(None, false, tr!(unit.all_kinds), list.found)).chain(kinds).collect();
    if asked.retired || list.retired > 0 {
        chips.push(chip(None, true, tr!(unit.retired), list.retired));
    }
    let (word, yes) = RETIRED;
    let retired = asked.retired.then(|| view! { <HiddenField name=word value=yes /> });
    let kind = asked.kind.map(|kind| view! { <HiddenField name="kind" value=kind.code() /> });
    let sort = asked.order.code();
    let sort = (!sort.is_empty()).then(|| view! { <HiddenField name="sort" value=sort /> });
    let search = asked.search.clone();
    view! {
        <div class="stack">
            <SearchBox name="q" label=tr!(unit.search_label) value=search action=LIST submit=tr!(ui.search)>
                {kind} {retired} {sort}
            </SearchBox>
            <FilterChips chips label=tr!(unit.kind) />
        </div>
    }
    .into_any()
}

/// The units, and the choice of their columns.
fn unit_table(asked: &Asked, units: Vec<Unit>) -> (AnyView, AnyView) {
    let sorts = SortHeads::new(asked.order, |order| Asked { order, after: String::new(), ..asked.clone() }.href());
    let head = vec![
        Column::new("name", tr!(unit.name)),
        sorts.up(Column::new("code", tr!(unit.code)), UnitOrder::Code),
        sorts.up(Column::new("kind", tr!(unit.kind)), UnitOrder::Kind),
        Column::new("website", tr!(unit.website)),
        Column::new("phone", tr!(unit.phone)),
    ];
    let rows: Vec<Row> = units.into_iter().map(unit_row).collect();
    let (head, rows, columns) = chosen_columns(List::Units, head, rows);
    let table = view! { <Table caption=tr!(unit.list) head rows empty=tr!(unit.not_found) /> };
    (table.into_any(), columns)
}

fn unit_row(unit: Unit) -> Row {
    let href = address(&unit.code);
    let name = unit.name.to_string();
    let name = match unit.retired_on {
        Some(_) => view! {
            {name}
            <span class="sub">{tr!(unit.retired)}</span>
        }
        .into_any(),
        None => name.into_any(),
    };
    Row::new(vec![
        name,
        unit.code.to_string().into_any(),
        words::unit_kind(unit.kind).into_any(),
        website(unit.website),
        unit.phone.unwrap_or_default().into_any(),
    ])
    .opens(href)
}

/// The address as a link that says nothing about us to where it leads. It was checked to begin with http.
fn website(address: Option<String>) -> AnyView {
    match address {
        Some(address) => {
            let text =
                address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
            view! { <a href=address rel="external noopener noreferrer">{text}</a> }.into_any()
        }
        None => view! { <span class="dim">{tr!(unit.no_website)}</span> }.into_any(),
    }
}

/// A unit: what it is, what it was called before, and how it stands.
#[component]
pub fn UnitPage() -> impl IntoView {
    let params = use_params_map();
    let code = move || params.with(|params| params.get("code").unwrap_or_default());
    let take_back = Act::<TakeBackName>::new();
    let done = successes([Outcome::from(take_back)]);
    let record = load(
        move || (code(), done.get()),
        |(code, _)| async move {
            let code = UnitCode::parse(code).map_err(|_| AppError::NotFound)?;
            api::unit(code).await
        },
    );
    view! {
        {switched(address)}
        {loaded_page(record, move |record| unit_record(record, take_back))}
    }
}

/// The page of a unit.
fn address(code: &UnitCode) -> String {
    format!("{LIST}/{code}")
}

fn unit_record(record: UnitRecord, take_back: Act<TakeBackName>) -> AnyView {
    let UnitRecord { unit, former_names, standing, entries, register } = record;
    let crumbs = vec![
        home_crumb(),
        Crumb { text: tr!(unit.list), href: Some(LIST.to_owned()) },
        Crumb { text: unit.code.to_string(), href: None },
    ];
    let badge = view! { <Badge text=words::unit_kind(unit.kind) /> }.into_any();
    let (title, short_name) = (unit.name.to_string(), unit.short_name.to_string());
    let facts = facts(&unit);
    let standing = standing_facts(&unit.code, standing, entries);
    let units = register.into_iter().map(|unit| Choice::new(unit.code.to_string(), unit.short_name.to_string()));
    let switch = unit_switch(address(&unit.code), &unit.code, units.collect());
    view! {
        <Title text=short_name />
        <PageHeader title crumbs crumbs_label=tr!(ui.breadcrumbs) badge />
        {switch}
        <div class="cols half">
            <Sheet title=tr!(unit.facts) article=tr!(unit.article_5)>
                <Facts rows=facts />
            </Sheet>
            <Sheet title=tr!(unit.standing)>{standing}</Sheet>
            <Sheet title=tr!(unit.former_names) article=tr!(unit.article_14) flush=true>
                {former_table(&former_names, take_back)}
            </Sheet>
        </div>
    }
    .into_any()
}

fn facts(unit: &Unit) -> Vec<(String, AnyView)> {
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| tr!(unit.not_given));
    let mut facts = vec![
        (tr!(unit.code), unit.code.to_string().into_any()),
        (tr!(unit.short_name), unit.short_name.to_string().into_any()),
        (tr!(unit.kind), words::unit_kind(unit.kind).into_any()),
        (tr!(unit.credit_code), given(&unit.credit_code).into_any()),
        (tr!(unit.website), website(unit.website.clone())),
        (tr!(unit.phone), given(&unit.phone).into_any()),
        (tr!(unit.head), given(&unit.head).into_any()),
    ];
    facts.extend(unit.retired_on.map(|day| (tr!(unit.retired_on), day.to_string().into_any())));
    facts
}

fn former_table(names: &[FormerName], take_back: Act<TakeBackName>) -> AnyView {
    let may_take_back = allows(&use_session().actor, Action::ManageRegister, Subject::DISTRICT);
    let mut head = vec![Column::new("name", tr!(unit.former_name)), Column::new("years", tr!(unit.years))];
    if may_take_back {
        head.push(Column::new("acts", tr!(unit.acts)));
    }
    let years = |name: &FormerName| match (name.from, name.to) {
        (Some(from), Some(to)) => tr!(unit.from_to, from = from, to = to),
        (Some(from), None) => tr!(unit.from_year, from = from),
        (None, Some(to)) => tr!(unit.to_year, to = to),
        (None, None) => tr!(unit.years_unknown),
    };
    let row = |(at, name): (usize, &FormerName)| {
        let mut cells = vec![name.name.to_string().into_any(), years(name).into_any()];
        if may_take_back {
            cells.push(taking_back(at, name, take_back));
        }
        Row::new(cells)
    };
    let rows: Vec<Row> = names.iter().enumerate().map(row).collect();
    view! { <Table caption=tr!(unit.former_names) head rows empty=tr!(unit.no_former_names) /> }.into_any()
}

/// The office takes a name back that was a slip, with a reason.
fn taking_back(at: usize, name: &FormerName, action: Act<TakeBackName>) -> AnyView {
    let (unit, former) = (name.unit.to_string(), name.name.to_string());
    view! {
        <ReasonDialog
            action
            seen=name.version
            id=format!("take-back-{at}")
            title=tr!(unit.take_back_title, name = former.clone())
            act=tr!(unit.take_back)
            in_row=true
            label=tr!(unit.reason)
            help=tr!(unit.take_back_help)
        >
            <HiddenField name="code" value=unit />
            <HiddenField name="name" value=former />
            <p>{tr!(unit.take_back_text)}</p>
        </ReasonDialog>
    }
    .into_any()
}
