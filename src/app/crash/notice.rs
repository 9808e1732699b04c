//! The server's half: the notice that waits in every page.

use leptos::prelude::*;

use super::CRASH;
use crate::{i18n::tr, ui::Icon};

/// It stands behind the application, which would otherwise take it for a part of its own.
#[component]
pub(in crate::app) fn Crash() -> impl IntoView {
    view! {
        <div id=CRASH class="crash no-print" role="alert" hidden=true>
            <div class="note bad">
                <Icon name="alert" />
                <div>
                    <p class="note-title">{tr!(ui.crash)}</p>
                    <p>{tr!(ui.crash_text)}</p>
                    <div class="rowf">
                        // A link without an address leads to the page itself; the router, which may have failed, leaves it.
                        <a class="btn" href="" rel="external">
                            {tr!(ui.crash_reload)}
                        </a>
                    </div>
                </div>
            </div>
        </div>
    }
}
