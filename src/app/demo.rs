//! That this is the demo, which every page says, with the frame and without it, on the screen and on paper.

use leptos::prelude::*;

use crate::{
    i18n::tr,
    page::is_demo,
    ui::{Notice, Tone},
};

/// Above a page in the frame: what can be done here. On paper it is one line.
pub(super) fn banner() -> Option<AnyView> {
    is_demo().then(|| {
        view! {
            <div class="no-print">
                <Notice tone=Tone::Info title=tr!(ui.demo_title)>
                    <p>{tr!(ui.demo_text)}</p>
                </Notice>
            </div>
            <p class="print-only">{tr!(ui.demo_line)}</p>
        }
        .into_any()
    })
}

/// One line above a page without the frame, in the colours of the page below it, on paper too.
pub(super) fn line(theme: Option<&'static str>) -> Option<AnyView> {
    is_demo().then(|| {
        view! {
            <aside class="demo-line" data-theme=theme aria-label=tr!(ui.demo_title)>
                {tr!(ui.demo_line)}
            </aside>
        }
        .into_any()
    })
}
