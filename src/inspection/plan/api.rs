//! What can be asked of planning, and what can be done: actor, parse, load, permit, rule, store.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{ArrangePage, CalendarPage, DraftPage, DrawPage, NoticePage, PlanForm, PlanList, PlanPage};
use crate::{
    answer::Read,
    error::AppError,
    kernel::ids::{PlanId, UnitCode, VisitId},
};

/// The plans of a season (the one under way where none is named), in one state or in all, that the search `q` finds,
/// behind a place of the order of which `sort` is the word.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever is of no office.
#[server(name = LoadPlans, prefix = "/api/inspection", endpoint = "plans", input = GetUrl, output = Read)]
pub async fn plans(
    #[server(default)] season: String,
    #[server(default)] state: String,
    #[server(default)] q: String,
    #[server(default)] sort: String,
    #[server(default)] after: String,
) -> Result<PlanList, AppError> {
    use crate::{
        inspection::{
            model::PlanState,
            plan::{model::PlanOrder, store::views},
        },
        kernel::{
            ids::SeasonId,
            listing::ListOrder,
            permit::{self, Action, Subject},
        },
        server,
    };
    server::run("plan.list", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadPlan, Subject::DISTRICT)?;
        let store = server::store();
        let season = match SeasonId::parse(season) {
            Ok(season) => season,
            Err(_) => views::season_under_way(&store, server::today()).await?,
        };
        let (state, order) = (PlanState::from_code(&state), PlanOrder::from_code(&sort));
        views::plan_list(&store, season, state, &q, order, &after).await
    })
    .await
}

/// What the form of a draft needs; of a new one where no plan is named.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`], or [`AppError::NotAllowedNow`] after the approval.
#[server(name = LoadDraft, prefix = "/api/inspection", endpoint = "plan_draft", input = GetUrl, output = Read)]
pub async fn draft_page(plan: Option<PlanId>) -> Result<DraftPage, AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("plan.draft_page", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePlan, Subject::DISTRICT)?;
        let plan = match plan {
            Some(plan) => Some(store::load(&server::store(), &plan).await?.ok_or(AppError::NotFound)?),
            None => None,
        };
        views::draft_page(&server::store(), plan, server::today()).await
    })
    .await
}

/// A plan's page, the visits in the order of which `sort` is the word.
///
/// # Errors
/// [`AppError::NotPermitted`] or [`AppError::NotFound`].
#[server(name = LoadPlan, prefix = "/api/inspection", endpoint = "plan", input = GetUrl, output = Read)]
pub async fn plan(plan: PlanId, #[server(default)] sort: String) -> Result<PlanPage, AppError> {
    use crate::{
        inspection::plan::{model::VisitOrder, store::views},
        kernel::{listing::ListOrder, permit::Action},
        server,
    };
    server::run("plan.read", async {
        let (_, plan) = views::acting(Action::ReadPlan, &plan).await?;
        views::plan_page(&server::store(), plan, VisitOrder::from_code(&sort), server::today()).await
    })
    .await
}

/// The draw of a plan.
///
/// # Errors
/// [`AppError::NotPermitted`] or [`AppError::NotFound`].
#[server(name = LoadDraw, prefix = "/api/inspection", endpoint = "draw_page", input = GetUrl, output = Read)]
pub async fn draw_page(plan: PlanId) -> Result<DrawPage, AppError> {
    use crate::{inspection::plan::store::views, kernel::permit::Action, server};
    server::run("plan.draw_page", async {
        let (actor, plan) = views::acting(Action::ReadPlan, &plan).await?;
        let state = server::state();
        views::draw_page(&state.store, &actor, plan, state.config.district.clone()).await
    })
    .await
}

