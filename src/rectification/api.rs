//! The ledger, one entry, and every step.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{EntryPage, LedgerPage, OrderPage, Step};
use crate::{
    answer::Read,
    error::AppError,
    kernel::ids::{EntryId, VisitId},
};

/// A page of the ledger. `conditions` is a [`LedgerFilter`](super::model::LedgerFilter) as its `query` writes it.
///
/// # Errors
/// [`AppError::NotPermitted`] for a role that reads no entries.
#[server(name = LoadLedger, prefix = "/api/rectification", endpoint = "ledger", input = GetUrl, output = Read)]
pub async fn ledger(conditions: String) -> Result<LedgerPage, AppError> {
    use crate::{
        rectification::{model::LedgerFilter, view},
        server,
    };
    server::run("rectification.ledger", async {
        let actor = server::actor().await?;
        let filter = LedgerFilter::parse(&conditions);
        view::ledger_page(&server::store(), &actor, &filter, server::today()).await
    })
    .await
}

/// One entry with everything that its page needs.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or none that this person may see.
#[server(name = LoadEntry, prefix = "/api/rectification", endpoint = "entry", input = GetUrl, output = Read)]
pub async fn entry(entry: String) -> Result<EntryPage, AppError> {
    use crate::{
        rectification::{store, view},
        server,
    };
    server::run("rectification.entry", async {
        let actor = server::actor().await?;
        let entry = EntryId::parse(&entry).map_err(|_| AppError::NotFound)?;
        let entry = store::load_for(&server::store(), &actor, &entry).await?;
        view::entry_page(&server::store(), &actor, entry, server::today()).await
    })
    .await
}

/// What can be put into the ledger and ordered, of one visit or of all.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the office.
#[server(name = LoadOrders, prefix = "/api/rectification", endpoint = "orders", input = GetUrl, output = Read)]
pub async fn orders(visit: String) -> Result<OrderPage, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        rectification::view,
        server,
    };
    server::run("rectification.orders", async {
        let actor = server::actor().await?;
        let visit = if visit.is_empty() { None } else { Some(VisitId::parse(&visit).map_err(|_| AppError::NotFound)?) };
        permit::check(&actor, Action::OrderRectification, Subject::DISTRICT)?;
        view::order_page(&server::store(), visit, server::today()).await
    })
    .await
}

/// Puts the findings of a locked visit into the ledger.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`], or [`AppError::NotAllowedNow`] for a visit that is not locked.
#[server(name = OpenVisit, prefix = "/api/rectification", endpoint = "open_visit")]
pub async fn open_visit(visit: VisitId, key: String) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        rectification::store,
        server::{self, clock},
    };
    server::run("rectification.open_visit", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::OrderRectification, Subject::DISTRICT)?;
        let database = server::store();
        let visit = store::visit(&database, &visit).await?.ok_or(AppError::NotFound)?;
        store::open_from_visit(&database, &actor, clock::now(), &key, &visit).await?;
        leptos_axum::redirect(&format!("/ledger/order?visit={}", visit.visit));
        Ok(())
    })
    .await
}

/// Puts the findings of the visits that wait into the ledger, each visit's for themselves: what stands against one holds no
/// other back. Where none waits any more, nothing is left to do.
///
/// # Errors
/// [`AppError::NotPermitted`], or [`AppError::Partly`] with what was left and why.
#[server(name = OpenVisits, prefix = "/api/rectification", endpoint = "open_visits")]
pub async fn open_visits(key: String) -> Result<(), AppError> {
    use crate::{
        job::{
            model::JobKind,
            run::{Order, in_background},
        },
        kernel::permit::{self, Action, Subject},
        rectification::store,
        server::{self, clock},
    };
    server::run("rectification.open_visits", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::OrderRectification, Subject::DISTRICT)?;
        let waiting = store::waiting_visits(&server::store(), store::MOST_OPENED).await?;
        let order = Order {
            account: actor.account.clone(),
            kind: JobKind::OpenFindings,
            key: key.clone(),
            subject: String::new(),
            href: "/ledger/order".to_owned(),
            total: u32::try_from(waiting.len()).ok(),
        };
        let at = clock::now();
        in_background(order, move |database, progress| async move {
            store::open_all(&database, &actor, at, &key, &waiting, &progress).await
        })
        .await?;
        Ok(())
    })
    .await
}

