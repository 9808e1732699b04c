//! The pages, in the parts in which a browser fetches them: by who opens them, for whoever opens one page of a part is
//! likely to go on to its others. What several parts need is in parts of its own, one for each set of parts that share
//! something; so a part more can double how many files a page fetches.
//!
//! `cargo xtask` takes the module apart at these functions (`#[lazy]`, with the feature `split`). On the server they are
//! plain functions; the document names the parts that its page needs, so that they are fetched beside the main module.
//! A plain `cargo leptos watch` leaves the module whole, and here they are plain functions in the browser too.

use leptos::prelude::*;
use leptos_router::ChooseView;

use super::states::STATE_WORDS;
use crate::{
    account::pages::{MePage, PeoplePage, SignInPage},
    dashboard::pages::{BoardPage, WallPage},
    home::pages::HomePage,
    inspection::plan::pages::{
        ArrangeVisitPage, DrawCeremonyPage, EditPlanPage, NewPlanPage, NoticeDocumentPage, PlanRecordPage, PlansPage,
        VisitCalendarPage,
    },
    inspection::visit::pages::{VisitRecordPage, VisitScorePage, VisitSelfCheckPage},
    job::pages::{JobPage, JobsPage},
    journal::pages::{JournalEntryPage, JournalPage},
    policy::pages::PolicyPage,
    ranking::pages::{RankingPage, SeasonsPage, WorkbenchPage},
    rectification::pages::{EntryPage, LedgerPage, OrderPage},
    register::pages::{
        CheckFormPage, HolidaysPage, IndicatorPage, InspectorsPage, NewIndicatorPage, NewQuestionPage, PreviewPage,
        QuestionPage, StandardPage, TemplatesPage, WeightsPage,
    },
    search::pages::SearchPage,
    self_check::pages::{RoundPage, RoundsPage, SubmissionPage},
    system::pages::SystemPage,
    unit::pages::{UnitPage, UnitsPage},
};

/// A part: the pages in it, and the function that the module is taken apart at.
macro_rules! part {
    ($(#[$doc:meta])* $part:ident, $function:ident, $preload:ident: $($page:ident => $component:ident),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(super) enum $part {
            $($page,)+
        }

        #[cfg_attr(any(not(feature = "hydrate"), feature = "split"), lazy)]
        fn $function(page: $part) -> AnyView {
            match page {
                $($part::$page => view! { <$component /> }.into_any(),)+
            }
        }

        impl ChooseView for $part {
            async fn choose(self) -> AnyView {
                let page = $function(self);
                #[cfg(any(not(feature = "hydrate"), feature = "split"))]
                let page = page.await;
                page
            }

            async fn preload(&self) {
                #[cfg(feature = "split")]
                $preload().await;
            }
        }
    };
}

part! {
    /// What everybody comes by, and most pages that are only read.
    Everyday, everyday, __preload_everyday:
    SignIn => SignInPage,
    Me => MePage,
    Home => HomePage,
    Search => SearchPage,
    Units => UnitsPage,
    Unit => UnitPage,
    Dashboard => BoardPage,
    Wall => WallPage,
    Seasons => SeasonsPage,
    Ranking => RankingPage,
}

part! {
    /// What a unit is to do: its self-checks, and the findings that it puts right.
    Duties, duties, __preload_duties:
    Rounds => RoundsPage,
    Round => RoundPage,
    SelfCheck => SubmissionPage,
    VisitSelfCheck => VisitSelfCheckPage,
    Ledger => LedgerPage,
    Order => OrderPage,
    Entry => EntryPage,
}

part! {
    /// Plans, their draw, the calendar, notices, visits and their score sheets.
    Inspection, inspection, __preload_inspection:
    Plans => PlansPage,
    NewPlan => NewPlanPage,
    Plan => PlanRecordPage,
    EditPlan => EditPlanPage,
    Draw => DrawCeremonyPage,
    Arrange => ArrangeVisitPage,
    Calendar => VisitCalendarPage,
    Notice => NoticeDocumentPage,
    Visit => VisitRecordPage,
    Score => VisitScorePage,
}

part! {
    /// What is set up and looked after: people, policy, roster, holidays, templates, the ranking's workbench, the journal,
    /// the system itself, and the work that goes on by itself.
    Office, office, __preload_office:
    People => PeoplePage,
    Policy => PolicyPage,
    Inspectors => InspectorsPage,
    Templates => TemplatesPage,
    Preview => PreviewPage,
    Holidays => HolidaysPage,
    Standard => StandardPage,
    Weights => WeightsPage,
    NewIndicator => NewIndicatorPage,
    Indicator => IndicatorPage,
    CheckForm => CheckFormPage,
    NewQuestion => NewQuestionPage,
    Question => QuestionPage,
    Workbench => WorkbenchPage,
    Journal => Journal,
    JournalEntry => JournalEntry,
    System => SystemPage,
    Jobs => JobsPage,
    Job => JobPage,
}

/// The journal. The words for states come with its part, for no other page needs them.
#[component]
fn Journal() -> impl IntoView {
    provide_context(STATE_WORDS);
    view! { <JournalPage /> }
}

/// An entry of the journal, with the words for states.
#[component]
fn JournalEntry() -> impl IntoView {
    provide_context(STATE_WORDS);
    view! { <JournalEntryPage /> }
}
