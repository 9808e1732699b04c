//! The written notice of a visit (Art. 9 (2)) as a document that is read and printed.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::super::label;
use crate::{
    error::AppError,
    i18n::tr,
    inspection::{
        model::Notice as WrittenNotice,
        plan::{
            api,
            model::{CalendarFilter, CalendarView, NoticePage},
        },
    },
    kernel::ids::VisitId,
    page::{Title, home_crumb, load, loaded_page},
    ui::{Crumb, EmptyState, LinkButton, Notice, PageHeader, Sheet, Tone},
    words,
};

/// A visit's notice.
#[component]
pub fn NoticeDocumentPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let visit = params.with(|params| VisitId::parse(params.get("visit").unwrap_or_default()).ok());
        (visit, query.with(|query| query.get("n").and_then(|number| number.parse::<u32>().ok())))
    };
    let notice = load(asked, |(visit, number)| async move {
        match visit {
            Some(visit) => api::notice(visit, number).await,
            None => Err(AppError::NotFound),
        }
    });
    view! {
        <Title text=tr!(inspection.notice) />
        {loaded_page(notice, content)}
    }
}

fn content(page: NoticePage) -> AnyView {
    let header = header(&page);
    let Some(notice) = page.notice.clone() else {
        return view! {
            {header}
            <EmptyState title=tr!(inspection.notice_none) text=tr!(inspection.notice_none_text) />
        }
        .into_any();
    };
    let (state, document, side) = (state(&page), document(&page, &notice), side(&page));
    view! {
        {header}
        <div class="stack">{state} {document} {side}</div>
    }
    .into_any()
}

fn header(page: &NoticePage) -> AnyView {
    let of_group = CalendarFilter { plan: Some(page.plan.clone()), group: Some(page.group), view: CalendarView::Week };
    let calendar = of_group.address(Some((page.date, page.date)));
    let crumbs = vec![
        home_crumb(),
        Crumb { text: tr!(inspection.calendar), href: Some(calendar) },
        Crumb { text: page.unit_name.to_string(), href: Some(format!("/visits/{}", page.visit)) },
        Crumb { text: tr!(inspection.notice), href: None },
    ];
    let visit = format!("/visits/{}", page.visit);
    view! {
        <div class="no-print">
            <PageHeader
                title=tr!(inspection.notice)
                turn=tr!(inspection.print_hint)
                crumbs
                crumbs_label=tr!(ui.breadcrumbs)
            >
                <LinkButton href=visit text=tr!(inspection.to_visit) />
            </PageHeader>
        </div>
    }
    .into_any()
}

/// Replaced, withdrawn: what whoever reads an old notice must know first. It is printed too.
fn state(page: &NoticePage) -> AnyView {
    let replaced = page.replaced.then(|| {
        let latest = format!("/visits/{}/notice", page.visit);
        view! {
            <Notice tone=Tone::Stop title=tr!(inspection.notice_replaced)>
                <p>{tr!(inspection.notice_replaced_text)}</p>
                <LinkButton href=latest text=tr!(inspection.latest_notice) small=true />
            </Notice>
        }
    });
    let withdrawn = page.withdrawn.as_ref().map(|remark| {
        let reason = remark.text.to_string();
        view! {
            <Notice tone=Tone::Stop title=tr!(inspection.notice_withdrawn)>
                <p>{reason}</p>
            </Notice>
        }
    });
    view! { {withdrawn} {replaced} }.into_any()
}

fn document(page: &NoticePage, notice: &WrittenNotice) -> AnyView {
    let number = tr!(inspection.notice_number, visit = page.visit.to_string(), number = notice.number);
    let opening = tr!(
        inspection.notice_opening,
        title = page.title.to_string(),
        plan = page.plan.to_string(),
        date = notice.date
    );
    let signed = tr!(inspection.notice_signed, name = notice.sent.name.clone(), at = words::instant(notice.sent.at));
    let (masthead, parts) = (masthead(page), parts(page, notice));
    view! {
        <article class="doc letter">
            {masthead}
            <div class="letter-text">
                <p class="letter-number">{number}</p>
                <p>{tr!(inspection.notice_to, unit = page.unit_name.to_string())}</p>
                <p>{opening}</p>
                {parts}
                <p>{tr!(inspection.notice_recusal)}</p>
                <p class="letter-signed">{signed}</p>
            </div>
        </article>
    }
    .into_any()
}

fn masthead(page: &NoticePage) -> AnyView {
    let district = tr!(inspection.notice_masthead, district = page.district.clone());
    view! {
        <header class="masthead">
            <p>{district}</p>
            <h2>{tr!(inspection.notice_title)}</h2>
            <div class="rule"></div>
        </header>
    }
    .into_any()
}

fn parts(page: &NoticePage, notice: &WrittenNotice) -> AnyView {
    let areas = label::listed(page.areas.iter().map(|area| words::area(*area)));
    let mut people = page.people.iter().cloned();
    let leader = people.next().unwrap_or_default();
    let group =
        tr!(inspection.notice_group_text, number = notice.group, leader = leader, members = label::listed(people));
    let part = |title: String, text: String| {
        let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <h2>{title}</h2> {lines} }
    };
    view! {
        {part(tr!(inspection.notice_basis), page.basis.to_string())}
        {part(tr!(inspection.notice_scope), page.scope.to_string())}
        {part(tr!(inspection.notice_content), areas)}
        {part(tr!(inspection.notice_procedure), page.procedure.to_string())}
        {part(tr!(inspection.notice_group), group)}
    }
    .into_any()
}

fn side(page: &NoticePage) -> AnyView {
    let receipt = match &page.receipt {
        Some(signed) => {
            tr!(inspection.notice_received, name = signed.name.clone(), at = words::instant(signed.at))
        }
        None => tr!(inspection.notice_not_received),
    };
    let numbers = (page.numbers.len() > 1).then(|| {
        let links = page.numbers.iter().map(|number| {
            let href = format!("/visits/{}/notice?n={number}", page.visit);
            view! { <LinkButton href text=tr!(inspection.notice_nth, number = *number) small=true /> }
        });
        let links = links.collect_view();
        view! {
            <div class="no-print">
                <Sheet title=tr!(inspection.all_notices)>
                    <div class="rowf">{links}</div>
                </Sheet>
            </div>
        }
    });
    view! {
        <Sheet title=tr!(inspection.notice_receipt) article=tr!(inspection.article_9_2)>
            <p>{receipt}</p>
        </Sheet>
        {numbers}
    }
    .into_any()
}
