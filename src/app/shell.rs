//! The document around the application, and what a browser may do in it.

use axum::http::{HeaderValue, header::CONTENT_SECURITY_POLICY, request::Parts};
use leptos::{config::Env, nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags};

use super::{App, crash::Crash};
use crate::{
    i18n::language_tag,
    page::demo_code,
    preferences::{HiddenColumns, Preferences, Theme},
};

/// Where an open page asks whether there is something new to see, while one works on the program.
pub const ALIVE: &str = "/dev/alive";

/// The whole document. Language, colours, text size, the columns that are left out, and that it is the demo with its
/// people, stand on `<html>`: the style sheet and the browser's half read them there.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    forbid_what_is_not_ours();
    let preferences = Preferences::current();
    // Without the attribute the style sheet goes by the device.
    let theme = match preferences.theme {
        Theme::System => None,
        Theme::Light | Theme::Dark => Some(preferences.theme.code()),
    };
    let columns = HiddenColumns::current().code();
    let is_worked_on = options.env == Env::DEV;
    view! {
        <!DOCTYPE html>
        <html
            lang=language_tag(preferences.locale)
            data-theme=theme
            data-type=preferences.text.code()
            data-keys=preferences.keys.code()
            data-demo=demo_code()
            data-columns=(!columns.is_empty()).then_some(columns)
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <HashedStylesheet options=options.clone() id="style" />
                {(!is_styleguide()).then(|| view! { <HydrationScripts options /> })} {is_worked_on.then(loading_anew)}
                <MetaTags />
            </head>
            <body>
                <App />
                {(!is_styleguide()).then(|| view! { <Crash /> })}
            </body>
        </html>
    }
}

/// What loads an open page anew when the server came back as another process, or with other styles.
fn loading_anew() -> impl IntoView {
    view! {
        <script nonce=use_nonce() data-address=ALIVE>
            {include_str!("alive.js")}
        </script>
    }
}

/// The style guide is only looked at, and its components are not all in the browser's half.
fn is_styleguide() -> bool {
    cfg!(debug_assertions) && use_context::<Parts>().is_some_and(|parts| parts.uri.path() == "/styleguide")
}

/// No script but ours, no style in an attribute, no frame around us, no form that leads elsewhere.
fn forbid_what_is_not_ours() {
    let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; form-action 'self'; \
         base-uri 'none'; object-src 'none'"
    );
    let policy = HeaderValue::from_str(&policy).expect("a nonce is made of letters, digits, hyphens and underscores");
    response.insert_header(CONTENT_SECURITY_POLICY, policy);
}
