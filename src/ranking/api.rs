//! The server functions of the ranking.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::{
    model::{RankingPage, SeasonLine, Workbench},
    rules::Component,
};
use crate::{answer::Read, error::AppError};

/// The seasons that the reader may see anything of, in the order of which `sort` is the word.
#[server(name = LoadSeasons, prefix = "/api/ranking", endpoint = "seasons", input = GetUrl, output = Read)]
pub async fn seasons(#[server(default)] sort: String) -> Result<Vec<SeasonLine>, AppError> {
    use super::{model::SeasonOrder, reading, store};
    use crate::{kernel::listing::ListOrder, server};
    server::run("ranking.seasons", async {
        let actor = server::actor().await?;
        let store = server::store();
        let known = store::known_seasons(&store).await?;
        reading::seasons(&store, &actor, known, SeasonOrder::from_code(&sort)).await
    })
    .await
}

/// A season's ranking as the reader may see it; the newest edition where none is named.
#[server(name = LoadRanking, prefix = "/api/ranking", endpoint = "page", input = GetUrl, output = Read)]
pub async fn page(season: String, edition: Option<u32>) -> Result<RankingPage, AppError> {
    use super::reading;
    use crate::{kernel::ids::SeasonId, server};
    server::run("ranking.page", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        reading::page(&server::store(), &actor, &season, edition).await
    })
    .await
}

/// What the workbench needs: for those who see the whole ranking before it is published.
#[server(name = LoadWorkbench, prefix = "/api/ranking", endpoint = "workbench", input = GetUrl, output = Read)]
pub async fn workbench(season: String) -> Result<Workbench, AppError> {
    use super::reading;
    use crate::{kernel::ids::SeasonId, server};
    server::run("ranking.workbench", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        reading::workbench(&server::store(), &actor, &season, server::clock::now()).await
    })
    .await
}

/// Computes the ranking from what is collected now, by the rule in force.
#[server(prefix = "/api/ranking", endpoint = "compute")]
pub async fn compute(season: String, seen: u32, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{kernel::ids::SeasonId, server};
    server::run("ranking.compute", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        store::compute(&server::store(), &actor, server::clock::now(), &key, &season, seen, None).await
    })
    .await
}

/// Computes the ranking by another rule, with the reason for it: weights in percent, the components without which a unit
/// is not ranked, and from how many points each grade but the last is given.
#[server(prefix = "/api/ranking", endpoint = "reweigh")]
#[allow(clippy::too_many_arguments, reason = "a form's fields")]
pub async fn reweigh(
    season: String,
    inspection: String,
    self_check: String,
    rectification: String,
    public: String,
    #[server(default)] required: Vec<Component>,
    #[server(default)] excellent: String,
    #[server(default)] good: String,
    #[server(default)] pass: String,
    because: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use super::{round, store};
    use crate::{
        kernel::{fault::FieldFault, ids::SeasonId, text::Note},
        server,
    };
    server::run("ranking.reweigh", async {
        let actor = server::actor().await?;
        let store = server::store();
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        let (in_force, _) = store::rule_in_force(&store, &season).await?;
        let (percents, grades) = ([inspection, self_check, rectification, public], [excellent, good, pass]);
        let rule = round::edited(&in_force, &round::RuleFields { percents, required, grades });
        let because = Note::parse(&because).map_err(|fault| FieldFault::new("because", fault));
        let (rule, because) = match (rule, because) {
            (Ok(rule), Ok(because)) => (rule, because),
            (rule, because) => {
                let faults = rule.err().unwrap_or_default().into_iter().chain(because.err());
                return Err(AppError::Invalid(faults.collect()).into());
            }
        };
        store::compute(&store, &actor, server::clock::now(), &key, &season, seen, Some((rule, because))).await
    })
    .await
}

/// Puts the ranking before the special meeting.
#[server(prefix = "/api/ranking", endpoint = "table")]
pub async fn table(season: String, seen: u32, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{kernel::ids::SeasonId, server};
    server::run("ranking.table", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        store::table(&server::store(), &actor, server::clock::now(), &key, &season, seen).await
    })
    .await
}

/// Sends the ranking back, to be computed again.
#[server(prefix = "/api/ranking", endpoint = "send_back")]
pub async fn send_back(season: String, because: String, seen: u32, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{
        kernel::{fault::FieldFault, ids::SeasonId, text::Note},
        server,
    };
    server::run("ranking.send_back", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        let because = Note::parse(&because).map_err(|fault| FieldFault::new("because", fault))?;
        store::send_back(&server::store(), &actor, server::clock::now(), &key, &season, seen, because).await
    })
    .await
}

/// Records the special meeting.
#[server(prefix = "/api/ranking", endpoint = "record_meeting")]
pub async fn record_meeting(
    season: String,
    held_on: String,
    attendees: String,
    minutes: String,
    decision: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use super::{model::Meeting, round, store};
    use crate::{
        kernel::{actor::Signature, ids::SeasonId},
        server,
    };
    server::run("ranking.record_meeting", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        let (now, today) = (server::clock::now(), server::today());
        let recorded = Signature::of(&actor, now);
        let parsed = round::parse_meeting([&held_on, &attendees, &minutes, &decision], today);
        let (held_on, attendees, minutes, decision) = parsed.map_err(AppError::Invalid)?;
        let meeting = Meeting { held_on, attendees, minutes, decision, recorded };
        store::record_meeting(&server::store(), &actor, now, &key, &season, seen, meeting).await
    })
    .await
}

/// Adopts the ranking on the meeting's decision.
#[server(prefix = "/api/ranking", endpoint = "adopt")]
pub async fn adopt(season: String, seen: u32, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{kernel::ids::SeasonId, server};
    server::run("ranking.adopt", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        store::adopt(&server::store(), &actor, server::clock::now(), &key, &season, seen).await
    })
    .await
}

/// Publishes the adopted ranking to a scope.
#[server(prefix = "/api/ranking", endpoint = "publish")]
pub async fn publish(season: String, #[server(default)] scope: String, seen: u32, key: String) -> Result<(), AppError> {
    use super::{model::Scope, store};
    use crate::{
        kernel::{fault::Fault, ids::SeasonId},
        server,
    };
    server::run("ranking.publish", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        let scope = Scope::from_code(&scope).ok_or_else(|| AppError::field("scope", Fault::Missing))?;
        store::publish(&server::store(), &actor, server::clock::now(), &key, &season, seen, scope).await
    })
    .await
}

/// Replaces the published ranking by the next edition.
#[server(prefix = "/api/ranking", endpoint = "correct")]
pub async fn correct(season: String, because: String, seen: u32, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{
        kernel::{fault::FieldFault, ids::SeasonId, text::Note},
        server,
    };
    server::run("ranking.correct", async {
        let actor = server::actor().await?;
        let season = SeasonId::parse(&season).map_err(|_| AppError::NotFound)?;
        let because = Note::parse(&because).map_err(|fault| FieldFault::new("because", fault))?;
        store::correct(&server::store(), &actor, server::clock::now(), &key, &season, seen, because).await
    })
    .await
}
