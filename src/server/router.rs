//! All routes of the program, and what stands around them.
//!
//! From the outside in: request id, log, security headers, panics, time limit, refusal of foreign forms. Headers and
//! log stand outside the panics, so that the answer to a panic has them too. Sessions stand only around what may ask
//! who acts.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};
use tower::ServiceExt;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    services::ServeDir,
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use super::{AppState, Session, alive, answer, clock, layers, preferences, refill, session};
use crate::{
    account::store::{self as accounts, SignInKind},
    app::{App, shell},
    document, evidence,
    home::gathered::OfRequest,
    inspection, journal,
    page::Demo,
    ranking, rectification, register, self_check, store,
};

/// After so long an answer must have begun.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Files whose names hold the hash of their content never change.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The favicon and the like may change with a release.
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Routes that take files. Each process that takes some adds its own.
fn uploads() -> Router<AppState> {
    Router::new()
        .merge(evidence::routes::uploads())
        .merge(register::upload::routes())
        .merge(self_check::upload::uploads())
        .merge(inspection::visit::routes::uploads())
        .merge(rectification::upload::routes())
}

/// Routes that give files.
fn downloads() -> Router<AppState> {
    Router::new()
        .merge(evidence::routes::downloads())
        .merge(ranking::routes::downloads())
        .merge(journal::routes::downloads())
        .merge(inspection::plan::routes::downloads())
        .merge(inspection::visit::routes::downloads())
        .merge(document::routes::downloads())
        .merge(register::people::routes::downloads())
}

/// The whole program as a service.
///
/// # Errors
/// When the public address cannot be an origin.
pub fn router(state: AppState) -> Result<Router, tower_http::csrf::ConfigError> {
    router_with(state, Router::new())
}

/// As [`router`], with more routes beside the pages: for tests.
///
/// # Errors
/// As [`router`].
pub fn router_with(state: AppState, more: Router<AppState>) -> Result<Router, tower_http::csrf::ConfigError> {
    let foreign_forms = CsrfLayer::new().add_trusted_origin(state.config.public_url.origin())?;
    let log = TraceLayer::new_for_http().make_span_with(span).on_request(()).on_response(log_answer).on_failure(());
    let program = Router::new()
        .merge(personal(&state, more))
        .merge(shared(&state))
        .layer(foreign_forms)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_LIMIT))
        .layer(CatchPanicLayer::custom(layers::panicked))
        .layer(from_fn_with_state(state.clone(), layers::security_headers))
        .layer(log)
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid));
    // Outside the log: every open page asks each second.
    let program = if state.config.dev { program.merge(alive::route()) } else { program };
    Ok(program.with_state(state))
}

/// What may ask who acts: pages, server functions, files.
fn personal(state: &AppState, more: Router<AppState>) -> Router<AppState> {
    let context = context(state);
    let pages = pages(context.clone());
    let options = state.leptos.clone();
    let small = Router::new()
        .leptos_routes_with_context(state, pages, context, move || shell(options.clone()))
        .merge(more)
        .fallback(public_file_or_not_found)
        .layer(from_fn_with_state(refill::Beside::new(state.config.is_https()), refill::refill))
        // Whoever sets something about the pages stays on the page.
        .route("/preferences", post(preferences::set))
        .route("/sign-out", post(sign_out))
        .layer(from_fn(layers::status_of_refusal))
        .layer(from_fn(layers::whole_body))
        .layer(CompressionLayer::new());
    let large = uploads().layer(DefaultBodyLimit::max(layers::MOST_UPLOAD)).layer(from_fn(layers::upload));
    let files = downloads().layer(from_fn_with_state(state.clone(), layers::refused_on_a_page));
    small
        .merge(large)
        .merge(files)
        .layer(from_fn_with_state(state.clone(), layers::with_address))
        .layer(from_fn(session::touch))
        .layer(session::layer(&state.store, &state.config))
        .layer(from_fn(layers::no_store))
}

/// The addresses of the pages, asked of the route table once in a process. While Leptos goes through the table it keeps
/// every resource of the process from ever loading (`SuppressResourceLoad`), so with a second program beside a first
/// one, as in tests, a page of the first that begins in that moment would wait for ever.
///
/// `context` provides what the route table is drawn from, whoever asks.
pub fn pages(context: impl Fn() + Clone + Send + 'static) -> Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    PAGES.get_or_init(|| generate_route_list_with_exclusions_and_ssg_and_context(App, None, context).0).clone()
}

/// What is the same for everybody: scripts, styles, and the questions of whoever watches the server.
fn shared(state: &AppState) -> Router<AppState> {
    let cache = |response: &Response| response.status().is_success().then_some(FOR_EVER);
    let pkg = Router::new()
        .fallback_service(site(&state.config.site.join("pkg")))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, cache));
    Router::new()
        .nest_service("/pkg", pkg)
        .route("/health/live", get(|| async { StatusCode::NO_CONTENT }))
        .route("/health/ready", get(ready))
}

fn site(folder: &std::path::Path) -> ServeDir {
    ServeDir::new(folder).precompressed_br().precompressed_gzip().append_index_html_on_directories(false)
}

/// What Leptos' context holds besides the state, in pages and in server functions.
fn context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let state = state.clone();
    move || {
        provide_context(state.clone());
        provide_context(Demo { is_on: state.config.demo, people: Arc::clone(&state.demo_people) });
        provide_context(OfRequest::default());
        let asked = use_context::<Parts>();
        let headers = asked.map(|parts| parts.headers).unwrap_or_default();
        provide_context(preferences::of(&headers));
        provide_context(preferences::hidden_columns(&headers));
        provide_context(preferences::closed_tours(&headers));
    }
}

/// A file of `public/`, else the page that says that there is nothing here.
async fn public_file_or_not_found(State(state): State<AppState>, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut asked = Request::new(axum::body::Body::empty());
        (*asked.method_mut(), *asked.uri_mut()) = (request.method().clone(), request.uri().clone());
        asked.headers_mut().clone_from(request.headers());
        let Ok(found) = site(&state.config.site).oneshot(asked).await;
        if found.status().is_success() || found.status() == StatusCode::NOT_MODIFIED {
            return ([(header::CACHE_CONTROL, AN_HOUR)], found).into_response();
        }
    }
    not_found(&state, request).await
}

/// The page that says that there is nothing here, or nothing that this person may see.
pub async fn not_found(state: &AppState, request: Request) -> Response {
    let options = state.leptos.clone();
    let page = leptos_axum::render_app_async_with_context(context(state), move || shell(options.clone()));
    let mut response = page(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

async fn sign_out(State(state): State<AppState>, session: Session, request: Request) -> Response {
    answer::reply("account.sign_out", request.headers(), async {
        let account = session::account(&state, Some(&session)).await?;
        // First of all: whatever becomes of the line, nobody stays signed in.
        session::end(&session).await?;
        if let Some(account) = account {
            accounts::note_sign_in(&state.store, &account, SignInKind::Out, clock::now()).await?;
        }
        let mut response = Redirect::to("/sign-in").into_response();
        refill::forget_person(response.headers_mut(), state.config.is_https());
        Ok(response)
    })
    .await
}

/// Whether requests can be answered: one read of the database.
async fn ready(State(state): State<AppState>) -> StatusCode {
    match store::check(&state.store).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(failure) => {
            answer::told("health.ready", failure);
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// A request in the log: its path, but neither query nor body, for both hold what people typed.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
}

fn log_answer<B>(response: &axum::http::Response<B>, latency: Duration, _: &tracing::Span) {
    tracing::info!(status = response.status().as_u16(), micros = latency.as_micros() as u64, "answered");
}
