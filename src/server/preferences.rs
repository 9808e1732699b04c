//! `POST /preferences`: the language, the size of the text, the colours, the keys, the tour and the columns of lists, kept in
//! cookies of a year.

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
    COLUMNS, ClosedTours, HiddenColumns, KEYS, Keys, LANGUAGE, List, Preferences, TEXT, THEME, TOUR, TextSize, Theme,
    locale_code, locale_from_code,
};

/// The preferences that a request's cookies hold.
pub(super) fn of(headers: &HeaderMap) -> Preferences {
    Preferences::from_cookies(&cookies(headers))
}

/// The columns that a request's cookies leave out.
pub(super) fn hidden_columns(headers: &HeaderMap) -> HiddenColumns {
    HiddenColumns::from_cookies(&cookies(headers))
}

/// The accounts that closed the tour, by a request's cookies.
pub(super) fn closed_tours(headers: &HeaderMap) -> ClosedTours {
    ClosedTours::from_cookies(&cookies(headers))
}

/// The cookies of a request as one text.
pub(super) fn cookies(headers: &HeaderMap) -> String {
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
    headers.get_all(COOKIE).iter().filter_map(text).collect::<Vec<_>>().join("; ")
}

/// Does what writes words in the language of whoever asks, and knows which columns they leave out, for a plain route:
/// pages and server functions have both.
pub fn in_language_of<T>(headers: &HeaderMap, work: impl FnOnce() -> T) -> T {
    let (preferences, columns) = (of(headers), hidden_columns(headers));
    Owner::new().with(|| {
        provide_context(preferences);
        provide_context(columns);
        work()
    })
}

/// Sets what the form holds and leaves the rest as it is; then back to the page.
pub(super) async fn set(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let all = |name: &'static str| fields.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.as_str());
    let field = |name| all(name).next_back();
    let columns = field("list").and_then(List::from_code).map(|list| {
        let hidden = all("column").filter(|column| !all("shown").any(|shown| shown == *column));
        hidden_columns(&headers).leave_out(list, hidden).code()
    });
    let chosen = [
        (LANGUAGE, field(LANGUAGE).and_then(locale_from_code).map(locale_code).map(str::to_owned)),
        (TEXT, field(TEXT).and_then(TextSize::from_code).map(TextSize::code).map(str::to_owned)),
        (THEME, field(THEME).and_then(Theme::from_code).map(Theme::code).map(str::to_owned)),
        (KEYS, field(KEYS).and_then(Keys::from_code).map(Keys::code).map(str::to_owned)),
        (TOUR, field(TOUR).map(|account| closed_tours(&headers).with(account).code())),
        (COLUMNS, columns),
    ];
    let cookie = |(name, value): (&'static str, Option<String>)| {
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
