//! `POST /preferences`: the language, the size of the text, the colours and the keys, kept in cookies of a year.

use std::collections::HashMap;

use axum::{
    Form,
    extract::State,
    http::{
        HeaderMap, HeaderValue,
        header::{COOKIE, SET_COOKIE},
    },
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use leptos::prelude::{Owner, provide_context};
use time::Duration;
use tower_sessions::cookie::{Cookie, SameSite};

use super::{AppState, answer::local_path};
use crate::preferences::{
    KEYS, Keys, LANGUAGE, Preferences, TEXT, THEME, TextSize, Theme, locale_code, locale_from_code,
};

/// The preferences that a request's cookies hold.
pub(super) fn of(headers: &HeaderMap) -> Preferences {
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
    let cookies: Vec<String> = headers.get_all(COOKIE).iter().filter_map(text).collect();
    Preferences::from_cookies(&cookies.join("; "))
}

/// Does what writes words in the language of whoever asks, for a plain route: pages and server functions have it.
pub fn in_language_of<T>(headers: &HeaderMap, work: impl FnOnce() -> T) -> T {
    let preferences = of(headers);
    Owner::new().with(|| {
        provide_context(preferences);
        work()
    })
}

/// Sets what the form holds and leaves the rest as it is; then back to the page.
pub(super) async fn set(State(state): State<AppState>, Form(fields): Form<HashMap<String, String>>) -> Response {
    let field = |name: &str| fields.get(name).map(String::as_str);
    let chosen = [
        (LANGUAGE, field(LANGUAGE).and_then(locale_from_code).map(locale_code)),
        (TEXT, field(TEXT).and_then(TextSize::from_code).map(TextSize::code)),
        (THEME, field(THEME).and_then(Theme::from_code).map(Theme::code)),
        (KEYS, field(KEYS).and_then(Keys::from_code).map(Keys::code)),
    ];
    let cookie = |(name, value): (&'static str, Option<&'static str>)| {
        let cookie = Cookie::build((name, value?))
            .path("/")
            .max_age(Duration::days(365))
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(state.config.is_https());
        Some((SET_COOKIE, cookie.build().to_string()))
    };
    let cookies: Vec<_> = chosen.into_iter().filter_map(cookie).collect();
    let page = field("return_to").and_then(local_path).unwrap_or("/");
    (AppendHeaders(cookies), Redirect::to(page)).into_response()
}