/// Orders the rectification of several entries. Without a date each gets the default term of its severity.
///
/// # Errors
/// Faults of the fields `entries`, `due` and `text`; [`AppError::Stale`] when one of them changed meanwhile.
#[server(name = OrderEntries, prefix = "/api/rectification", endpoint = "order_entries")]
pub async fn order_entries(
    #[server(default)] entries: Vec<String>,
    due: String,
    text: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::{
            permit::{self, Action, Subject},
            ticked,
        },
        rectification::{rules::form, store, view},
        server::{self, clock},
    };
    server::run("rectification.order_entries", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::OrderRectification, Subject::DISTRICT)?;
        let ticked = ticked::read::<EntryId>("entries", &entries)?;
        let due = if due.trim().is_empty() { None } else { Some(form::date("due", &due)?) };
        let text = form::text("text", &text)?;
        let database = server::store();
        let orders = view::orders(&database, &actor, &ticked, due, server::today()).await?;
        store::order_all(&database, &actor, clock::now(), &key, &orders, &text).await?;
        leptos_axum::redirect("/ledger?state=ordered");
        Ok(())
    })
    .await
}

/// Reminds the units of the entries that were ticked (催办), each unit of all of its own; or with `all`, whatever is ticked,
/// of the first [`MOST_COUNTED`](super::model::MOST_COUNTED) for which the conditions hold, as a
/// [`LedgerFilter`](super::model::LedgerFilter) writes them, passing over those of which nobody can be reminded now.
///
/// # Errors
/// A fault of the field `entries` where none is ticked, [`AppError::NotAllowedNow`] where of all nobody is left to remind,
/// or [`AppError::Partly`] with what was left and why.
#[server(name = RemindUnits, prefix = "/api/rectification", endpoint = "remind_units")]
pub async fn remind_units(
    #[server(default)] entries: Vec<String>,
    #[server(default)] all: bool,
    #[server(default)] conditions: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        job::{
            model::JobKind,
            run::{Order, in_background},
        },
        kernel::{
            permit::{self, Action, Subject},
            ticked,
        },
        rectification::{
            model::{LedgerFilter, MOST_COUNTED},
            reminder::store::{remind, waiting},
            view,
        },
        server::{self, clock},
    };
    server::run("rectification.remind_units", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::OrderRectification, Subject::DISTRICT)?;
        let (database, at) = (server::store(), clock::now());
        let chosen = if all {
            let (filter, most) = (LedgerFilter::parse(&conditions), MOST_COUNTED as usize);
            let (rows, _) = view::ledger_rows(&database, &actor, &filter, server::today(), most).await?;
            waiting(&database, &actor, at, &key, &rows).await?
        } else {
            ticked::read::<EntryId>("entries", &entries)?
        };
        if chosen.is_empty() {
            return Err(AppError::NotAllowedNow.into());
        }
        let order = Order {
            account: actor.account.clone(),
            kind: JobKind::Remind,
            key: key.clone(),
            subject: String::new(),
            href: "/ledger".to_owned(),
            total: u32::try_from(chosen.len()).ok(),
        };
        in_background(order, move |database, progress| async move {
            remind(&database, &actor, at, &key, &chosen, &progress).await
        })
        .await?;
        Ok(())
    })
    .await
}

/// Orders the rectification of one entry.
///
/// # Errors
/// Faults of the fields `due` and `text`, and those of every step.
#[server(name = OrderEntry, prefix = "/api/rectification", endpoint = "order_entry")]
pub async fn order_entry(entry: EntryId, due: String, text: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        rectification::{
            rules::{Command, form},
            store,
        },
        server,
    };
    server::run("rectification.order_entry", async {
        let actor = server::actor().await?;
        let command = Command::Order { due: form::date("due", &due)?, text: form::text("text", &text)? };
        store::act(&server::store(), &actor, server::clock::now(), &key, &entry, seen, &command).await
    })
    .await
}

/// Takes a step that needs at most words.
///
/// # Errors
/// A fault of the field `text`, or of `unproved` where a closure is proved by no file and no reason is given;
/// [`AppError::NotFound`], [`AppError::NotPermitted`], [`AppError::NotAllowedNow`] or [`AppError::Stale`].
#[server(name = TakeStep, prefix = "/api/rectification", endpoint = "take_step")]
pub async fn take_step(
    entry: EntryId,
    step: Step,
    #[server(default)] text: String,
    #[server(default)] unproved: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        rectification::{rules::form, store},
        server,
    };
    server::run("rectification.take_step", async {
        let actor = server::actor().await?;
        let command = form::plain(step, &text, &unproved)?;
        store::act(&server::store(), &actor, server::clock::now(), &key, &entry, seen, &command).await
    })
    .await
}