/// What stands for and against a group and a day for a unit. Nothing is saved.
///
/// # Errors
/// [`AppError::NotPermitted`] or [`AppError::NotFound`].
#[server(name = LoadArrangement, prefix = "/api/inspection", endpoint = "arrangement", input = GetUrl, output = Read)]
pub async fn arrange_page(
    plan: PlanId,
    unit: UnitCode,
    #[server(default)] group: String,
    #[server(default)] date: String,
) -> Result<ArrangePage, AppError> {
    use crate::{
        inspection::plan::store::views,
        kernel::{calendar::parse_date, permit::Action},
        server,
    };
    server::run("plan.arrange_page", async {
        let (_, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let (group, date) = (group.parse().ok(), parse_date(&date));
        views::arrange_page(&server::store(), plan, unit, group, date, server::today()).await
    })
    .await
}

/// The visits of a month (2026-11) and of the week that a day belongs to, as far as the person may see them; those of a
/// plan and of the groups with a number where they are given. The view says which of the two is drawn.
///
/// # Errors
/// [`AppError::NotPermitted`].
#[server(name = LoadCalendar, prefix = "/api/inspection", endpoint = "calendar", input = GetUrl, output = Read)]
pub async fn calendar(
    #[server(default)] month: String,
    #[server(default)] week: String,
    #[server(default)] plan: String,
    #[server(default)] group: String,
    #[server(default)] view: String,
) -> Result<CalendarPage, AppError> {
    use super::model::{CalendarFilter, month_of};
    use crate::{inspection::plan::store::views, kernel::calendar::parse_date, server};
    server::run("visit.calendar", async {
        let actor = server::actor().await?;
        let (month, week) = (month_of(&month), parse_date(&week));
        let filter = CalendarFilter::read(&plan, &group, &view);
        views::calendar_page(&server::store(), &actor, (month, week), filter, server::today()).await
    })
    .await
}

/// A visit's written notice: the one with this number, or the one that holds.
///
/// # Errors
/// [`AppError::NotFound`] for a visit that is not this person's.
#[server(name = LoadNotice, prefix = "/api/inspection", endpoint = "notice", input = GetUrl, output = Read)]
pub async fn notice(visit: VisitId, number: Option<u32>) -> Result<NoticePage, AppError> {
    use crate::{inspection::plan::store::views, server};
    server::run("visit.notice", async {
        let actor = server::actor().await?;
        let state = server::state();
        views::notice_page(&state.store, &actor, &visit, number, state.config.district.clone()).await
    })
    .await
}

/// Writes a new plan down and leads to it.
///
/// # Errors
/// Faults by field of the form.
#[server(prefix = "/api/inspection", endpoint = "draft_plan")]
pub async fn draft_plan(#[server(default)] form: PlanForm, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::plan::{
            rules::check,
            store::{self, views},
        },
        kernel::permit::{self, Action, Subject},
        server::{self, clock},
    };
    server::run("plan.draft", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePlan, Subject::DISTRICT)?;
        let database = server::store();
        let counts = views::counts(&database).await?;
        let terms = check::parse_plan(&form, &counts, server::today()).map_err(AppError::Invalid)?;
        let plan = store::draft(&database, &actor, clock::now(), &key, terms).await?;
        leptos_axum::redirect(&format!("/plans/{plan}"));
        Ok(())
    })
    .await
}

/// Writes a draft anew and leads back to it. Its season stays.
///
/// # Errors
/// Faults by field of the form, [`AppError::NotAllowedNow`] after the approval, or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "edit_plan")]
pub async fn edit_plan(
    plan: PlanId,
    #[server(default)] form: PlanForm,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::{
            rules::check,
            store::{self, views},
        },
        kernel::permit::Action,
        server::{self, clock},
    };
    server::run("plan.edit", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let counts = views::counts(&server::store()).await?;
        let terms = check::parse_plan(&form, &counts, server::today()).map_err(AppError::Invalid)?;
        store::edit(&server::store(), &actor, clock::now(), &key, &plan, seen, terms).await?;
        leptos_axum::redirect(&format!("/plans/{}", plan.plan));
        Ok(())
    })
    .await
}

/// Approves a draft (Art. 8).
///
/// # Errors
/// [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "approve_plan")]
pub async fn approve_plan(plan: PlanId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::permit::Action,
        server::{self, clock},
    };
    server::run("plan.approve", async {
        let (actor, plan) = views::acting(Action::ApprovePlan, &plan).await?;
        store::approve(&server::store(), &actor, clock::now(), &key, &plan, seen).await
    })
    .await
}

/// Returns a draft with remarks.
///
/// # Errors
/// A fault of the field `text`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "return_plan")]
pub async fn return_plan(
    plan: PlanId,
    #[server(default)] text: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.return", async {
        let (actor, plan) = views::acting(Action::ApprovePlan, &plan).await?;
        let text = Note::parse(text).map_err(|fault| AppError::field("text", fault))?;
        store::return_draft(&server::store(), &actor, clock::now(), &key, &plan, seen, text).await
    })
    .await
}

/// Records the training of the groups (Art. 9 (1)).
///
/// # Errors
/// Faults of the fields `on` and `content`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "record_training")]
pub async fn record_training(
    plan: PlanId,
    #[server(default)] on: String,
    #[server(default)] content: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::{
            model::Training,
            plan::store::{self, views},
        },
        kernel::{calendar::parse_date, fault::Fault, permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.train", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let on = parse_date(&on).ok_or_else(|| AppError::field("on", Fault::NotADate))?;
        let content = Note::parse(content).map_err(|fault| AppError::field("content", fault))?;
        let training = Training { on, content };
        store::train(&server::store(), &actor, clock::now(), &key, &plan, seen, training).await
    })
    .await
}

