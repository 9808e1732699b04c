//! Forms that came after their session had ended, kept until their people have signed in again: few, for a while, and in
//! memory alone.
//!
//! When such a form comes nobody is signed in, so a cookie says whose browser it is: that of whoever signed in there last,
//! until they sign out or the browser is closed. It opens nothing. Who makes it up has their own form shown to them when
//! they sign in, and no other; and where somebody else signs in, the form is dropped unseen.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{DateTime, TimeDelta, Utc};
use tower_sessions::cookie::{Cookie, SameSite};

use super::{super::preferences::cookies, page::Sent};
use crate::kernel::ids::AccountId;

/// The cookie that names who signed in last.
const WHO: &str = "zeqing_who";

/// The cookie with the number of a form.
const FORM: &str = "zeqing_form";

/// For so many minutes a form is kept.
const MINUTES: i64 = 30;

/// So many forms are kept; the oldest makes room for another.
const MOST_FORMS: usize = 128;

/// The most bytes of a form that is kept.
const MOST_BYTES: usize = 256 << 10;

/// The forms of one server.
#[derive(Clone, Default)]
pub(in crate::server) struct Parted(Arc<Mutex<VecDeque<Form>>>);

struct Form {
    number: String,
    /// Whose browser sent it.
    who: String,
    /// The page that it stood on: path and query, decoded.
    page: String,
    sent: Sent,
    at: DateTime<Utc>,
}

/// What there is for whoever has signed in.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing, or no longer.
    Nothing,
    /// A form of another page.
    Elsewhere,
    /// The form of this page; it is not kept any longer.
    Here(Sent),
}

impl Parted {
    /// Keeps a form that somebody's browser sent from a page, and answers its number; `None` for one that is too large.
    pub(super) fn keep(&self, who: String, page: String, sent: Sent, now: DateTime<Utc>) -> Option<String> {
        let bytes: usize = sent.fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        if bytes > MOST_BYTES {
            return None;
        }
        let number = format!("{:032x}", rand::random::<u128>());
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if forms.len() == MOST_FORMS {
            forms.pop_front();
        }
        forms.push_back(Form { number: number.clone(), who, page, sent, at: now });
        Some(number)
    }

    /// What this form is for the person who opens this page. Another person's is dropped.
    pub(super) fn ask(&self, number: &str, person: &AccountId, page: &str, now: DateTime<Utc>) -> Found {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forms.retain(|form| now - form.at < TimeDelta::minutes(MINUTES));
        let Some(at) = forms.iter().position(|form| form.number == number) else { return Found::Nothing };
        let is_theirs = forms[at].who == person.as_str();
        if is_theirs && forms[at].page != page {
            return Found::Elsewhere;
        }
        forms.remove(at).filter(|_| is_theirs).map_or(Found::Nothing, |form| Found::Here(form.sent))
    }
}

/// Who signed in last in this browser.
pub(super) fn who(headers: &HeaderMap) -> Option<String> {
    cookie(headers, WHO)
}

/// The number of the form that this browser sent.
pub(super) fn number(headers: &HeaderMap) -> Option<String> {
    cookie(headers, FORM)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut sent = Cookie::split_parse(cookies(headers)).filter_map(Result::ok);
    sent.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

/// Notes whose browser it is, until it is closed.
pub(super) fn note_who(headers: &mut HeaderMap, person: &AccountId, https: bool) {
    set(headers, Cookie::new(WHO, person.to_string()), https);
}

/// Notes the number of a form, for as long as it is kept.
pub(super) fn note_number(headers: &mut HeaderMap, number: String, https: bool) {
    let cookie = Cookie::build((FORM, number)).max_age(time::Duration::minutes(MINUTES));
    set(headers, cookie.build(), https);
}

/// Forgets the number of a form.
pub(super) fn forget_number(headers: &mut HeaderMap, https: bool) {
    set(headers, over(FORM), https);
}

/// Forgets whose browser it is, and what it sent.
pub(in crate::server) fn forget(headers: &mut HeaderMap, https: bool) {
    set(headers, over(WHO), https);
    set(headers, over(FORM), https);
}

fn over(name: &'static str) -> Cookie<'static> {
    Cookie::build((name, "")).max_age(time::Duration::ZERO).build()
}

fn set(headers: &mut HeaderMap, mut cookie: Cookie<'static>, https: bool) {
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Strict);
    cookie.set_secure(https);
    if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(account: &str) -> AccountId {
        AccountId::parse(account).unwrap()
    }

    fn form(value: &str) -> Sent {
        Sent { action: "/api/a/b".to_owned(), fields: vec![("text".to_owned(), value.to_owned())] }
    }

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_568_000 + minute * 60, 0).unwrap()
    }

    fn kept(forms: &Parted, value: &str, minute: i64) -> String {
        forms.keep("clerk".to_owned(), "/me?tab=1".to_owned(), form(value), at(minute)).unwrap()
    }

    #[test]
    fn a_form_is_found_once_on_its_page_by_whoever_sent_it() {
        let forms = Parted::default();
        let number = kept(&forms, "甲", 0);
        let ask = |page: &str| forms.ask(&number, &person("clerk"), page, at(29));
        assert!(matches!(ask("/"), Found::Elsewhere));
        assert!(matches!(ask("/me?tab=1"), Found::Here(sent) if sent.fields[0].1 == "甲"));
        assert!(matches!(ask("/me?tab=1"), Found::Nothing));
    }

    #[test]
    fn another_person_drops_it_unseen() {
        let forms = Parted::default();
        let number = kept(&forms, "甲", 0);
        assert!(matches!(forms.ask(&number, &person("other"), "/me?tab=1", at(1)), Found::Nothing));
        assert!(matches!(forms.ask(&number, &person("clerk"), "/me?tab=1", at(1)), Found::Nothing));
    }

    #[test]
    fn it_is_kept_for_half_an_hour_among_so_many_others() {
        let forms = Parted::default();
        let (first, second) = (kept(&forms, "甲", 0), kept(&forms, "乙", 0));
        for _ in 2..=MOST_FORMS {
            kept(&forms, "丙", 0);
        }
        let ask = |number: &str, minute| forms.ask(number, &person("clerk"), "/me?tab=1", at(minute));
        assert!(matches!(ask(&first, 1), Found::Nothing), "the oldest made room");
        assert!(matches!(ask(&second, 30), Found::Nothing), "too late");
        assert!(forms.keep("clerk".to_owned(), "/".to_owned(), form(&"长".repeat(MOST_BYTES)), at(0)).is_none());
    }
}
