//! The frame around every signed-in page: who it is for, where one can go, and how one wants the pages.
//!
//! Whoever is not signed in is sent to the sign-in; whoever has a password that was given to them sees only their
//! account. What is changed here is changed by plain forms and a new page, so it works without a script.

use leptos::{context::Provider, either::Either, prelude::*};
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::{use_location, use_query_map},
};

use super::{
    demo, find::Find, glance::AtAGlance, idle::Idle, keys::SingleKeys, offline::Offline, printed::Printed, rail::rail,
    saved, season::Seasons, sign_out::SignOut,
};
use crate::{
    account::{api, model::Session},
    home::{self, model::Glance},
    i18n::{Locale, locale, tr},
    job::rules::starts_jobs,
    page::{
        CurrentSession, Load, Said, beside, load, loaded_page, refused_form, sign_in_address, use_session_signal,
        with_query,
    },
    preferences::{self, Preferences, TextSize, Theme, locale_code},
    ui::{Frame, Menu, Toast, rail_groups},
    words,
};

/// Asks who is signed in and draws the frame for them.
#[component]
pub(super) fn SignedIn() -> impl IntoView {
    signed_in(|| view! { <Framed /> }.into_any())
}

/// Asks who is signed in and draws the page for them without the frame: what a room looks at, in the dark, and what says
/// itself how its network and its session are.
#[component]
pub(super) fn Unframed() -> impl IntoView {
    let content = || {
        view! {
            {demo::line(Some("dark"))}
            <Outlet />
        }
        .into_any()
    };
    signed_in(content)
}

/// Asks who is signed in and draws the page for them without the frame, but with what is said around every page on which
/// people act: that the network is lost, that the session ends, and on paper where the page comes from.
#[component]
pub(super) fn Attended() -> impl IntoView {
    signed_in(|| view! { <Alone /> }.into_any())
}

#[component]
fn Alone() -> impl IntoView {
    let minutes = use_session_signal().with_untracked(|session| session.idle_minutes);
    let (said, lost) = (Said::nothing(), RwSignal::new(false));
    // Each answer to what is done here puts the end of the session off.
    provide_context(said);
    view! {
        {demo::line(Some("dark"))}
        <Printed />
        <Offline lost />
        <Idle minutes said />
        <Outlet />
    }
}

fn signed_in(content: fn() -> AnyView) -> impl IntoView {
    let session = load(|| (), |()| api::session());
    loaded_page(session, move |session| match session {
        Some(session) => {
            view! { <Provider value=CurrentSession(RwSignal::new(session))>{content()}</Provider> }.into_any()
        }
        None => view! { <Redirect path=sign_in_address() /> }.into_any(),
    })
}

/// The address of the only page that is open while a password must be changed.
const OWN_ACCOUNT: &str = "/me";

#[component]
fn Framed() -> impl IntoView {
    let current = use_session_signal();
    let session = current.get_untracked();
    let role = session.actor.role;
    let path = use_location().pathname;
    let query = use_query_map();
    let shown =
        Memo::new(move |_| query.with(|query| query.get("place").filter(|_| query.get(preferences::TOUR).is_some())));
    let locked = Memo::new(move |_| current.with(|session| session.must_change_password));
    let (said, lost) = (Said::nothing(), RwSignal::new(false));
    provide_context(said);
    // It is asked for before the page is drawn, so that the page's own question does not wait for it.
    let at_a_glance = AtAGlance::unknown();
    let around = Around { answer: load(|| (), |()| home::api::glance()), at_a_glance };
    let is_listed = move || path.get() == "/";
    at_a_glance.follow(said.acts, is_listed, move || !lost.get() && !locked.get());
    let seasons = Seasons::of(&session, at_a_glance.glance);
    let place = saved::place();
    let places = Signal::derive(move || match locked.get() {
        true => Vec::new(),
        false => {
            let (path, shown) = (path.get(), shown.get().unwrap_or_default());
            let mut groups = at_a_glance.glance.with(|glance| rail(role, &path, &shown, glance));
            groups.extend(current.with(|session| saved::group(&session.saved, &place.get())));
            groups
        }
    });
    let save = move || (!locked.get()).then(|| saved::form(current, place));
    let strayed = Memo::new(move |_| locked.get() && path.get() != OWN_ACCOUNT);
    let content = move || match strayed.get() {
        true => Either::Left(view! { <Redirect path=OWN_ACCOUNT /> }),
        false => Either::Right(view! { <Outlet /> }),
    };
    let places = around.draw(move || rail_groups(places, tr!(ui.waiting_count), tr!(ui.waiting_overdue)));
    view! {
        <Frame
            brand=brand(session.district.clone())
            top=top(&session, locked, around, seasons)
            rail=places
            skip_text=tr!(ui.skip_to_content)
            menu_text=tr!(ui.open_menu)
            close_text=tr!(ui.close_menu)
            rail_label=tr!(ui.main_navigation)
            rail_end=view! { {save} }.into_any()
            extra=narrow(locked, around, seasons)
            foot=view! { <span>{tr!(ui.basis)}</span> <SingleKeys /> }.into_any()
        >
            {demo::banner()}
            <Printed />
            <Offline lost />
            <Idle minutes=session.idle_minutes said />
            {refused_form}
            {content}
        </Frame>
        <Toast said=said.words close_text=tr!(ui.close) />
    }
}

/// What stands around the page and shows something of what is known at a glance.
#[derive(Clone, Copy)]
struct Around {
    answer: Load<Glance>,
    at_a_glance: AtAGlance,
}