/// Forms a group.
///
/// # Errors
/// Faults of the fields `leader` and `members`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "add_group")]
pub async fn add_group(
    plan: PlanId,
    #[server(default)] leader: String,
    #[server(default)] members: Vec<String>,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{fault::Fault, ids::InspectorId, permit::Action},
        server::{self, clock},
    };
    server::run("plan.add_group", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let parse = |field: &'static str, text: &str| {
            InspectorId::parse(text).map_err(|_| AppError::field(field, Fault::Missing))
        };
        let leader = parse("leader", &leader)?;
        let members = members.iter().map(|one| parse("members", one)).collect::<Result<Vec<_>, _>>()?;
        store::add_group(&server::store(), &actor, clock::now(), &key, &plan, seen, leader, members).await
    })
    .await
}

/// Dissolves a group before the draw.
///
/// # Errors
/// [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "remove_group")]
pub async fn remove_group(plan: PlanId, number: i64, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::permit::Action,
        server::{self, clock},
    };
    server::run("plan.remove_group", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        store::remove_group(&server::store(), &actor, clock::now(), &key, &plan, seen, number).await
    })
    .await
}

/// Freezes units, sizes and groups, and publishes the commitment.
///
/// # Errors
/// A fault of the field `groups` where the days do not hold the visits, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "prepare_draw")]
pub async fn prepare_draw(plan: PlanId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::permit::Action,
        server::{self, clock},
    };
    server::run("plan.prepare_draw", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        store::prepare(&server::store(), &actor, clock::now(), &key, &plan, seen).await
    })
    .await
}

/// Takes a published commitment back before the draw.
///
/// # Errors
/// A fault of the field `reason`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "withdraw_commitment")]
pub async fn withdraw_commitment(
    plan: PlanId,
    #[server(default)] reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.withdraw_commitment", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let reason = Note::parse(reason).map_err(|fault| AppError::field("reason", fault))?;
        store::withdraw(&server::store(), &actor, clock::now(), &key, &plan, seen, reason).await
    })
    .await
}

/// Runs the draw with the witness' text.
///
/// # Errors
/// Faults of the fields `witness` and `witnesses`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "run_draw")]
pub async fn run_draw(
    plan: PlanId,
    #[server(default)] witness: String,
    #[server(default)] witnesses: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{
            permit::Action,
            text::{Note, Title},
        },
        server::{self, clock},
    };
    server::run("plan.draw", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let witness = Title::parse(witness).map_err(|fault| AppError::field("witness", fault))?;
        let witnesses = Note::parse(witnesses).map_err(|fault| AppError::field("witnesses", fault))?;
        store::draw(&server::store(), &actor, clock::now(), &key, &plan, seen, &witness, witnesses).await
    })
    .await
}

/// Sets a draw aside, to draw again.
///
/// # Errors
/// A fault of the field `reason`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "redraw")]
pub async fn redraw(plan: PlanId, #[server(default)] reason: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.redraw", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let reason = Note::parse(reason).map_err(|fault| AppError::field("reason", fault))?;
        store::redraw(&server::store(), &actor, clock::now(), &key, &plan, seen, reason).await
    })
    .await
}

/// Lets the next substitute step in for a unit, or withdraws it where none is left.
///
/// # Errors
/// A fault of the field `reason`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "substitute_unit")]
pub async fn substitute_unit(
    plan: PlanId,
    unit: UnitCode,
    #[server(default)] reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.substitute", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let reason = Note::parse(reason).map_err(|fault| AppError::field("reason", fault))?;
        store::substitute(&server::store(), &actor, clock::now(), &key, &plan, seen, &unit, reason).await?;
        leptos_axum::redirect(&format!("/plans/{}", plan.plan));
        Ok(())
    })
    .await
}

/// Gives a unit its group and day. `seen` is the visit's version, or the plan's where there is no visit yet.
///
/// # Errors
/// Faults of the fields `group`, `date` and `reason`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "arrange_visit")]
pub async fn arrange_visit(
    plan: PlanId,
    unit: UnitCode,
    #[server(default)] group: String,
    #[server(default)] date: String,
    #[server(default)] reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{calendar::parse_date, fault::Fault, permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.arrange_visit", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let group = group.parse().map_err(|_| AppError::field("group", Fault::Missing))?;
        let date = parse_date(&date).ok_or_else(|| AppError::field("date", Fault::NotADate))?;
        let reason = Note::parse_optional(reason).map_err(|fault| AppError::field("reason", fault))?;
        let wanted = store::Arrangement { unit, group, date, reason };
        store::arrange(&server::store(), &actor, clock::now(), &key, &plan, seen, wanted).await?;
        leptos_axum::redirect(&format!("/plans/{}", plan.plan));
        Ok(())
    })
    .await
}

