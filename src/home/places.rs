//! The pages from which everything else is reached, in the order of the season (Art. 7 → 12): what the frame's rail
//! shows and, with some more at which something is begun, what the search finds.
//!
//! A page is open exactly to the roles that the permission table lets in; there is no second list of roles, and no
//! second list of pages.

use crate::{
    i18n::{Locale, tr, tr_in},
    job::rules::starts_jobs,
    kernel::{
        actor::Role,
        permit::{Action, Reach, reach},
    },
};

/// The parts of the rail, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Where everybody begins.
    Entrance,
    /// The steps of a season.
    Season,
    /// What looks over all of it.
    Oversight,
    /// What the system itself needs.
    Administration,
}

/// A page of the rail, or one to which the search leads at once.
#[derive(Debug, Clone, Copy)]
pub struct Destination {
    /// The part of the rail in which it stands; none where the rail leads to it only by another page.
    pub part: Option<Part>,
    /// Its address.
    pub href: &'static str,
    /// Its picture; empty where the step of the season is its picture.
    pub icon: &'static str,
    name: fn(Locale) -> String,
    article: Option<fn() -> String>,
    opens: fn(Role) -> bool,
}

macro_rules! named {
    ($namespace:ident . $key:ident) => {
        (|locale: Locale| tr_in!(locale, $namespace.$key)) as fn(Locale) -> String
    };
}

/// Every page of the rail, part by part, and behind them those that only the search leads to at once.
pub const DESTINATIONS: [Destination; 19] = [
    page(Part::Entrance, "/", "home", named!(ui.home), |_| true),
    page(Part::Entrance, "/units", "list", named!(unit.title), |role| may(role, Action::ReadUnits)),
    step("/self-check", named!(self_check.title), || tr!(ui.article_7), lists_submissions),
    step("/plans", named!(inspection.title), || tr!(ui.article_8), |role| may(role, Action::ReadPlan)),
    step("/calendar", named!(visit.title), || tr!(ui.article_9_10), |role| may(role, Action::ReadVisit)),
    step("/ledger", named!(rectification.title), || tr!(ui.article_11), |role| may(role, Action::ReadEntry)),
    step("/ranking", named!(ranking.title), || tr!(ui.article_12), |role| may(role, Action::ReadRanking)),
    page(Part::Oversight, "/dashboard", "board", named!(dashboard.title), |role| may(role, Action::ReadDashboard)),
    page(Part::Administration, "/templates", "upload", named!(templates.title), |role| {
        may(role, Action::ManageRegister)
    }),
    page(Part::Administration, "/admin/people", "users", named!(account.title), |role| {
        may(role, Action::ManagePeople) || may(role, Action::AssignRoles)
    }),
    page(Part::Administration, "/admin/policy", "shield", named!(policy.title), |role| may(role, Action::ManagePolicy)),
    page(Part::Administration, "/admin/journal", "history", named!(journal.title), |role| {
        may(role, Action::ReadJournal)
    }),
    page(Part::Administration, "/admin/system", "gear", named!(system.title), |role| may(role, Action::ReadSystem)),
    off_rail("/wall", named!(dashboard.wall), |role| may(role, Action::ReadDashboard)),
    off_rail("/plans/new", named!(inspection.new_plan), |role| may(role, Action::ManagePlan)),
    off_rail("/ledger/order", named!(rectification.act_order), |role| may(role, Action::OrderRectification)),
    // A unit's people read the register of their unit, and no roster.
    off_rail("/inspectors", named!(templates.kind_inspectors), |role| {
        reach(role, Action::ReadUnits) == Reach::District
    }),
    off_rail("/jobs", named!(job.title), starts_jobs),
    off_rail("/me", named!(account.me), |_| true),
];

impl Destination {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, locale: Locale) -> String {
        (self.name)(locale)
    }

    /// The article that it carries out; empty where it is none of the season's steps.
    #[must_use]
    pub fn article(&self) -> String {
        self.article.map_or_else(String::new, |article| article())
    }

    /// Whether people of this role may open it.
    #[must_use]
    pub fn opens_to(&self, role: Role) -> bool {
        (self.opens)(role)
    }
}

const fn page(
    part: Part,
    href: &'static str,
    icon: &'static str,
    name: fn(Locale) -> String,
    opens: fn(Role) -> bool,
) -> Destination {
    Destination { part: Some(part), href, icon, name, article: None, opens }
}

const fn step(
    href: &'static str,
    name: fn(Locale) -> String,
    article: fn() -> String,
    opens: fn(Role) -> bool,
) -> Destination {
    Destination { part: Some(Part::Season), href, icon: "", name, article: Some(article), opens }
}

const fn off_rail(href: &'static str, name: fn(Locale) -> String, opens: fn(Role) -> bool) -> Destination {
    Destination { part: None, href, icon: "", name, article: None, opens }
}

fn may(role: Role, action: Action) -> bool {
    reach(role, action) != Reach::Nothing
}

/// An inspector reads a submission from the visit it prepares; the list is not theirs.
fn lists_submissions(role: Role) -> bool {
    match reach(role, Action::ReadSubmission) {
        Reach::OwnUnit | Reach::District => true,
        Reach::Nothing | Reach::AssignedVisits | Reach::LedVisits => false,
    }
}
