//! What the address of an edition asks for, and what asks for something else: the figures and the chips above its places.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::edition::APART;
use crate::{
    i18n::tr,
    kernel::{ids::SeasonId, listing::ListOrder, points::Points, unit_kind::UnitKind},
    page::with_query,
    ranking::{
        model::{PlaceOrder, RankingPage as Page, Shown},
        round::{is_listed, known_grade},
        words,
    },
    ui::{Chip, Figure, Figures, FilterChips},
    words::unit_kind,
};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    pub(super) edition: Option<u32>,
    pub(super) kind: Option<UnitKind>,
    /// As it was written; which grades there are, the rule of the edition says. Empty for all.
    pub(super) grade: String,
    pub(super) order: PlaceOrder,
}

impl Asked {
    /// The address that asks for it in a season.
    pub(super) fn href(&self, season: &SeasonId) -> String {
        let edition = self.edition.map(|number| number.to_string()).unwrap_or_default();
        let kind = self.kind.map_or("", UnitKind::code);
        let words = [
            ("edition", edition.as_str()),
            ("kind", kind),
            ("grade", self.grade.as_str()),
            ("sort", self.order.code()),
        ];
        with_query(&format!("/ranking/{season}"), words)
    }
}

/// How many units are ranked and how many have each grade; each grade opens its places, of every kind.
pub(super) fn figures(page: &Page, shown: &Shown, asked: &Asked) -> AnyView {
    let apart = shown.units - shown.ranked.min(shown.units);
    let grades = shown.grades.iter().map(|(grade, from, count)| {
        let bound = tr!(ranking.grade_from, from = Points(*from).to_string());
        let href = Asked { kind: None, grade: grade.clone(), ..asked.clone() }.href(&page.season);
        view! { <Figure label=words::grade(grade) value=count.to_string() denominator=bound href=Some(href) /> }
    });
    let grades = grades.collect_view();
    let (ranked, of) = (shown.ranked.to_string(), tr!(ranking.of_units, units = shown.units));
    let note = tr!(ranking.apart_count, count = apart);
    let note_href = (shown.whole && apart > 0).then(|| format!("#{APART}"));
    view! {
        <Figures>
            <Figure label=tr!(ranking.ranked) value=ranked denominator=of note note_href />
            {grades}
        </Figures>
    }
    .into_any()
}

/// The kinds of units, the grades, and the orders of the places; each says how many places it lists.
pub(super) fn narrowing(page: &Page, shown: &Shown, asked: &Asked) -> AnyView {
    let chosen = known_grade(&shown.rule, &asked.grade);
    let listed = |kind: Option<UnitKind>, grade: Option<&str>| {
        i64::try_from(shown.rows.iter().filter(|row| is_listed(row, kind, grade)).count()).ok()
    };
    let kind_chip = |kind: Option<UnitKind>| Chip {
        text: kind.map_or_else(|| tr!(unit.all_kinds), unit_kind),
        href: Asked { kind, ..asked.clone() }.href(&page.season),
        active: asked.kind == kind,
        count: listed(kind, chosen),
    };
    let kinds: Vec<Chip> = std::iter::once(None).chain(UnitKind::ALL.into_iter().map(Some)).map(kind_chip).collect();
    let grade_chip = |grade: Option<&str>| Chip {
        text: grade.map_or_else(|| tr!(ranking.all_grades), words::grade),
        href: Asked { grade: grade.unwrap_or_default().to_owned(), ..asked.clone() }.href(&page.season),
        active: chosen == grade,
        count: listed(asked.kind, grade),
    };
    let grades = shown.grades.iter().map(|(grade, ..)| Some(grade.as_str()));
    let grades: Vec<Chip> = std::iter::once(None).chain(grades).map(grade_chip).collect();
    let compares = shown.compared_with.is_some();
    let offered = PlaceOrder::all().filter(|order| compares || *order != PlaceOrder::Change);
    let order_chip = |order: PlaceOrder| Chip {
        text: words::place_order(order),
        href: Asked { order, ..asked.clone() }.href(&page.season),
        active: asked.order == order,
        count: None,
    };
    let orders: Vec<Chip> = offered.map(order_chip).collect();
    view! {
        <div class="tools">
            <FilterChips chips=kinds label=tr!(unit.kind) />
            <FilterChips chips=grades label=tr!(ranking.grade) />
            <FilterChips chips=orders label=tr!(document.order) />
        </div>
    }
    .into_any()
}