/// Sends the notice of one visit, or of every visit that awaits one where none is named.
///
/// # Errors
/// A fault of the field `training` before the groups were trained, faults of the fields `group` and `date` where a
/// visit could not be arranged like this any more, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "send_notices")]
pub async fn send_notices(
    plan: PlanId,
    #[server(default)] visit: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::permit::Action,
        server::{self, clock},
    };
    server::run("plan.send_notices", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let one = match visit.as_str() {
            "" => None,
            text => Some(VisitId::parse(text).map_err(|_| AppError::NotFound)?),
        };
        let which = one.as_ref().map_or(store::Which::Waiting, store::Which::One);
        store::send_notices(&server::store(), &actor, clock::now(), &key, &plan, seen, which).await
    })
    .await
}

/// Sends the notices of the visits that were ticked, each as [`send_notices`] sends one and for itself: what stands
/// against one holds no other back.
///
/// # Errors
/// A fault of the field `visits` where none is ticked, or [`AppError::Partly`] with what was left and why.
#[server(prefix = "/api/inspection", endpoint = "send_chosen_notices")]
pub async fn send_chosen_notices(
    plan: PlanId,
    #[server(default)] visits: Vec<String>,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        job::{
            model::JobKind,
            run::{Order, in_background},
        },
        kernel::{permit::Action, ticked},
        server::{self, clock},
    };
    server::run("plan.send_chosen_notices", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let chosen = ticked::read::<VisitId>("visits", &visits)?;
        let order = Order {
            account: actor.account.clone(),
            kind: JobKind::SendNotices,
            key: key.clone(),
            subject: format!("{} {}", plan.plan, plan.title),
            href: format!("/plans/{}", plan.plan),
            total: u32::try_from(chosen.len()).ok(),
        };
        let at = clock::now();
        in_background(order, move |database, progress| async move {
            store::send_chosen(&database, &actor, at, &key, &plan.plan, &chosen, &progress).await
        })
        .await?;
        Ok(())
    })
    .await
}

/// Reports to the reform office (Art. 12).
///
/// # Errors
/// A fault of the field `summary`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "report_plan")]
pub async fn report_plan(
    plan: PlanId,
    #[server(default)] summary: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{permit::Action, text::LongText},
        server::{self, clock},
    };
    server::run("plan.report", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let summary = LongText::parse(summary).map_err(|fault| AppError::field("summary", fault))?;
        store::report(&server::store(), &actor, clock::now(), &key, &plan, seen, summary).await
    })
    .await
}

/// Closes a reported plan.
///
/// # Errors
/// A fault of the field `visits` while a unit lacks its written feedback, [`AppError::NotAllowedNow`] or
/// [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "close_plan")]
pub async fn close_plan(plan: PlanId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::permit::Action,
        server::{self, clock},
    };
    server::run("plan.close", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        store::close(&server::store(), &actor, clock::now(), &key, &plan, seen).await
    })
    .await
}

/// Moves the last day of a plan later.
///
/// # Errors
/// Faults of the fields `to` and `reason`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "extend_plan")]
pub async fn extend_plan(
    plan: PlanId,
    #[server(default)] to: String,
    #[server(default)] reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{calendar::parse_date, fault::Fault, permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.extend", async {
        let (actor, plan) = views::acting(Action::ApprovePlan, &plan).await?;
        let to = parse_date(&to).ok_or_else(|| AppError::field("to", Fault::NotADate))?;
        let reason = Note::parse(reason).map_err(|fault| AppError::field("reason", fault))?;
        store::extend(&server::store(), &actor, clock::now(), &key, &plan, seen, to, reason).await
    })
    .await
}

/// Gives a plan up.
///
/// # Errors
/// A fault of the field `reason`, [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(prefix = "/api/inspection", endpoint = "cancel_plan")]
pub async fn cancel_plan(
    plan: PlanId,
    #[server(default)] reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::plan::store::{self, views},
        kernel::{permit::Action, text::Note},
        server::{self, clock},
    };
    server::run("plan.cancel", async {
        let (actor, plan) = views::acting(Action::ManagePlan, &plan).await?;
        let reason = Note::parse(reason).map_err(|fault| AppError::field("reason", fault))?;
        store::cancel(&server::store(), &actor, clock::now(), &key, &plan, seen, reason).await
    })
    .await
}
