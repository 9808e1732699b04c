//! The roster of inspectors, and from which units each is recused.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::{CARDS, crumbs, inspectors, kind_name};
use crate::{
    i18n::tr,
    kernel::{
        listing::ListOrder,
        permit::{Action, Subject},
    },
    page::{SortHeads, Title, chosen_columns, load, loaded_page, may, take_away, with_query},
    preferences::List,
    register::{
        api, label,
        model::{Kind, RecusedUnit, RosterOrder, RosterPage as Roster, RosterPerson},
    },
    ui::{
        Badge, Chip, Column, EmptyState, FilterChips, HiddenField, LinkButton, PageHeader, Pager, Row, SearchBox,
        Sheet, Table, Tone,
    },
    unit::rules::RETIRED,
    words,
};

/// The list of all.
pub(super) const LIST: &str = "/inspectors";

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    q: String,
    /// Whether those are asked for who have left the roster.
    retired: bool,
    sort: String,
    after: String,
}

impl Asked {
    /// The address that asks for it.
    fn href(&self) -> String {
        let words = [
            ("q", self.q.as_str()),
            (RETIRED.0, if self.retired { RETIRED.1 } else { "" }),
            ("sort", self.sort.as_str()),
            ("after", self.after.as_str()),
        ];
        with_query(LIST, words)
    }

    /// The same list from its beginning.
    fn first(&self) -> Self {
        Self { after: String::new(), ..self.clone() }
    }
}

/// Who can be in a group, and from which units they are recused (Art. 14).
#[component]
pub fn InspectorsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        let word = |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
        Asked { q: word("q"), retired: word(RETIRED.0) == RETIRED.1, sort: word("sort"), after: word("after") }
    };
    let roster = load(asked, |asked| async move {
        let Asked { q, retired, sort, after } = asked.clone();
        api::roster(q, sort, after, retired).await.map(|roster| (asked, roster))
    });
    let title = kind_name(Kind::Inspectors);
    let way = crumbs(vec![(title.clone(), None)]);
    view! {
        <Title text=title.clone() />
        <PageHeader title crumbs=way crumbs_label=tr!(ui.breadcrumbs) turn=tr!(templates.roster_turn) />
        {loaded_page(roster.as_table().below_head(), |(asked, roster)| roster_view(&asked, roster))}
    }
}

fn roster_view(asked: &Asked, roster: Roster) -> AnyView {
    if roster.found == 0 && roster.retired == 0 && asked.q.is_empty() {
        let may_import = may(Action::ManageRegister, Subject::DISTRICT);
        let act = may_import.then(|| view! { <LinkButton href=CARDS text=tr!(templates.to_import) /> });
        return view! {
            <EmptyState title=tr!(templates.no_roster_title) text=tr!(templates.no_roster_text)>
                {act}
            </EmptyState>
        }
        .into_any();
    }
    let first = asked.first().href();
    let prev = roster.prev.clone().map(|after| Asked { after, ..asked.clone() }.href());
    let next = roster.next.clone().map(|after| Asked { after, ..asked.clone() }.href());
    let note = inspectors(roster.count);
    let rule = rule(roster.former_unit_years);
    let caption = kind_name(Kind::Inspectors);
    let chips = chips(asked, &roster);
    let (table, columns) = table(asked, roster.people, caption.clone());
    let take = take_away(&first, "inspectors");
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    let search = search_box(asked);
    view! {
        <div class="stack">
            <p class="dim sm">{rule}</p>
            {search}
            {chips}
            <Sheet title=caption.clone() note article=tr!(templates.article_14) flush=true actions>
                {table}
            </Sheet>
            <Pager prev next prev_text=tr!(ui.prev_page) next_text=tr!(ui.next_page) label=caption />
        </div>
    }
    .into_any()
}

/// For how long a former post recuses; for ever where nothing is set.
pub(super) fn rule(years: Option<u16>) -> String {
    match years {
        None => tr!(policy.recused_for_ever),
        Some(years) => tr!(policy.recused_for_years, years = words::years(years)),
    }
}

