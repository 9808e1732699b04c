//! What a role begins, as the search finds it: each act leads to the place at which it is done, so that whoever knows the
//! act by its name need not know the page. What a unit's people do waits for them in a list, to which it leads.
//!
//! It is not in the rail's list of pages, for that list goes to every browser.

use crate::{
    i18n::{Locale, tr_in},
    kernel::{
        actor::Role,
        ids::SeasonId,
        permit::{Action, Reach, reach},
    },
    register::model::Kind,
};

/// An act, and where it is done.
#[derive(Debug, Clone)]
pub struct Act {
    /// The address, often with the place in the page.
    pub href: String,
    name: fn(Locale) -> String,
    page: fn(Locale) -> String,
}

impl Act {
    /// Its name in a language, as the button says it.
    #[must_use]
    pub fn name(&self, locale: Locale) -> String {
        (self.name)(locale)
    }

    /// The name of the page on which it is done.
    #[must_use]
    pub fn page(&self, locale: Locale) -> String {
        (self.page)(locale)
    }
}

/// What this role begins in a season.
#[must_use]
pub fn acts(role: Role, season: &SeasonId) -> Vec<Act> {
    let may = |action| reach(role, action) != Reach::Nothing;
    let ranking = format!("/ranking/{season}");
    let mut acts = Vec::new();
    let mut add = |href: &str, name: fn(Locale) -> String, page: fn(Locale) -> String| {
        acts.push(Act { href: href.to_owned(), name, page });
    };
    if may(Action::ManageRound) {
        add("/self-check#new-round", |locale: Locale| tr_in!(locale, self_check.prepare), self_checks);
        add("/self-check", |locale: Locale| tr_in!(locale, home.open_round), self_checks);
    }
    if may(Action::ApprovePlan) {
        add(
            "/plans?state=draft",
            |locale: Locale| tr_in!(locale, home.approve_plan),
            |locale: Locale| tr_in!(locale, inspection.title),
        );
    }
    if may(Action::ManageRanking) {
        add(&ranking, |locale: Locale| tr_in!(locale, ranking.compute), rankings);
        add(&format!("{ranking}/workbench"), |locale: Locale| tr_in!(locale, ranking.workbench), rankings);
    }
    if may(Action::AdoptRanking) {
        add(&ranking, |locale: Locale| tr_in!(locale, ranking.record_meeting), rankings);
    }
    if may(Action::ManageRegister) {
        for kind in Kind::ALL {
            add(&format!("/templates#upload-{}", kind.code()), imported(kind), |locale: Locale| {
                tr_in!(locale, templates.title)
            });
        }
    }
    if may(Action::ManagePeople) {
        add(
            "/admin/people#new-person",
            |locale: Locale| tr_in!(locale, account.create_person),
            |locale: Locale| tr_in!(locale, account.title),
        );
        add(
            "/admin/people/import#upload-people",
            |locale: Locale| tr_in!(locale, account.import),
            |locale: Locale| tr_in!(locale, account.title),
        );
    }
    add(
        "/me#change-password",
        |locale: Locale| tr_in!(locale, account.change_password),
        |locale: Locale| tr_in!(locale, account.me),
    );
    acts.extend(of_unit(role));
    acts
}

/// What a unit's people do when it is their turn, each at the list in which it waits.
fn of_unit(role: Role) -> Vec<Act> {
    let may = |action| reach(role, action) == Reach::OwnUnit;
    let mut acts = Vec::new();
    let mut add = |href: &str, name: fn(Locale) -> String, page: fn(Locale) -> String| {
        acts.push(Act { href: href.to_owned(), name, page });
    };
    if may(Action::FillSubmission) {
        add("/self-check", |locale: Locale| tr_in!(locale, home.fill_submission), self_checks);
    }
    if may(Action::SignSubmission) {
        add("/self-check", |locale: Locale| tr_in!(locale, home.sign_submission), self_checks);
    }
    if may(Action::AcknowledgeVisit) {
        add("/calendar", |locale: Locale| tr_in!(locale, home.visit_receive), visits);
        add("/calendar", |locale: Locale| tr_in!(locale, home.visit_acknowledge), visits);
    }
    if may(Action::Rectify) {
        add("/ledger", |locale: Locale| tr_in!(locale, home.rectify), entries);
    }
    if may(Action::SignClosure) {
        add("/ledger", |locale: Locale| tr_in!(locale, home.sign_plan), entries);
        add("/ledger", |locale: Locale| tr_in!(locale, home.sign_closure), entries);
    }
    acts
}

fn self_checks(locale: Locale) -> String {
    tr_in!(locale, self_check.title)
}

fn visits(locale: Locale) -> String {
    tr_in!(locale, visit.title)
}

fn entries(locale: Locale) -> String {
    tr_in!(locale, rectification.title)
}

fn rankings(locale: Locale) -> String {
    tr_in!(locale, ranking.title)
}

/// What a file of a kind holds.
fn imported(kind: Kind) -> fn(Locale) -> String {
    match kind {
        Kind::Units => |locale: Locale| tr_in!(locale, templates.kind_units),
        Kind::FormerNames => |locale: Locale| tr_in!(locale, templates.kind_former_names),
        Kind::Inspectors => |locale: Locale| tr_in!(locale, templates.kind_inspectors),
        Kind::Holidays => |locale: Locale| tr_in!(locale, templates.kind_holidays),
        Kind::ScoreStandard => |locale: Locale| tr_in!(locale, templates.kind_score_standard),
        Kind::SelfCheckForm => |locale: Locale| tr_in!(locale, templates.kind_self_check_form),
    }
}
