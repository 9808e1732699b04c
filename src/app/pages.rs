//! The pages, in the parts in which a browser fetches them: by what is done there, for whoever opens one page of a part is
//! likely to go on to its others. A page that is large by itself is a part of its own. What several parts need is in files
//! of its own, which `cargo xtask` makes few again, or in each of these parts; so a part more costs a page little, and a
//! page more in a part all of it.
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
        CheckFormPage, HolidaysPage, ImportPeoplePage, IndicatorPage, InspectorPage, InspectorsPage, KnownUnits,
        NewIndicatorPage, NewQuestionPage, PeopleFilePage, PreviewPage, QuestionPage, StandardPage, TemplatesPage,
        WeightsPage,
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
    /// What everybody comes by: the own work, and what is found. No form of an act is in it, so it needs little.
    Everyday, everyday, __preload_everyday:
    Home => HomePage,
    Search => SearchPage,
}

part! {
    /// Whoever comes: the sign-in, and the own settings.
    Own, own, __preload_own:
    SignIn => SignInPage,
    Me => MePage,
}

part! {
    /// The register of units.
    Units, units, __preload_units:
    List => UnitsPage,
    Unit => UnitPage,
}

part! {
    /// The figures of the season and their charts, and the same for the wall.
    Dashboard, dashboard, __preload_dashboard:
    Board => BoardPage,
    Wall => WallPage,
}

part! {
    /// What is published.
    Ranking, ranking, __preload_ranking:
    Seasons => SeasonsPage,
    Season => RankingPage,
}

part! {
    /// Where a ranking is made.
    Workbench, workbench, __preload_workbench:
    Season => WorkbenchPage,
}

part! {
    /// The self-checks that a unit is to do, and how far they are.
    Rounds, rounds, __preload_rounds:
    List => RoundsPage,
    Round => RoundPage,
    VisitSelfCheck => VisitSelfCheckPage,
}

part! {
    /// The form of a self-check.
    SelfCheck, self_check, __preload_self_check:
    Submission => SubmissionPage,
}

part! {
    /// The findings that a unit puts right.
    Ledger, ledger, __preload_ledger:
    List => LedgerPage,
    Order => OrderPage,
    Entry => EntryPage,
}

part! {
    /// Plans, and what they arrange.
    Plans, plans, __preload_plans:
    List => PlansPage,
    New => NewPlanPage,
    Plan => PlanRecordPage,
    Edit => EditPlanPage,
    Arrange => ArrangeVisitPage,
}

part! {
    /// The days of the visits, and the notice of one.
    Calendar, calendar, __preload_calendar:
    Visits => VisitCalendarPage,
    Notice => NoticeDocumentPage,
}

part! {
    /// The draw, which the browser checks for itself.
    Draw, draw, __preload_draw:
    Ceremony => DrawCeremonyPage,
}

part! {
    /// A visit.
    Visit, visit, __preload_visit:
    Record => VisitRecordPage,
}

part! {
    /// Its score sheet.
    Score, score, __preload_score:
    Sheet => VisitScorePage,
}

part! {
    /// What self-checks and visits go by: the score standard, the check form, their preview.
    Standard, standard, __preload_standard:
    Templates => TemplatesPage,
    Preview => PreviewPage,
    Edition => StandardPage,
    Weights => WeightsPage,
    NewIndicator => NewIndicatorPage,
    Indicator => IndicatorPage,
    CheckForm => CheckFormPage,
    NewQuestion => NewQuestionPage,
    Question => QuestionPage,
}

part! {
    /// What is set up and looked after: people, policy, roster, holidays, the journal, the system itself, and the work that
    /// goes on by itself.
    Office, office, __preload_office:
    People => People,
    ImportPeople => ImportPeoplePage,
    PeopleFile => PeopleFilePage,
    Policy => PolicyPage,
    Inspectors => InspectorsPage,
    Inspector => InspectorPage,
    Holidays => HolidaysPage,
    Journal => Journal,
    JournalEntry => JournalEntry,
    System => SystemPage,
    Jobs => JobsPage,
    Job => JobPage,
}

/// The list of people. The units that its form offers are the register's, which the accounts know nothing of.
#[component]
fn People() -> impl IntoView {
    view! {
        <PeoplePage />
        <KnownUnits />
    }
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