/// Those who can be in a group, and those who have left; nothing where nobody has.
fn chips(asked: &Asked, roster: &Roster) -> Option<AnyView> {
    let chip = |retired: bool, text: String, count: usize| Chip {
        text,
        href: Asked { retired, ..asked.first() }.href(),
        active: asked.retired == retired,
        count: i64::try_from(count).ok(),
    };
    (asked.retired || roster.retired > 0).then(|| {
        let chips = vec![
            chip(false, tr!(templates.on_roster), roster.found),
            chip(true, tr!(templates.left_roster), roster.retired),
        ];
        view! { <FilterChips chips label=tr!(templates.roster_use) /> }.into_any()
    })
}

fn search_box(asked: &Asked) -> AnyView {
    let (word, yes) = RETIRED;
    let retired = asked.retired.then(|| view! { <HiddenField name=word value=yes /> });
    let sort = (!asked.sort.is_empty()).then(|| view! { <HiddenField name="sort" value=asked.sort.clone() /> });
    let value = asked.q.clone();
    view! {
        <SearchBox name="q" label=tr!(templates.search_roster) value action=LIST submit=tr!(ui.search)>
            {retired} {sort}
        </SearchBox>
    }
    .into_any()
}

/// The inspectors, and the choice of their columns.
fn table(asked: &Asked, people: Vec<RosterPerson>, caption: String) -> (AnyView, AnyView) {
    let sorts = SortHeads::new(RosterOrder::from_code(&asked.sort), |order: RosterOrder| {
        Asked { sort: order.code().to_owned(), ..asked.first() }.href()
    });
    let head = vec![
        sorts.up(Column::new("name", tr!(templates.person)), RosterOrder::Number),
        sorts.up(Column::new("workplace", tr!(templates.workplace)).wide(), RosterOrder::Workplace),
        sorts.up(Column::new("leads", tr!(templates.may_lead)), RosterOrder::Leads),
        Column::new("recused", tr!(templates.recused_from)).wide(),
    ];
    let rows: Vec<Row> = people.into_iter().map(person_row).collect();
    let (head, rows, columns) = chosen_columns(List::Roster, head, rows);
    (view! { <Table caption head rows empty=tr!(templates.roster_not_found) /> }.into_any(), columns)
}

fn person_row(person: RosterPerson) -> Row {
    let RosterPerson { inspector, recused } = person;
    let href = format!("{LIST}/{}", inspector.inspector);
    let leads = match inspector.may_lead {
        true => view! { <Badge tone=Tone::Good text=label::duty(true) /> }.into_any(),
        false => label::duty(false).into_any(),
    };
    let workplace = inspector.current_unit.unwrap_or_else(|| tr!(templates.retired));
    let speciality = inspector.speciality.unwrap_or_default();
    let left = inspector.retired_on.map(|_| view! { <Badge text=tr!(templates.left_roster) /> });
    Row::new(vec![
        view! {
            {inspector.name.to_string()}
            <span class="sub">{inspector.inspector.to_string()}</span>
            {left}
        }
        .into_any(),
        view! {
            {workplace}
            <span class="sub">{speciality}</span>
        }
        .into_any(),
        leads,
        recused_units(recused),
    ])
    .opens(href)
}

fn recused_units(recused: Vec<RecusedUnit>) -> AnyView {
    if recused.is_empty() {
        return view! { <span class="dim">{tr!(templates.not_recused)}</span> }.into_any();
    }
    let unit = |unit: RecusedUnit| {
        let ground = label::ground(&unit);
        view! {
            <li>
                <a href=format!("/units/{}", unit.unit)>{unit.name}</a>
                " "
                <span class="sm dim">{ground}</span>
            </li>
        }
    };
    view! { <ul>{recused.into_iter().map(unit).collect_view()}</ul> }.into_any()
}
