//! The server functions of the board.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::BoardPage;
use crate::{answer::Read, error::AppError};

/// The board for a season and a kind of units, as the address names them.
///
/// `unattended` is true where nobody asks but a page by itself: such a question keeps no session from ending, which is
/// read in its address before the work begins (`server::session`).
///
/// # Errors
/// For whoever may not see it, and for a season or a kind that there is not.
#[server(name = LoadBoard, prefix = "/api/dashboard", endpoint = "board", input = GetUrl, output = Read)]
pub async fn board(
    season: Option<String>,
    kind: Option<String>,
    unattended: Option<bool>,
) -> Result<BoardPage, AppError> {
    use super::store;
    use crate::{
        kernel::{
            ids::SeasonId,
            permit::{self, Action, Subject},
            unit_kind::UnitKind,
        },
        server::{self, clock},
    };
    // What is answered is the same.
    let _ = unattended;
    server::run("dashboard.board", async {
        let actor = server::actor().await?;
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let season = given(season).map(|season| SeasonId::parse(season).map_err(|_| AppError::NotFound)).transpose()?;
        let kind = given(kind).map(|kind| UnitKind::from_code(&kind).ok_or(AppError::NotFound)).transpose()?;
        permit::check(&actor, Action::ReadDashboard, Subject::DISTRICT)?;
        let district = server::state().config.district.clone();
        store::page(&server::store(), &actor, season, kind, district, clock::now(), server::today()).await
    })
    .await
}
