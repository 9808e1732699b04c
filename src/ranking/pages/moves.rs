//! The places beside those of the season before.

use leptos::prelude::*;

use crate::{
    i18n::tr,
    page::unit_address,
    ranking::{
        model::{RankRow, RankingPage as Page, Shown},
        words,
    },
    ui::{BumpChart, BumpLine, ChartWords, Sheet},
};

/// So many lines are drawn; more could not be told apart.
const LINES: usize = 15;

/// Who gained and who lost places; nothing where the reader sees no other season whole, or a unit alone is in both.
pub(super) fn sheet(page: &Page, shown: &Shown) -> Option<AnyView> {
    let before = shown.compared_with.as_ref()?.to_string();
    let lines: Vec<BumpLine> = shown.rows.iter().filter_map(line).collect();
    if lines.len() < 2 {
        return None;
    }
    let (now, all) = (page.season.to_string(), lines.len());
    let desc = if all <= LINES {
        tr!(ranking.moves_all, all = all)
    } else {
        tr!(ranking.moves_some, shown = LINES, all = all)
    };
    let own = if lines.iter().any(|line| line.highlight) { tr!(ranking.moves_own) } else { String::new() };
    let heads = [tr!(ranking.season_title, season = before.clone()), tr!(ranking.season_title, season = now.clone())];
    let state = words::state(page.state);
    let words = ChartWords {
        title: tr!(ranking.moves_question),
        desc,
        source: tr!(ranking.moves_source, before = before, now = now, edition = shown.edition, state = state),
        table_text: tr!(ui.show_data_table),
    };
    Some(
        view! {
            <Sheet title=tr!(ranking.moves) note=tr!(ranking.moves_note) article=tr!(ui.article_12)>
                <BumpChart
                    words
                    heads
                    lines
                    most=LINES
                    legend=[tr!(ranking.up), tr!(ranking.unmoved), tr!(ranking.down)]
                    own_text=own
                    corner=tr!(ranking.unit)
                    change_text=tr!(ranking.change)
                />
            </Sheet>
        }
        .into_any(),
    )
}

fn line(row: &RankRow) -> Option<BumpLine> {
    let (before, change) = (row.before?, row.change?);
    let text = match change {
        0 => tr!(ranking.unmoved),
        1.. => tr!(ranking.gained, places = change),
        ..0 => tr!(ranking.lost, places = -change),
    };
    Some(BumpLine {
        label: row.name.clone(),
        before,
        now: before - change,
        text,
        href: unit_address(&row.code),
        highlight: row.own,
    })
}