impl Around {
    /// Draws it with the answer that comes with the page.
    fn draw(self, content: impl Fn() -> AnyView + Clone + Send + Sync + 'static) -> AnyView {
        let Self { answer, at_a_glance } = self;
        beside(answer, move |answer| at_a_glance.take(answer), content)
    }
}

/// The frame of whoever is not signed in: the word mark, and how one wants the pages.
#[component]
pub(super) fn SignedOut() -> impl IntoView {
    view! {
        <header class="top">
            {brand(String::new())}
            <div class="top-end">{language_form()} {size_form()}</div>
        </header>
        {demo::line(None)}
        <Outlet />
    }
}

fn brand(district: String) -> AnyView {
    view! {
        <a class="brand" href="/" title=tr!(ui.home_address)>
            <svg class="mark" viewBox="0 0 28 28" aria-hidden="true">
                <rect width="28" height="28" rx="5" fill="#f4f6fa" />
                <path d="M7 7.5h14M7 12.5h14M7 17.5h6" stroke="#14233f" stroke-width="2" stroke-linecap="round" />
                <path
                    d="m14.5 19 2.5 2.5 5-6"
                    fill="none"
                    stroke="#1f4788"
                    stroke-width="2.2"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                />
            </svg>
            <b>{tr!(ui.brand)}</b>
            <span>{district}</span>
        </a>
    }
    .into_any()
}

/// What stands in the top bar after the brand: the search, and at its end season, language, size, what waits, and the
/// person's menu. Whoever has to change their password first has only what leads nowhere else.
fn top(session: &Session, locked: Memo<bool>, around: Around, seasons: Option<Seasons>) -> AnyView {
    let name = session.actor.name.clone();
    let sign_out = SignOut::of(&session.actor.account);
    let role = words::role(session.actor.role);
    let starts_jobs = starts_jobs(session.actor.role);
    let jobs = move || {
        (starts_jobs && !locked.get()).then(|| {
            view! {
                <li>
                    <a href="/jobs">{tr!(job.title)}</a>
                </li>
            }
        })
    };
    let help = move || {
        (!locked.get()).then(|| {
            view! {
                <li>
                    <a href=with_query("/", [(preferences::TOUR, "0")])>{tr!(guide.help)}</a>
                </li>
            }
        })
    };
    let find = move || (!locked.get()).then(|| view! { <Find /> });
    let season = move || seasons.filter(|_| !locked.get()).map(|seasons| around.draw(move || seasons.menu("top")));
    let bell = move || (!locked.get()).then(|| around.draw(move || around.at_a_glance.bell()));
    view! {
        {find}
        <div class="top-end">
            <div class="wide-only">{season}</div>
            <div class="wide-only">{language_form()}</div>
            <div class="wide-only">{size_form()}</div>
            {bell}
            <Menu text=name icon="user" group="top">
                <li class="dim sm">{role}</li>
                <li>
                    <a href=OWN_ACCOUNT>{tr!(ui.my_account)}</a>
                </li>
                {help} {jobs}
                <li>{theme_form()}</li>
                <li>{sign_out.button()}</li>
            </Menu>
            {sign_out.question()}
        </div>
    }
    .into_any()
}

/// What the top bar has no room for on a narrow screen.
fn narrow(locked: Memo<bool>, around: Around, seasons: Option<Seasons>) -> AnyView {
    let season = move || {
        let shown = seasons.filter(|_| !locked.get());
        shown.map(|seasons| view! { <li>{around.draw(move || seasons.menu(""))}</li> })
    };
    view! {
        <ul>
            {season}
            <li>{language_form()}</li>
            <li>{size_form()}</li>
        </ul>
    }
    .into_any()
}

fn language_form() -> AnyView {
    let other = match locale() {
        Locale::zh => Locale::en,
        Locale::en => Locale::zh,
    };
    let button = view! {
        <button type="submit" name=preferences::LANGUAGE value=locale_code(other) lang=crate::i18n::language_tag(other)>
            {tr!(ui.other_language)}
        </button>
    };
    preference_form("", tr!(ui.language), button.into_any())
}

fn size_form() -> AnyView {
    let chosen = Preferences::current().text;
    let buttons = TextSize::ALL.map(|size| {
        let (mark, name) = match size {
            TextSize::Normal => (tr!(ui.text_normal_mark), tr!(ui.text_normal)),
            TextSize::Large => (tr!(ui.text_large_mark), tr!(ui.text_large)),
        };
        choice(preferences::TEXT, size.code(), chosen == size, mark, name)
    });
    preference_form("size", tr!(ui.text_size), buttons.into_any())
}

fn theme_form() -> AnyView {
    let chosen = Preferences::current().theme;
    let buttons = Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::System => tr!(ui.theme_system),
            Theme::Light => tr!(ui.theme_light),
            Theme::Dark => tr!(ui.theme_dark),
        };
        choice(preferences::THEME, theme.code(), chosen == theme, name.clone(), name)
    });
    preference_form("", tr!(ui.theme), buttons.into_any())
}

/// One of several buttons, of which one is pressed.
fn choice(field: &'static str, value: &'static str, pressed: bool, mark: String, name: String) -> AnyView {
    let pressed = if pressed { "true" } else { "false" };
    view! {
        <button type="submit" name=field value=value aria-pressed=pressed aria-label=name.clone() title=name>
            {mark}
        </button>
    }
    .into_any()
}

/// A form that sets a preference and comes back to the same page.
pub(super) fn preference_form(class: &'static str, label: String, buttons: AnyView) -> AnyView {
    let place = saved::place();
    view! {
        <form class=class method="post" action="/preferences" role="group" aria-label=label>
            <input type="hidden" name="return_to" value=move || place.get() />
            {buttons}
        </form>
    }
    .into_any()
}
