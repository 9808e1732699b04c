//! The years' tables by which working days are counted.

use leptos::prelude::*;

use super::{crumbs, kind_name};
use crate::{
    i18n::tr,
    page::{Title, load, loaded_page},
    register::{api, model::Kind},
    ui::{Column, PageHeader, Row, Sheet, Table},
    words::month_and_day,
    working_day::model::Year,
};

/// Days off and make-up workdays, the latest year first.
#[component]
pub fn HolidaysPage() -> impl IntoView {
    let years = load(|| (), |()| api::holidays());
    let title = kind_name(Kind::Holidays);
    let way = crumbs(vec![(title.clone(), None)]);
    view! {
        <Title text=title.clone() />
        <PageHeader title crumbs=way crumbs_label=tr!(ui.breadcrumbs) turn=tr!(templates.holidays_turn) />
        {loaded_page(years.as_table().below_head(), years_view)}
    }
}

fn years_view(years: Vec<Year>) -> AnyView {
    let head = vec![
        Column::new("year", tr!(templates.year)),
        Column::numeric("off", tr!(templates.days_off)),
        Column::new("days_off", tr!(templates.which)).wide(),
        Column::numeric("work", tr!(templates.make_up_days)),
        Column::new("make_up", tr!(templates.which)).wide(),
    ];
    let rows: Vec<Row> = years.iter().rev().map(year_row).collect();
    let caption = kind_name(Kind::Holidays);
    view! {
        <Sheet flush=true>
            <Table caption head rows empty=tr!(templates.no_years) />
        </Sheet>
    }
    .into_any()
}

fn year_row(year: &Year) -> Row {
    let listed = |off: bool| {
        let days = year.days.iter().filter(move |day| day.off == off);
        days.map(|day| format!("{} {}", month_and_day(day.date), day.name)).collect::<Vec<_>>()
    };
    let (off, work) = (listed(true), listed(false));
    let joined = |days: &[String]| days.join(&tr!(words.list_comma));
    Row::new(vec![
        year.year.to_string().into_any(),
        off.len().to_string().into_any(),
        joined(&off).into_any(),
        work.len().to_string().into_any(),
        joined(&work).into_any(),
    ])
}
