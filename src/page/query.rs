//! The words of an address: conditions, an order, a place.

use crate::kernel::address::percent_encoded;

/// The path with these words behind it, by name; an empty one asks for nothing and is left out.
#[must_use]
pub fn with_query<'a>(path: &str, words: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let given = words.into_iter().filter(|(_, word)| !word.is_empty());
    let query: Vec<String> = given.map(|(name, word)| format!("{name}={}", percent_encoded(word))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_is_asked_for_and_no_more() {
        assert_eq!(with_query("/plans", [("season", ""), ("state", "")]), "/plans");
        assert_eq!(
            with_query("/plans", [("season", "2026"), ("state", ""), ("sort", "a&b-c")]),
            "/plans?season=2026&sort=a%26b-c"
        );
    }
}
