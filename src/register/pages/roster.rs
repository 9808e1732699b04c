//! The roster of inspectors, and from which units each is recused.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::{CARDS, crumbs, kind_name};
use crate::{
    i18n::tr,
    kernel::{
        listing::ListOrder,
        permit::{Action, Subject},
    },
    page::{SortHeads, load, loaded_page, may, with_query},
    register::{
        api,
        model::{Ground, Kind, RecusedUnit, RosterOrder, RosterPage as Roster, RosterPerson},
    },
    ui::{Badge, Column, EmptyState, HiddenField, LinkButton, PageHeader, Pager, Row, SearchBox, Sheet, Table, Tone},
};

/// Who can be in a group, and from which units they are recused (Art. 14).
#[component]
pub fn InspectorsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        let word = |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
        Asked { q: word("q"), order: RosterOrder::from_code(&word("sort")), after: word("after") }
    };
    let roster = load(asked, |asked| async move {
        let Asked { q, order, after } = asked.clone();
        api::roster(q, order.code().to_owned(), after).await.map(|roster| (asked, roster))
    });
    let title = kind_name(Kind::Inspectors);
    let way = crumbs(vec![(title.clone(), None)]);
    view! {
        <Title text=title.clone() />
        <PageHeader title crumbs=way crumbs_label=tr!(ui.breadcrumbs) turn=tr!(templates.roster_turn) />
        {loaded_page(roster, |(asked, roster)| roster_view(&asked, roster))}
    }
}

const LIST: &str = "/inspectors";

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    q: String,
    order: RosterOrder,
    after: String,
}

impl Asked {
    /// The address that asks for the same from a place on.
    fn at(&self, order: RosterOrder, after: &str) -> String {
        with_query(LIST, [("q", self.q.as_str()), ("sort", order.code()), ("after", after)])
    }
}

fn roster_view(asked: &Asked, roster: Roster) -> AnyView {
    if roster.count == 0 && asked.q.is_empty() {
        let may_import = may(Action::ManageRegister, Subject::DISTRICT);
        let act = may_import.then(|| view! { <LinkButton href=CARDS text=tr!(templates.to_import) /> });
        return view! {
            <EmptyState title=tr!(templates.no_roster_title) text=tr!(templates.no_roster_text)>
                {act}
            </EmptyState>
        }
        .into_any();
    }
    let sorts = SortHeads::new(asked.order, |order| asked.at(order, ""));
    let head = vec![
        sorts.up(Column::new("name", tr!(templates.person)), RosterOrder::Number),
        sorts.up(Column::new("workplace", tr!(templates.workplace)), RosterOrder::Workplace),
        sorts.up(Column::new("leads", tr!(templates.may_lead)), RosterOrder::Leads),
        Column::new("recused", tr!(templates.recused_from)),
    ];
    let prev = (!asked.after.is_empty()).then(|| asked.at(asked.order, ""));
    let next = roster.next.as_deref().map(|place| asked.at(asked.order, place));
    let sort = asked.order.code();
    let sort = (!sort.is_empty()).then(|| view! { <HiddenField name="sort" value=sort /> });
    let search = asked.q.clone();
    let note = tr!(templates.count_inspectors, count = roster.count);
    let rule = match roster.former_unit_years {
        None => tr!(policy.recused_for_ever),
        Some(years) => tr!(policy.recused_for_years, years = years),
    };
    let rows: Vec<Row> = roster.people.into_iter().map(person_row).collect();
    let caption = kind_name(Kind::Inspectors);
    let table = view! { <Table caption=caption.clone() head rows empty=tr!(templates.roster_not_found) /> };
    view! {
        <div class="stack">
            <SearchBox name="q" label=tr!(templates.roster_search) value=search action=LIST submit=tr!(ui.search)>
                {sort}
            </SearchBox>
            <p class="dim sm">{rule}</p>
            <Sheet title=caption.clone() note article=tr!(templates.article_14) flush=true>
                {table}
            </Sheet>
            <Pager prev next prev_text=tr!(ui.first_page) next_text=tr!(ui.next_page) label=caption />
        </div>
    }
    .into_any()
}

fn person_row(person: RosterPerson) -> Row {
    let RosterPerson { inspector, recused } = person;
    let leads = match inspector.may_lead {
        true => view! { <Badge tone=Tone::Good text=tr!(templates.leads) /> }.into_any(),
        false => tr!(templates.member).into_any(),
    };
    let workplace = inspector.current_unit.unwrap_or_else(|| tr!(templates.retired));
    let speciality = inspector.speciality.unwrap_or_default();
    Row::new(vec![
        view! {
            {inspector.name.to_string()}
            <span class="sub">{inspector.inspector.to_string()}</span>
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
}

fn recused_units(recused: Vec<RecusedUnit>) -> AnyView {
    if recused.is_empty() {
        return view! { <span class="dim">{tr!(templates.not_recused)}</span> }.into_any();
    }
    let unit = |unit: RecusedUnit| {
        let ground = match unit.ground {
            Ground::Current => tr!(templates.ground_current),
            Ground::Former => tr!(templates.ground_former),
            Ground::Declared => unit.words.unwrap_or_else(|| tr!(templates.ground_declared)),
        };
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
