//! The clock in working days.

use leptos::prelude::*;

use super::given;

/// More days than this are not drawn one by one: the words say it.
const DRAWN: i64 = 60;

/// One mark for each working day, grouped by five: used, left, late. The words beside it say the same.
/// `used` and `total` are working days; `late` are those past the deadline.
#[component]
pub fn Clock(
    used: i64,
    total: i64,
    #[prop(optional)] late: i64,
    #[prop(into)] text: String,
    /// Whether the days left are few enough to be marked.
    #[prop(optional)]
    soon: bool,
) -> impl IntoView {
    let drawn = total.clamp(0, DRAWN);
    let late = late.clamp(0, DRAWN - drawn.min(DRAWN - 1));
    let used = used.clamp(0, drawn);
    let day = |place: i64| {
        let state = match (place < used, place < drawn) {
            (true, _) => "used",
            (false, true) if soon => "left",
            (false, true) => "",
            (false, false) => "late",
        };
        let week_ends = (place + 1) % 5 == 0 && place + 1 < drawn + late;
        let class = if week_ends { format!("{state} wk") } else { state.to_string() };
        view! { <i class=given(class)></i> }
    };
    view! {
        <div class="clock-days">
            <span class="pips" aria-hidden="true">{(0..drawn + late).map(day).collect_view()}</span>
            <span class="sm">{text}</span>
        </div>
    }
}