/// Hands in a plan.
///
/// # Errors
/// Faults of the fields `measures`, `responsible` and `milestones`, and those of every step.
#[server(name = PreparePlan, prefix = "/api/rectification", endpoint = "prepare_plan")]
pub async fn prepare_plan(
    entry: EntryId,
    measures: String,
    responsible: String,
    milestones: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        rectification::{
            rules::{Command, form},
            store,
        },
        server,
    };
    server::run("rectification.prepare_plan", async {
        let actor = server::actor().await?;
        let command = Command::PreparePlan {
            measures: form::text("measures", &measures)?,
            responsible: form::text("responsible", &responsible)?,
            milestones: form::optional_text("milestones", &milestones)?,
        };
        store::act(&server::store(), &actor, server::clock::now(), &key, &entry, seen, &command).await
    })
    .await
}

/// Reports progress.
///
/// # Errors
/// Faults of the fields `text` and `percent`, and those of every step.
#[server(name = ReportProgress, prefix = "/api/rectification", endpoint = "report")]
pub async fn report(entry: EntryId, text: String, percent: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        rectification::{
            rules::{Command, form},
            store,
        },
        server,
    };
    server::run("rectification.report", async {
        let actor = server::actor().await?;
        let command =
            Command::Report { text: form::text("text", &text)?, percent: form::percent("percent", &percent)? };
        store::act(&server::store(), &actor, server::clock::now(), &key, &entry, seen, &command).await
    })
    .await
}

/// Asks for more time, not after the due date.
///
/// # Errors
/// Faults of the fields `until` and `text`, and those of every step.
#[server(name = AskExtension, prefix = "/api/rectification", endpoint = "ask_extension")]
pub async fn ask_extension(
    entry: EntryId,
    until: String,
    text: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        rectification::{
            rules::{Command, form},
            store,
        },
        server,
    };
    server::run("rectification.ask_extension", async {
        let actor = server::actor().await?;
        let command = Command::AskExtension { until: form::date("until", &until)?, reason: form::text("text", &text)? };
        store::act(&server::store(), &actor, server::clock::now(), &key, &entry, seen, &command).await
    })
    .await
}

/// Gives more time.
///
/// # Errors
/// Faults of the fields `until` and `text`, and those of every step.
#[server(name = GrantExtension, prefix = "/api/rectification", endpoint = "grant_extension")]
pub async fn grant_extension(
    entry: EntryId,
    until: String,
    #[server(default)] text: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        rectification::{
            rules::{Command, form},
            store,
        },
        server,
    };
    server::run("rectification.grant_extension", async {
        let actor = server::actor().await?;
        let command =
            Command::GrantExtension { until: form::date("until", &until)?, note: form::optional_text("text", &text)? };
        store::act(&server::store(), &actor, server::clock::now(), &key, &entry, seen, &command).await
    })
    .await
}

/// Appoints another verifier, where nobody of the entry's group is left who may verify; whoever was appointed before is
/// replaced.
///
/// # Errors
/// Faults of the fields `verifier` and `text`, [`AppError::NotAllowedNow`] where somebody of the group is left, and those
/// of every step.
#[server(name = AppointVerifier, prefix = "/api/rectification", endpoint = "appoint_verifier")]
pub async fn appoint_verifier(
    entry: EntryId,
    #[server(default)] verifier: String,
    text: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::{fault::Fault, ids::InspectorId},
        rectification::{rules::form, store},
        server::{self, clock},
    };
    server::run("rectification.appoint_verifier", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &entry).await?;
        let verifier = InspectorId::parse(verifier).map_err(|_| AppError::field("verifier", Fault::Missing))?;
        let reason = form::text("text", &text)?;
        store::appoint_verifier(&database, &actor, clock::now(), &key, &found, seen, &verifier, reason).await
    })
    .await
}

/// Records what was seen on site.
///
/// # Errors
/// Faults of the fields `on` and `text`, and those of every step.
#[server(name = RecordOnSite, prefix = "/api/rectification", endpoint = "record_on_site")]
pub async fn record_on_site(
    entry: EntryId,
    step: Step,
    on: String,
    text: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        rectification::{rules::form, store},
        server,
    };
    server::run("rectification.record_on_site", async {
        let actor = server::actor().await?;
        let command = form::on_site(step, &on, &text)?;
        store::act(&server::store(), &actor, server::clock::now(), &key, &entry, seen, &command).await
    })
    .await
}
