//! Sending a form with its files by a request that tells how far it is. There is at most one at a time.

use std::cell::RefCell;

use leptos::{
    ev::{self, Event, SubmitEvent},
    prelude::{WindowListenerHandle, document, window, window_event_listener},
    server_fn::redirect::call_redirect_hook,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{Element, FormData, HtmlFormElement, HtmlInputElement, MouseEvent, ProgressEvent, XmlHttpRequest},
};

use super::{Amount, Taken, read};
use crate::{
    error::AppError,
    i18n::tr,
    page::act::controls,
    ui::{ChosenFile, chosen_files},
};

/// The links by which the router would leave the page; what the browser itself leaves by, it asks about.
const LINK: &str = "a[href]:not([target]):not([rel~='external']):not([href^='#'])";

/// A request under way, and what asks whoever would leave the page meanwhile.
struct Running {
    request: XmlHttpRequest,
    leaving: WindowListenerHandle,
    following: JsValue,
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// Begins to send the form of this event, and answers its files; `None` where that cannot be done.
pub(super) fn send(
    event: &SubmitEvent,
    mut progress: impl FnMut(Amount) + 'static,
    end: impl FnOnce(Result<Taken, AppError>) + 'static,
) -> Option<Vec<ChosenFile>> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let fields = FormData::new_with_form(&form).ok()?;
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async("POST", &form.get_attribute("action")?, true).ok()?;
    request.set_request_header("Accept", "application/json").ok()?;
    let told = move |event: ProgressEvent| {
        progress(Amount { sent: event.loaded() as u64, of: event.total() as u64 });
    };
    let told = Closure::<dyn FnMut(ProgressEvent)>::new(told).into_js_value();
    request.upload().ok()?.set_onprogress(Some(told.unchecked_ref()));
    let (answered, mut end) = (request.clone(), Some(end));
    let ended = move || {
        if let Some(end) = end.take() {
            settle();
            end(answer(&answered));
        }
    };
    let ended = Closure::<dyn FnMut()>::new(ended).into_js_value();
    request.set_onloadend(Some(ended.unchecked_ref()));
    request.send_with_opt_form_data(Some(&fields)).ok()?;
    begin(request);
    Some(files(&form).iter().flat_map(chosen_files).collect())
}

fn answer(request: &XmlHttpRequest) -> Result<Taken, AppError> {
    let body = request.response_text().ok().flatten().unwrap_or_default();
    read(request.status().unwrap_or_default(), body.as_bytes())
}

fn begin(request: XmlHttpRequest) {
    let leaving = window_event_listener(ev::beforeunload, |event| {
        event.prevent_default();
        // Older browsers ask only for this.
        event.set_return_value("sending");
    });
    let following = Closure::<dyn FnMut(MouseEvent)>::new(|press: MouseEvent| ask(&press)).into_js_value();
    // Before the router, which listens at the window. Where it cannot be listened to, nobody is asked.
    let _ = document().add_event_listener_with_callback("click", following.unchecked_ref());
    RUNNING.set(Some(Running { request, leaving, following }));
}

/// Asks whoever follows a link whether the files are to be left.
fn ask(press: &MouseEvent) {
    let place = press.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = place.and_then(|place| place.closest(LINK).ok().flatten());
    let opens_another = press.ctrl_key() || press.meta_key() || press.shift_key();
    if link.is_some() && !opens_another && !window().confirm_with_message(&tr!(ui.upload_leave)).unwrap_or(true) {
        press.prevent_default();
    }
}

/// Nothing is under way any more, and nobody is asked.
fn settle() -> Option<XmlHttpRequest> {
    let running = RUNNING.take()?;
    running.leaving.remove();
    let _ = document().remove_event_listener_with_callback("click", running.following.unchecked_ref());
    Some(running.request)
}

/// Stops what is under way; its end is not told.
pub(super) fn abort() {
    if let Some(request) = settle() {
        request.set_onloadend(None);
        // One that has just ended has nothing to stop.
        let _ = request.abort();
    }
}

/// Sends the form again, as it stands there now.
pub(super) fn again(form: &str) {
    if let Some(form) = form_with(form) {
        // The browser says itself what it does not send.
        let _ = form.request_submit();
    }
}

/// Sends the form of the field that changed, if anything is chosen in it.
pub(super) fn begin_at(change: &Event) {
    let field = change.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let chosen = field.filter(|field| !chosen_files(field).is_empty());
    if let Some(form) = chosen.and_then(|field| field.form()) {
        // The browser says itself what it does not send.
        let _ = form.request_submit();
    }
}

/// Puts the focus on the files of the form, from a button that goes.
pub(super) fn focus_files(form: &str) {
    if let Some(field) = form_with(form).and_then(|form| files(&form).into_iter().next()) {
        // A camera takes nothing while files are on their way, and is not drawn anew yet.
        field.set_disabled(false);
        let _ = field.focus();
    }
}

/// Goes to this address of ours, and answers whether it is the page that stands there.
pub(super) fn leads_here(address: &str) -> bool {
    let place = window().location();
    let path = place.pathname().unwrap_or_default();
    let whole = format!("{path}{}{}", place.search().unwrap_or_default(), place.hash().unwrap_or_default());
    if whole != address {
        call_redirect_hook(address);
    }
    address.split(['?', '#']).next() == Some(path.as_str())
}

fn form_with(id: &str) -> Option<HtmlFormElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The fields of the form that take files, wherever they stand.
fn files(form: &HtmlFormElement) -> Vec<HtmlInputElement> {
    let inputs = controls(form).into_iter().filter_map(|control| control.dyn_into::<HtmlInputElement>().ok());
    inputs.filter(|input| input.type_() == "file").collect()
}
