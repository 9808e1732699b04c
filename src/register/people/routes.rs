//! `GET /downloads/people-to-fill-in.csv`: the table of people with the lines that the register asks for.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::rules::{csv, table_to_fill_in};
use crate::{
    account,
    i18n::{Locale, locale, tr},
    kernel::permit::{self, Action, Subject},
    server::{self, AppState, Session, answer::attachment},
    unit,
};

/// The download.
pub fn downloads() -> Router<AppState> {
    Router::new().route("/downloads/people-to-fill-in.csv", get(to_fill_in))
}

async fn to_fill_in(State(state): State<AppState>, session: Session, headers: HeaderMap) -> Response {
    server::reply("register.people_to_fill_in", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        let units = unit::store::all(&state.store).await?;
        let accounts = account::store::all(&state.store).await?;
        let (english, name) = server::in_language_of(&headers, || {
            let english = match locale() {
                Locale::zh => false,
                Locale::en => true,
            };
            (english, tr!(account.import_template_file))
        });
        let text = csv(&table_to_fill_in(&units, &accounts, english));
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, attachment(&name)),
        ];
        Ok((headers, text).into_response())
    })
    .await
}
