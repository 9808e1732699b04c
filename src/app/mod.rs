//! The application: the document around it, and the only route table.
//!
//! Only this room imports pages. Every route renders in one piece ([`SsrMode::Async`]), so that an answer's status and
//! redirects are right and every page is whole without a script.

/// The box in which one looks for a record.
mod find;
/// The frame around every signed-in page.
mod frame;
/// Keys that do something by themselves.
mod keys;
/// The places that the frame's rail leads to.
mod rail;
/// The document and its Content-Security-Policy.
#[cfg(feature = "ssr")]
mod shell;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

#[cfg(feature = "ssr")]
pub use shell::shell;

use crate::{
    account::pages::{MePage, PeoplePage, SignInPage},
    dashboard::pages::BoardPage,
    home::pages::HomePage,
    i18n::tr,
    inspection::plan::pages::{
        ArrangeVisitPage, DrawCeremonyPage, EditPlanPage, NewPlanPage, NoticeDocumentPage, PlanRecordPage, PlansPage,
        VisitCalendarPage,
    },
    inspection::visit::pages::{VisitRecordPage, VisitScorePage},
    journal::pages::{JournalEntryPage, JournalPage},
    page::NotFound,
    ranking::pages::{RankingPage, SeasonsPage, WorkbenchPage},
    rectification::pages::{EntryPage, LedgerPage, OrderPage},
    register::pages::{
        CheckFormPage, HolidaysPage, IndicatorPage, InspectorsPage, PreviewPage, QuestionPage, StandardPage,
        TemplatesPage, WeightsPage,
    },
    search::pages::SearchPage,
    self_check::pages::{RoundPage, RoundsPage, SubmissionPage},
    unit::pages::{UnitPage, UnitsPage},
};
use frame::{SignedIn, SignedOut};

/// Every address of the system that shows a page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|page: String| in_markup(tr!(ui.page_title, page = page)) />
        <Router>
            <Routes fallback=NotFound>
                <ParentRoute path=path!("/sign-in") view=SignedOut ssr=SsrMode::Async>
                    <Route path=path!("") view=SignInPage />
                </ParentRoute>
                <Route path=path!("/styleguide") view=StyleguidePage ssr=SsrMode::Async />
                <Route path=path!("/plans/:plan/draw") view=DrawCeremonyPage ssr=SsrMode::Async />
                <ParentRoute path=path!("/") view=SignedIn ssr=SsrMode::Async>
                    <Route path=path!("") view=HomePage />
                    <Route path=path!("me") view=MePage />
                    <Route path=path!("visits/:id") view=VisitRecordPage />
                    <Route path=path!("visits/:id/score") view=VisitScorePage />
                    <Route path=path!("plans") view=PlansPage />
                    <Route path=path!("plans/new") view=NewPlanPage />
                    <Route path=path!("plans/:plan") view=PlanRecordPage />
                    <Route path=path!("plans/:plan/edit") view=EditPlanPage />
                    <Route path=path!("plans/:plan/units/:unit") view=ArrangeVisitPage />
                    <Route path=path!("calendar") view=VisitCalendarPage />
                    <Route path=path!("visits/:visit/notice") view=NoticeDocumentPage />
                    <Route path=path!("units") view=UnitsPage />
                    <Route path=path!("units/:code") view=UnitPage />
                    <Route path=path!("inspectors") view=InspectorsPage />
                    <Route path=path!("templates") view=TemplatesPage />
                    <Route path=path!("templates/preview/:id") view=PreviewPage />
                    <Route path=path!("templates/holidays") view=HolidaysPage />
                    <Route path=path!("templates/score-standard/:edition") view=StandardPage />
                    <Route path=path!("templates/score-standard/:edition/weights") view=WeightsPage />
                    <Route path=path!("templates/score-standard/:edition/:code") view=IndicatorPage />
                    <Route path=path!("templates/self-check-form/:edition") view=CheckFormPage />
                    <Route path=path!("templates/self-check-form/:edition/:code") view=QuestionPage />
                    <Route path=path!("ledger") view=LedgerPage />
                    <Route path=path!("ledger/order") view=OrderPage />
                    <Route path=path!("ledger/:id") view=EntryPage />
                    <Route path=path!("self-check") view=RoundsPage />
                    <Route path=path!("self-check/:round") view=RoundPage />
                    <Route path=path!("self-check/:round/:unit") view=SubmissionPage />
                    <Route path=path!("admin/people") view=PeoplePage />
                    <Route path=path!("admin/journal") view=JournalPage />
                    <Route path=path!("admin/journal/:record/:seq") view=JournalEntryPage />
                    <Route path=path!("ranking") view=SeasonsPage />
                    <Route path=path!("ranking/:season") view=RankingPage />
                    <Route path=path!("ranking/:season/workbench") view=WorkbenchPage />
                    <Route path=path!("dashboard") view=BoardPage />
                    <Route path=path!("search") view=SearchPage />
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Text as it may stand in the head: `leptos_meta` writes a title into the page as it is, and titles are typed by people.
#[cfg(feature = "ssr")]
fn in_markup(text: String) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// In the browser a title is set as text.
#[cfg(not(feature = "ssr"))]
fn in_markup(text: String) -> String {
    text
}

/// Every component in every state, where the server was built to work on it. It comes without a script.
#[component]
fn StyleguidePage() -> impl IntoView {
    styleguide().unwrap_or_else(|| view! { <NotFound /> }.into_any())
}

#[cfg(feature = "ssr")]
fn styleguide() -> Option<AnyView> {
    cfg!(debug_assertions).then(|| view! { <crate::ui::StyleguideFrame /> }.into_any())
}

#[cfg(not(feature = "ssr"))]
fn styleguide() -> Option<AnyView> {
    None
}
