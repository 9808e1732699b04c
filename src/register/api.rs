//! Cards, previews, editions, and their changes.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Card, FormEdition, Preview, RosterPage, StandardEdition, WrittenWeight};
use crate::{
    answer::Read, error::AppError, inspection::standard::rules::WrittenIndicator, kernel::ids::PreviewId,
    working_day::model::Year,
};

/// Every kind with what is there.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever reads no templates.
#[server(name = LoadTemplates, prefix = "/api/register", endpoint = "templates", input = GetUrl, output = Read)]
pub async fn templates() -> Result<Vec<Card>, AppError> {
    use super::store;
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("register.templates", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadTemplates, Subject::DISTRICT)?;
        store::cards(&server::store()).await
    })
    .await
}

/// What a waiting file would change.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such file or its day is over.
#[server(name = LoadPreview, prefix = "/api/register", endpoint = "preview", input = GetUrl, output = Read)]
pub async fn preview(preview: PreviewId) -> Result<Preview, AppError> {
    use super::store;
    use crate::{
        kernel::permit::{self, Action, Subject},
        server::{self, clock},
    };
    server::run("register.load_preview", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRegister, Subject::DISTRICT)?;
        Ok(store::preview(&server::store(), clock::now(), &preview).await?.ok_or(AppError::NotFound)?)
    })
    .await
}

/// Imports a waiting file and leads to the cards. With `retire`, the units or inspectors that it leaves out are out of use
/// from today.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotAllowedNow`], [`AppError::Stale`], or a fault of the field `retire`.
#[server(name = ConfirmImport, prefix = "/api/register", endpoint = "confirm")]
pub async fn confirm(preview: PreviewId, #[server(default)] retire: bool, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{
        job::{
            model::JobKind,
            run::{Order, in_background},
        },
        kernel::permit::{self, Action, Subject},
        server::{self, clock},
    };
    server::run("register.confirm", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRegister, Subject::DISTRICT)?;
        let (database, at) = (server::store(), clock::now());
        let Some((kind, file_name)) = store::waits(&database, at, &preview).await? else {
            // It was imported before, or was thrown away.
            store::confirm(&database, &actor, at, &key, &preview, retire).await?;
            leptos_axum::redirect("/templates");
            return Ok(());
        };
        let order = Order {
            account: actor.account.clone(),
            kind: JobKind::Import,
            key: key.clone(),
            subject: file_name,
            href: "/templates".to_owned(),
            // All of it is one transaction.
            total: None,
        };
        let ended = in_background(order, move |database, _| async move {
            store::confirm(&database, &actor, at, &key, &preview, retire).await?;
            Ok(())
        });
        if ended.await? {
            leptos_axum::redirect(&format!("/templates?done={}", kind.code()));
        }
        Ok(())
    })
    .await
}

/// Throws a waiting file away and leads to the cards.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the establishment office.
#[server(name = DiscardImport, prefix = "/api/register", endpoint = "discard")]
pub async fn discard(preview: PreviewId, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("register.discard", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRegister, Subject::DISTRICT)?;
        // Throwing away twice is throwing away: the key is the form's, and nothing else needs it.
        drop(key);
        store::discard(&server::store(), &preview).await?;
        leptos_axum::redirect("/templates");
        Ok(())
    })
    .await
}

/// The inspectors that the search `q` finds behind a place of the order of which `sort` is the word, with the units from
/// which each is recused: those who can be in a group, or those who have left the roster.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever does not read the register of the district.
#[server(name = LoadRoster, prefix = "/api/register", endpoint = "roster", input = GetUrl, output = Read)]
pub async fn roster(
    #[server(default)] q: String,
    #[server(default)] sort: String,
    #[server(default)] after: String,
    #[server(default)] retired: bool,
) -> Result<RosterPage, AppError> {
    use super::{
        model::RosterOrder,
        rules::{PEOPLE_A_PAGE, RosterAsked},
        store,
    };
    use crate::{
        kernel::{
            listing::ListOrder,
            permit::{self, Action, Subject},
        },
        server,
    };
    server::run("register.roster", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadUnits, Subject::DISTRICT)?;
        let order = RosterOrder::from_code(&sort);
        let asked = RosterAsked { search: &q, retired, order, after: &after, most: PEOPLE_A_PAGE };
        store::roster_page(&server::store(), &asked, server::today()).await
    })
    .await
}

/// The years' tables, ascending.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever reads no templates.
#[server(name = LoadHolidays, prefix = "/api/register", endpoint = "holidays", input = GetUrl, output = Read)]
pub async fn holidays() -> Result<Vec<Year>, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
        working_day::store,
    };
    server::run("register.holidays", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadTemplates, Subject::DISTRICT)?;
        store::years(&server::store()).await
    })
    .await
}

