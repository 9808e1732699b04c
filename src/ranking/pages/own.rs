//! A unit's own total and components against the grades of the rule.

use leptos::prelude::*;

use crate::{
    i18n::tr,
    kernel::points::Points,
    ranking::{
        model::{RankRow, RankingPage as Page, Shown},
        round::short,
        rules::{Component, GradeBound, Rule},
        words,
    },
    ui::{Bullet, BulletBand, BulletChart, ChartWords, Sheet},
};

/// The greatest score of a component, and so of a total.
const MOST: i64 = 10_000;

/// Where the reader's own unit stands; nothing for whoever is of no unit, or whose unit is not ranked.
pub(super) fn sheet(page: &Page, shown: &Shown) -> Option<AnyView> {
    let row = shown.rows.iter().find(|row| row.own)?;
    let (season, state) = (page.season.to_string(), words::state(page.state));
    let said = ChartWords {
        title: tr!(ranking.own_question),
        desc: tr!(ranking.own_desc, most = Points(MOST).to_string(), version = shown.rule.version),
        source: tr!(ranking.own_source, season = season, edition = shown.edition, state = state),
        table_text: tr!(ui.show_data_table),
    };
    let (bands, rows) = (bands(&shown.rule), bullets(row, &shown.rule));
    Some(
        view! {
            <Sheet title=tr!(ranking.own) article=tr!(ui.article_12)>
                <BulletChart
                    words=said
                    bands
                    rows
                    max=MOST
                    mark_text=tr!(ranking.own_mark)
                    corner=tr!(ranking.own_score)
                    value_text=tr!(ranking.own_points)
                    grade_text=tr!(ranking.grade)
                />
            </Sheet>
        }
        .into_any(),
    )
}

/// The total with the grade that it got, and each component with the one that it would be.
fn bullets(row: &RankRow, rule: &Rule) -> Vec<Bullet> {
    let total = Bullet {
        label: tr!(ranking.total),
        value: Some(row.total),
        text: Points(row.total).to_string(),
        grade: words::grade(&row.grade),
        highlight: true,
    };
    let bullet = |(component, score): (Component, Option<i64>)| Bullet {
        label: words::component(component),
        value: score,
        text: score.map_or_else(|| tr!(ranking.absent), |score| Points(score).to_string()),
        grade: score.and_then(|score| rule.grade_at(score)).map(|bound| words::grade(&bound.grade)).unwrap_or_default(),
        highlight: false,
    };
    let scores = row.components.iter().flatten().copied();
    std::iter::once(total).chain(Component::ALL.into_iter().zip(scores).map(bullet)).collect()
}

/// The grades of a rule, from the worst.
fn bands(rule: &Rule) -> Vec<BulletBand> {
    let better = std::iter::once(None).chain(rule.grades.iter().map(Some));
    let mut bands: Vec<BulletBand> =
        rule.grades.iter().zip(better).map(|(bound, better)| band(bound, better)).collect();
    bands.reverse();
    bands
}

fn band(bound: &GradeBound, better: Option<&GradeBound>) -> BulletBand {
    let grade = words::grade(&bound.grade);
    let text = match better {
        Some(better) if bound.from == 0 => {
            tr!(ranking.grade_below, grade = grade, to = Points(better.from).to_string())
        }
        Some(_) | None => tr!(ranking.grade_and_from, grade = grade, from = Points(bound.from).to_string()),
    };
    BulletBand { from: bound.from, bound: short(bound.from), text }
}
