//! The application: the document around it, and the only route table.
//!
//! Only `pages` imports pages. Every route renders in one piece ([`SsrMode::Async`]), so that an answer's status and
//! redirects are right and every page is whole without a script.

/// What a person comes back to.
mod saved;

/// When the browser's half of the program has failed.
mod crash;
/// That this is the demo.
mod demo;
/// The box in which one looks for a record.
mod find;
/// Where the focus goes as what has it goes away.
mod focus;
/// The frame around every signed-in page.
mod frame;
/// What the frame shows at a glance: how much waits, and how far the season is.
mod glance;
/// Before and after a session ends for want of use.
mod idle;
/// Keys that do something by themselves.
mod keys;
/// Without the network.
mod offline;
/// The pages, in the parts in which a browser fetches them.
mod pages;
/// What only paper shows.
mod printed;
/// The places that the frame's rail leads to.
mod rail;
/// The season that one looks at.
mod season;
/// The document and its Content-Security-Policy.
#[cfg(feature = "ssr")]
mod shell;
/// The way out, and what is asked before it.
mod sign_out;
/// The words for states, for the journal.
mod states;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

#[cfg(not(feature = "ssr"))]
pub use crash::tell_of_crash;
#[cfg(feature = "ssr")]
pub use shell::{ALIVE, shell};

use crate::page::{NotFound, WRONG_WORDS, take_titles};
use focus::keep_focus;
use frame::{Attended, SignedIn, SignedOut, Unframed};
use pages::{
    Calendar, Dashboard, Draw, Everyday, Ledger, Office, Own, Plans, Ranking, Rounds, Score, SelfCheck, Standard,
    Units, Visit, Workbench,
};

/// Every address of the system that shows a page.
#[component]
pub fn App() -> impl IntoView {
    take_titles();
    provide_context(WRONG_WORDS);
    keep_focus();
    view! {
        <Router>
            <Routes fallback=NotFound>
                <ParentRoute path=path!("/sign-in") view=SignedOut ssr=SsrMode::Async>
                    <Route path=path!("") view=Own::SignIn />
                </ParentRoute>
                <Route path=path!("/styleguide") view=StyleguidePage ssr=SsrMode::Async />
                <ParentRoute path=path!("/plans/:plan/draw") view=Attended ssr=SsrMode::Async>
                    <Route path=path!("") view=Draw::Ceremony />
                </ParentRoute>
                <ParentRoute path=path!("/wall") view=Unframed ssr=SsrMode::Async>
                    <Route path=path!("") view=Dashboard::Wall />
                </ParentRoute>
                <ParentRoute path=path!("/") view=SignedIn ssr=SsrMode::Async>
                    <Route path=path!("") view=Everyday::Home />
                    <Route path=path!("me") view=Own::Me />
                    <Route path=path!("visits/:id") view=Visit::Record />
                    <Route path=path!("visits/:id/score") view=Score::Sheet />
                    <Route path=path!("visits/:id/self-check") view=Rounds::VisitSelfCheck />
                    <Route path=path!("plans") view=Plans::List />
                    <Route path=path!("plans/new") view=Plans::New />
                    <Route path=path!("plans/:plan") view=Plans::Plan />
                    <Route path=path!("plans/:plan/edit") view=Plans::Edit />
                    <Route path=path!("plans/:plan/units/:unit") view=Plans::Arrange />
                    <Route path=path!("calendar") view=Calendar::Visits />
                    <Route path=path!("visits/:visit/notice") view=Calendar::Notice />
                    <Route path=path!("units") view=Units::List />
                    <Route path=path!("units/:code") view=Units::Unit />
                    <Route path=path!("inspectors") view=Office::Inspectors />
                    <Route path=path!("inspectors/:id") view=Office::Inspector />
                    <Route path=path!("templates") view=Standard::Templates />
                    <Route path=path!("templates/preview/:id") view=Standard::Preview />
                    <Route path=path!("templates/holidays") view=Office::Holidays />
                    <Route path=path!("templates/score-standard/:edition") view=Standard::Edition />
                    <Route path=path!("templates/score-standard/:edition/weights") view=Standard::Weights />
                    <Route path=path!("templates/score-standard/:edition/new") view=Standard::NewIndicator />
                    <Route path=path!("templates/score-standard/:edition/:code") view=Standard::Indicator />
                    <Route path=path!("templates/self-check-form/:edition") view=Standard::CheckForm />
                    <Route path=path!("templates/self-check-form/:edition/new") view=Standard::NewQuestion />
                    <Route path=path!("templates/self-check-form/:edition/:code") view=Standard::Question />
                    <Route path=path!("ledger") view=Ledger::List />
                    <Route path=path!("ledger/order") view=Ledger::Order />
                    <Route path=path!("ledger/:id") view=Ledger::Entry />
                    <Route path=path!("self-check") view=Rounds::List />
                    <Route path=path!("self-check/:round") view=Rounds::Round />
                    <Route path=path!("self-check/:round/:unit") view=SelfCheck::Submission />
                    <Route path=path!("admin/people") view=Office::People />
                    <Route path=path!("admin/people/import") view=Office::ImportPeople />
                    <Route path=path!("admin/people/import/:id") view=Office::PeopleFile />
                    <Route path=path!("admin/policy") view=Office::Policy />
                    <Route path=path!("admin/journal") view=Office::Journal />
                    <Route path=path!("admin/journal/:record/:seq") view=Office::JournalEntry />
                    <Route path=path!("admin/system") view=Office::System />
                    <Route path=path!("ranking") view=Ranking::Seasons />
                    <Route path=path!("ranking/:season") view=Ranking::Season />
                    <Route path=path!("ranking/:season/workbench") view=Workbench::Season />
                    <Route path=path!("dashboard") view=Dashboard::Board />
                    <Route path=path!("search") view=Everyday::Search />
                    <Route path=path!("jobs") view=Office::Jobs />
                    <Route path=path!("jobs/:id") view=Office::Job />
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Every component in every state, where the server was built to work on it. It comes without a script.
#[component]
fn StyleguidePage() -> impl IntoView {
    styleguide().unwrap_or_else(|| view! { <NotFound /> }.into_any())
}

#[cfg(feature = "ssr")]
fn styleguide() -> Option<AnyView> {
    use crate::{
        page::Title,
        ui::{STYLEGUIDE, StyleguideFrame},
    };

    cfg!(debug_assertions).then(|| {
        view! {
            <Title text=STYLEGUIDE.to_owned() />
            <StyleguideFrame />
        }
        .into_any()
    })
}

#[cfg(not(feature = "ssr"))]
fn styleguide() -> Option<AnyView> {
    None
}