/// An edition of the score standard.
///
/// # Errors
/// [`AppError::NotFound`] where there is none with this number.
#[server(name = LoadStandard, prefix = "/api/register", endpoint = "standard", input = GetUrl, output = Read)]
pub async fn standard(edition: u32) -> Result<StandardEdition, AppError> {
    use crate::{
        inspection::standard::{rules, store},
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("register.standard", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadTemplates, Subject::DISTRICT)?;
        let database = server::store();
        let standard = store::load(&database, &rules::template(), edition).await?.ok_or(AppError::NotFound)?;
        let latest = store::latest(&database).await?.map_or(edition, |latest| latest.edition);
        let adds = edition == latest && permit::allows(&actor, Action::ManageRegister, Subject::DISTRICT);
        let next_codes = match adds {
            true => rules::next_codes(&standard, &store::codes(&database).await?),
            false => Vec::new(),
        };
        Ok(StandardEdition { standard, latest, next_codes })
    })
    .await
}

/// Changes figures of any indicators; the next edition has them.
///
/// # Errors
/// Faults of `code.field` and of `sum`, or [`AppError::Stale`] where another edition holds by now.
#[server(name = ReviseWeights, prefix = "/api/register", endpoint = "revise_weights")]
pub async fn revise_weights(seen: u32, rows: Vec<WrittenWeight>, key: String) -> Result<(), AppError> {
    use super::{issue::issue_next, rules::with_weights};
    use crate::{
        inspection::{model::ScoreStandard, standard::rules},
        server,
    };
    server::run("register.revise_weights", async {
        issue_next::<ScoreStandard>(seen, &key, move |standard, _| {
            let anew = with_weights(&rules::written(standard), rows);
            rules::with_indicators(standard, &anew).map_err(AppError::Invalid)
        })
        .await
    })
    .await
}

/// Writes one indicator anew; the next edition has it. Area and method stay.
///
/// # Errors
/// Faults by field and of `sum`, or [`AppError::Stale`] where another edition holds by now.
#[server(name = ReviseIndicator, prefix = "/api/register", endpoint = "revise_indicator")]
#[allow(clippy::too_many_arguments)]
pub async fn revise_indicator(
    seen: u32,
    code: String,
    text: String,
    #[server(default)] max: String,
    #[server(default)] per_event: String,
    #[server(default)] cap: String,
    #[server(default)] values: String,
    may_be_not_applicable: String,
    rule: String,
    #[server(default)] basis: String,
    #[server(default)] materials: String,
    key: String,
) -> Result<(), AppError> {
    use super::{
        issue::issue_next,
        rules::{in_one_form, with_weights},
    };
    use crate::{
        inspection::{model::ScoreStandard, standard::rules},
        server,
    };
    server::run("register.revise_indicator", async {
        issue_next::<ScoreStandard>(seen, &key, move |standard, _| {
            let weight = WrittenWeight { code: code.clone(), max, per_event, cap, values };
            let mut anew = with_weights(&rules::written(standard), vec![weight]);
            for indicator in &mut anew {
                let words =
                    (text.clone(), may_be_not_applicable.clone(), rule.clone(), basis.clone(), materials.clone());
                let known = std::mem::take(indicator);
                let (text, may_be_not_applicable, rule, basis, materials) = words;
                *indicator = WrittenIndicator { text, may_be_not_applicable, rule, basis, materials, ..known };
            }
            rules::with_indicators(standard, &anew).map_err(|faults| AppError::Invalid(in_one_form(&code, faults)))
        })
        .await
    })
    .await
}

/// Adds an indicator at the end of its area; the next edition has it. In areas ① to ⑤ its points are taken from another
/// indicator, so that they make 100 points as before. Without a code it gets the next one of its area.
///
/// # Errors
/// Faults by field, or [`AppError::Stale`] where another edition holds by now.
#[server(name = AddIndicator, prefix = "/api/register", endpoint = "add_indicator")]
pub async fn add_indicator(
    seen: u32,
    #[server(flatten)] new: WrittenIndicator,
    #[server(default)] taken_from: String,
    key: String,
) -> Result<(), AppError> {
    use super::issue::issue_next;
    use crate::{
        inspection::{model::ScoreStandard, standard::rules::with_new},
        server,
    };
    server::run("register.add_indicator", async {
        issue_next::<ScoreStandard>(seen, &key, move |standard, used| {
            with_new(standard, &new, &taken_from, used).map_err(AppError::Invalid)
        })
        .await
    })
    .await
}

