//! The sign-out. What a person filled in that the server does not have goes with it from this browser, so they are asked
//! first: in a dialog of ours, for where a browser suppresses its own the answer would be a no that nobody gave.

use leptos::{ev::SubmitEvent, html, prelude::*};

use crate::{
    i18n::tr,
    kernel::ids::AccountId,
    page::{forget_what_was_typed, keeps_unsaved},
    ui::ButtonTone,
};

/// The address that ends a session.
const ADDRESS: &str = "/sign-out";

/// The heading of the question.
const TITLE: &str = "sign-out-title";

/// A person's way out.
#[derive(Clone, Copy)]
pub(super) struct SignOut {
    account: StoredValue<String>,
    asks: RwSignal<bool>,
}

impl SignOut {
    pub(super) fn of(account: &AccountId) -> Self {
        Self { account: StoredValue::new(account.to_string()), asks: RwSignal::new(false) }
    }

    /// The button; without a script it signs out at once.
    pub(super) fn button(self) -> AnyView {
        let submit = move |event: SubmitEvent| {
            if self.account.with_value(|account| keeps_unsaved(account)) {
                event.prevent_default();
                self.asks.set(true);
            } else {
                self.forget();
            }
        };
        view! {
            <form method="post" action=ADDRESS on:submit=submit>
                <button type="submit">{tr!(ui.sign_out)}</button>
            </form>
        }
        .into_any()
    }

    /// The question. It stands outside of the menu with the button, which closes.
    pub(super) fn question(self) -> impl Fn() -> Option<AnyView> + Send + 'static {
        move || self.asks.get().then(|| self.dialog())
    }

    fn dialog(self) -> AnyView {
        let dialog = NodeRef::<html::Dialog>::new();
        Effect::new(move || {
            if let Some(dialog) = dialog.get()
                && dialog.show_modal().is_err()
            {
                dialog.set_open(true);
            }
        });
        let stay = move |_| {
            if let Some(dialog) = dialog.get_untracked() {
                dialog.close();
            }
        };
        view! {
            <dialog class="dlg" aria-labelledby=TITLE node_ref=dialog on:close=move |_| self.asks.set(false)>
                <header>
                    <h2 id=TITLE>{tr!(ui.sign_out_asked)}</h2>
                    <button type="button" class="btn quiet small" on:click=stay>
                        {tr!(ui.sign_out_not)}
                    </button>
                </header>
                <div class="body">
                    <p>{tr!(ui.sign_out_unsaved)}</p>
                    <form method="post" action=ADDRESS on:submit=move |_| self.forget()>
                        <div class="acts">
                            <button type="submit" class=ButtonTone::Danger.class()>
                                {tr!(ui.sign_out_anyway)}
                            </button>
                        </div>
                    </form>
                </div>
            </dialog>
        }
        .into_any()
    }

    fn forget(self) {
        self.account.with_value(|account| forget_what_was_typed(account));
    }
}
