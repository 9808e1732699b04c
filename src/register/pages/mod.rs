//! Cards, previews and editions: everything that the establishment office imports and edits before a season.

/// What is there of each kind, and where a file comes in.
mod cards;
/// An edition of the self-check form, and one question of it.
mod form;
/// The years' tables by which working days are counted.
mod holidays;
/// One inspector of the roster.
mod inspector;
/// People and their accounts from a file.
mod people;
/// What a file would change.
mod preview;
/// The roster of inspectors.
mod roster;
/// An edition of the score standard, its weights, and one indicator of it.
mod standard;

use leptos::prelude::*;

pub use cards::TemplatesPage;
pub use form::{CheckFormPage, NewQuestionPage, QuestionPage};
pub use holidays::HolidaysPage;
pub use inspector::InspectorPage;
pub use people::{ImportPeoplePage, KnownUnits, PeopleFilePage};
pub use preview::PreviewPage;
pub use roster::InspectorsPage;
pub use standard::{IndicatorPage, NewIndicatorPage, StandardPage, WeightsPage};

use super::model::Kind;
use crate::{
    i18n::tr,
    kernel::{
        table::{NO, YES},
        unit_kind::Area,
    },
    page::{Outcome, field_error, home_crumb},
    ui::{Choice, Crumb, LinkButton, Notice, PageHeader, TextField, Tone},
    words,
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

/// So many inspectors.
fn inspectors(count: usize) -> String {
    match count {
        1 => tr!(templates.count_inspectors_one),
        count => tr!(templates.count_inspectors, count = count),
    }
}

/// The way to a page below the cards; the last step is the page itself.
fn crumbs(steps: Vec<(String, Option<String>)>) -> Vec<Crumb> {
    let cards = Crumb { text: tr!(templates.title), href: Some(CARDS.to_owned()) };
    [home_crumb(), cards].into_iter().chain(steps.into_iter().map(|(text, href)| Crumb { text, href })).collect()
}

fn yes_no_choices() -> Vec<Choice> {
    vec![Choice::new(YES, tr!(templates.yes)), Choice::new(NO, tr!(templates.no))]
}

/// The six areas by their headings in tables, for what is added to one of them.
fn areas() -> Vec<Choice> {
    let of = |area: Area| Choice::new(area.heading(), words::area(area));
    std::iter::once(Choice::new("", tr!(templates.choose))).chain(Area::ALL.into_iter().map(of)).collect()
}

/// The code of what is added: it may stay empty where an area has a next one.
fn code_field(next_codes: &[(Area, String)], action: Outcome) -> AnyView {
    let codes: Vec<&str> = next_codes.iter().map(|(_, code)| code.as_str()).collect();
    let (help, mark) = match codes.is_empty() {
        true => (tr!(templates.code_help_bare), String::new()),
        false => (tr!(templates.code_help, codes = codes.join(&tr!(words.list_comma))), tr!(ui.optional)),
    };
    let error = field_error(action, "code");
    view! { <TextField label=tr!(templates.code) name="code" help mark error /> }.into_any()
}

/// The page on which something is added to an edition, which is the one that holds; else the way to that one.
fn page_of_new(
    kind: Kind,
    (number, latest): (u32, u32),
    (title, turn): (String, String),
    form: impl FnOnce() -> AnyView,
) -> AnyView {
    let crumbs = crumbs(vec![
        (tr!(templates.edition_number, edition = number), Some(edition_href(kind, number))),
        (title.clone(), None),
    ]);
    let content = if number == latest { form() } else { superseded(kind, latest) };
    view! {
        <PageHeader title crumbs crumbs_label=tr!(ui.breadcrumbs) turn />
        {content}
    }
    .into_any()
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