/// Withdraws an indicator; the next edition does not have it, earlier ones keep it. In areas ① to ⑤ its points are given
/// to another indicator.
///
/// # Errors
/// Faults by field, or [`AppError::Stale`] where another edition holds by now.
#[server(name = WithdrawIndicator, prefix = "/api/register", endpoint = "withdraw_indicator")]
pub async fn withdraw_indicator(
    seen: u32,
    code: String,
    #[server(default)] given_to: String,
    key: String,
) -> Result<(), AppError> {
    use super::issue::issue_next;
    use crate::{
        inspection::{model::ScoreStandard, standard::rules::without},
        server,
    };
    server::run("register.withdraw_indicator", async {
        issue_next::<ScoreStandard>(seen, &key, move |standard, _| {
            without(standard, &code, &given_to).map_err(AppError::Invalid)
        })
        .await
    })
    .await
}

/// An edition of the self-check form.
///
/// # Errors
/// [`AppError::NotFound`] where there is none with this number.
#[server(name = LoadForm, prefix = "/api/register", endpoint = "form", input = GetUrl, output = Read)]
pub async fn check_form(edition: u32) -> Result<FormEdition, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::form::{rules, store, template},
        server,
    };
    server::run("register.form", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadTemplates, Subject::DISTRICT)?;
        let database = server::store();
        let form = store::load(&database, &template(), edition).await?.ok_or(AppError::NotFound)?;
        let latest = store::latest(&database).await?.map_or(edition, |latest| latest.edition);
        let adds = edition == latest && permit::allows(&actor, Action::ManageRegister, Subject::DISTRICT);
        let next_codes = match adds {
            true => rules::next_codes(&form.questions, &store::codes(&database).await?),
            false => Vec::new(),
        };
        Ok(FormEdition { form, latest, next_codes })
    })
    .await
}

/// Writes one question anew; the next edition has it. Its area stays.
///
/// # Errors
/// Faults by field, or [`AppError::Stale`] where another edition holds by now.
#[server(name = ReviseQuestion, prefix = "/api/register", endpoint = "revise_question")]
#[allow(clippy::too_many_arguments)]
pub async fn revise_question(
    seen: u32,
    code: String,
    text: String,
    answer: String,
    required: String,
    #[server(default)] evidence: String,
    #[server(default)] hint: String,
    key: String,
) -> Result<(), AppError> {
    use super::issue::issue_next;
    use crate::{
        self_check::form::{
            CheckForm,
            rules::{WrittenQuestion, with_question},
        },
        server,
    };
    server::run("register.revise_question", async {
        issue_next::<CheckForm>(seen, &key, move |form, _| {
            let known = form.question(&code).ok_or(AppError::NotFound)?;
            let area = known.area.heading().to_owned();
            let written = WrittenQuestion { code, area, text, answer, required, evidence, hint };
            with_question(&form.questions, &written).map_err(AppError::Invalid)
        })
        .await
    })
    .await
}

/// Adds a question at the end of its area; the next edition has it. Without a code it gets the next one of its area.
///
/// # Errors
/// Faults by field, or [`AppError::Stale`] where another edition holds by now.
#[server(name = AddQuestion, prefix = "/api/register", endpoint = "add_question")]
#[allow(clippy::too_many_arguments)]
pub async fn add_question(
    seen: u32,
    area: String,
    #[server(default)] code: String,
    text: String,
    answer: String,
    required: String,
    #[server(default)] evidence: String,
    #[server(default)] hint: String,
    key: String,
) -> Result<(), AppError> {
    use super::issue::issue_next;
    use crate::{
        self_check::form::{
            CheckForm,
            rules::{WrittenQuestion, with_new},
        },
        server,
    };
    server::run("register.add_question", async {
        let written = WrittenQuestion { code, area, text, answer, required, evidence, hint };
        issue_next::<CheckForm>(seen, &key, move |form, used| {
            with_new(&form.questions, &written, used).map_err(AppError::Invalid)
        })
        .await
    })
    .await
}

/// Withdraws a question; the next edition does not have it, earlier ones keep it.
///
/// # Errors
/// A fault of the code, or [`AppError::Stale`] where another edition holds by now.
#[server(name = WithdrawQuestion, prefix = "/api/register", endpoint = "withdraw_question")]
pub async fn withdraw_question(seen: u32, code: String, key: String) -> Result<(), AppError> {
    use super::issue::issue_next;
    use crate::{
        self_check::form::{CheckForm, rules::without},
        server,
    };
    server::run("register.withdraw_question", async {
        issue_next::<CheckForm>(seen, &key, move |form, _| without(&form.questions, &code).map_err(AppError::Invalid))
            .await
    })
    .await
}
