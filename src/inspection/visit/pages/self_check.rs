//! What the unit said of itself: its signed self-check (Art. 7, 15), beside the visit that looks into it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::calendar_crumb;
use crate::{
    error::AppError,
    i18n::tr,
    inspection::visit::{api, model::SelfCheckPage},
    kernel::ids::VisitId,
    page::{Title, home_crumb, load, loaded_page, moment_of_day, score_address},
    self_check::answers::answers,
    ui::{Crumb, Facts, Moment, PageHeader, Sheet},
};

/// `/visits/{id}/self-check`
#[component]
pub fn VisitSelfCheckPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).and_then(|id| VisitId::parse(id).ok());
    let page = load(id, |id| async move {
        match id {
            Some(id) => api::self_check(id).await,
            None => Err(AppError::NotFound),
        }
    });
    loaded_page(page, |page| content(&page))
}

fn content(page: &SelfCheckPage) -> AnyView {
    let (round, submission) = (&page.check.round, &page.check.submission);
    let unit = submission.unit_name.to_string();
    let title = tr!(self_check.submission_title, round = round.title.clone(), unit = unit.clone());
    let crumbs = vec![
        home_crumb(),
        calendar_crumb(&page.plan, page.group, page.date),
        Crumb { text: tr!(visit.crumb, unit = unit, date = page.date), href: Some(format!("/visits/{}", page.visit)) },
        Crumb { text: tr!(self_check.title), href: None },
    ];
    let (main, side) = (answers(&page.check), facts(page));
    view! {
        <Title text=title.clone() />
        <PageHeader title turn=tr!(visit.self_check_turn) crumbs crumbs_label=tr!(ui.breadcrumbs) />
        <div class="cols side mt">
            <div class="stack">{main}</div>
            <div class="stack">{side}</div>
        </div>
    }
    .into_any()
}

fn facts(page: &SelfCheckPage) -> AnyView {
    let submission = &page.check.submission;
    let mut rows = vec![
        (tr!(self_check.due), view! { <Moment when=moment_of_day(submission.due) /> }.into_any()),
        (tr!(self_check.returns), submission.returns.len().to_string().into_any()),
    ];
    if let Some(on) = submission.submitted_on {
        rows.push((tr!(self_check.submitted_on), view! { <Moment when=moment_of_day(on) /> }.into_any()));
        rows.push((tr!(self_check.days_late), submission.days_late.to_string().into_any()));
    }
    if let Some(total) = page.total {
        let score = view! { <a href=score_address(&page.visit)>{total.to_string()}</a> };
        rows.push((tr!(visit.fact_total), score.into_any()));
    }
    if let Some(signed) = &submission.signed {
        rows.push((tr!(self_check.signed_by), signed.name.clone().into_any()));
    }
    view! {
        <Sheet title=tr!(self_check.facts) article=tr!(self_check.article_15)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}
