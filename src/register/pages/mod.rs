//! Cards, previews and editions: everything that the establishment office imports and edits before a season.

/// What is there of each kind, and where a file comes in.
mod cards;
/// An edition of the self-check form, and one question of it.
mod form;
/// The years' tables by which working days are counted.
mod holidays;
/// What a file would change.
mod preview;
/// The roster of inspectors.
mod roster;
/// An edition of the score standard, its weights, and one indicator of it.
mod standard;

use leptos::prelude::*;

pub use cards::TemplatesPage;
pub use form::{CheckFormPage, QuestionPage};
pub use holidays::HolidaysPage;
pub use preview::PreviewPage;
pub use roster::InspectorsPage;
pub use standard::{IndicatorPage, StandardPage, WeightsPage};

use super::model::Kind;
use crate::{
    i18n::tr,
    kernel::table::{NO, YES},
    ui::{Choice, Crumb, LinkButton, Notice, Tone},
};

const CARDS: &str = "/templates";

fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::Units => tr!(templates.kind_units),
        Kind::FormerNames => tr!(templates.kind_former_names),
        Kind::Inspectors => tr!(templates.kind_inspectors),
        Kind::Holidays => tr!(templates.kind_holidays),
        Kind::ScoreStandard => tr!(templates.kind_score_standard),
        Kind::SelfCheckForm => tr!(templates.kind_self_check_form),
    }
}

/// The way to a page below the cards; the last step is the page itself.
fn crumbs(steps: Vec<(String, Option<String>)>) -> Vec<Crumb> {
    let cards = Crumb { text: tr!(templates.title), href: Some(CARDS.to_owned()) };
    std::iter::once(cards).chain(steps.into_iter().map(|(text, href)| Crumb { text, href })).collect()
}

fn yes_no_choices() -> Vec<Choice> {
    vec![Choice::new(YES, tr!(templates.yes)), Choice::new(NO, tr!(templates.no))]
}

/// Says that another edition holds, with the way to it.
fn superseded(kind: Kind, latest: u32) -> AnyView {
    let href = edition_href(kind, latest);
    view! {
        <Notice tone=Tone::Warn title=tr!(templates.superseded)>
            <p>{tr!(templates.superseded_text, latest = latest)}</p>
            <LinkButton href text=tr!(templates.to_latest) small=true />
        </Notice>
    }
    .into_any()
}

fn edition_href(kind: Kind, edition: u32) -> String {
    format!("{CARDS}/{}/{edition}", kind.code())
}
