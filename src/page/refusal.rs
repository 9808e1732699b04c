//! The designed states of refusal: not found, not permitted, sign in first, out of order.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Title, answer_with, without_refusal};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::address::percent_encoded,
    ui::{ButtonTone, EmptyState, LinkButton, PageHeader},
    words::refusal,
};

/// A refusal in the place of a page: what happened and what to do next. On the server the answer gets the status that
/// belongs to it.
pub fn error_view(error: AppError) -> AnyView {
    refused(&error, true)
}

/// As [`error_view`], below the head that the page has in any case.
pub(super) fn error_below_head(error: AppError) -> AnyView {
    refused(&error, false)
}

fn refused(error: &AppError, is_head: bool) -> AnyView {
    answer_with(status(error));
    let (title, text) = refusal(error);
    let act = way_on(error);
    view! {
        <Title text=title.clone() />
        <EmptyState title text is_head>
            {act}
        </EmptyState>
    }
    .into_any()
}

/// Where the person is, with the query: the address to come back to.
#[must_use]
pub fn here() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    without_refusal(&format!("{path}?{}", query.trim_start_matches('?')))
}

/// The sign-in that leads back to where the person is.
#[must_use]
pub fn sign_in_address() -> String {
    format!("/sign-in?next={}", percent_encoded(&here()))
}

/// The page for an address that leads nowhere, with status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    answer_with(404);
    let (title, text) = refusal(&AppError::NotFound);
    view! {
        <Title text=title.clone() />
        <header class="top">
            <a class="brand" href="/" aria-label=tr!(ui.home_address)>
                <b>{tr!(ui.brand)}</b>
            </a>
        </header>
        <main class="page" id="main" tabindex="-1">
            <PageHeader title turn=text>
                <LinkButton href="/" text=tr!(ui.to_home) tone=ButtonTone::Primary />
            </PageHeader>
        </main>
    }
}

/// The HTTP status of a refusal.
fn status(error: &AppError) -> u16 {
    match error {
        AppError::SignIn => 401,
        AppError::NotPermitted => 403,
        AppError::NotFound => 404,
        AppError::NotAllowedNow | AppError::Stale | AppError::Exists | AppError::Partly { .. } => 409,
        AppError::TooLarge => 413,
        AppError::Invalid(_) => 422,
        AppError::Unavailable { .. } => 500,
    }
}

/// The one act that helps.
fn way_on(error: &AppError) -> AnyView {
    match error {
        AppError::SignIn => {
            view! { <LinkButton href=sign_in_address() text=tr!(ui.to_sign_in) tone=ButtonTone::Primary /> }.into_any()
        }
        AppError::NotFound | AppError::NotPermitted => {
            view! { <LinkButton href="/" text=tr!(ui.to_home) /> }.into_any()
        }
        AppError::NotAllowedNow
        | AppError::Invalid(_)
        | AppError::Stale
        | AppError::Exists
        | AppError::Partly { .. }
        | AppError::TooLarge
        | AppError::Unavailable { .. } => {
            view! { <LinkButton href=here() text=tr!(ui.reload) external=true /> }.into_any()
        }
    }
}
