//! Who closed the tour for good on this computer, which several may share.

use super::cookies;

/// The cookie of the accounts that closed the tour, joined by `~`, the last one in front. The form's field names one.
pub const TOUR: &str = "tour";

/// So many accounts are remembered. To whoever is not, the tour opens until their second sign-in.
const MOST: usize = 10;

/// The longest name of an account, in characters.
const LONGEST: usize = 96;

/// The accounts that closed the tour for good. Only the server asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosedTours(Vec<String>);

impl ClosedTours {
    /// Those of a request's `Cookie` header. What cannot be read closes nothing; it never fails.
    #[must_use]
    pub fn from_cookies(header: &str) -> Self {
        let accounts = cookies(header).find(|(name, _)| *name == TOUR).map(|(_, code)| code).unwrap_or_default();
        Self(accounts.split('~').filter(|account| is_name(account)).take(MOST).map(str::to_owned).collect())
    }

    /// The words in the cookie.
    #[must_use]
    pub fn code(&self) -> String {
        self.0.join("~")
    }

    /// Whether this account closed it.
    #[must_use]
    pub fn has(&self, account: &str) -> bool {
        self.0.iter().any(|closed| closed == account)
    }

    /// With this account too, if it can be one.
    #[must_use]
    pub fn with(&self, account: &str) -> Self {
        let others = self.0.iter().map(String::as_str).filter(|closed| *closed != account);
        let accounts = std::iter::once(account).chain(others).filter(|account| is_name(account));
        Self(accounts.take(MOST).map(str::to_owned).collect())
    }
}

/// What accounts are named with, none of which means anything in a cookie.
fn is_name(word: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=LONGEST).contains(&word.len()) && word.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_is_closed_to_whoever_closed_it_and_to_nobody_else() {
        let closed = ClosedTours::default().with("clerk1").with("officer").with("clerk1");
        assert_eq!(closed.code(), "clerk1~officer");
        assert!(closed.has("clerk1") && closed.has("officer") && !closed.has("clerk") && !closed.has(""));
        assert_eq!(ClosedTours::from_cookies(&format!("lang=zh; tour={}", closed.code())), closed);
    }

    #[test]
    fn the_last_accounts_are_remembered_and_none_that_cannot_be_one() {
        let many = (0..=MOST).fold(ClosedTours::default(), |closed, number| closed.with(&format!("a{number}")));
        assert_eq!(many.code().split('~').count(), MOST);
        assert!(!many.has("a0") && many.has("a1") && many.has(&format!("a{MOST}")));
        for account in ["", "a;b", "a b", "a~b", "\u{7532}", &"a".repeat(LONGEST + 1)] {
            assert_eq!(many.with(account), many, "{account}");
        }
        assert_eq!(ClosedTours::from_cookies("tour=~;"), ClosedTours::default());
    }
}
