//! Lists that are read whole, because a district bounds them: searched for words, put in an order, shown in pages.
//!
//! The order is that of a text for each row, its place, which no two rows share: what is sorted by, and behind it the
//! row's id. So a page goes on behind a place, whatever has happened to the row that stood there, and the page before
//! ends there.

/// The most characters of a search that are looked at.
pub const MOST_SEARCHED: usize = 100;

/// The orders in which a list can be put. Each has a word in an address but the usual one, for which nobody asks.
pub trait ListOrder: Copy + Default + PartialEq + 'static {
    /// All orders, the usual one first, each with its word in an address; that of the usual one is empty.
    const ALL: &'static [(Self, &'static str)];

    /// All orders, the usual one first.
    fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().map(|(order, _)| *order)
    }

    /// The word in an address; the usual order has none.
    #[must_use]
    fn code(self) -> &'static str {
        Self::ALL.iter().find(|(order, _)| *order == self).map(|(_, code)| *code).unwrap_or_default()
    }

    /// What such a word means; the usual order where it means nothing.
    #[must_use]
    fn from_code(code: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == code).map(|(order, _)| *order).unwrap_or_default()
    }
}

/// How a number begins a place where the larger of two comes first.
#[must_use]
pub fn falling(number: u32) -> String {
    format!("{:010}", u32::MAX - number)
}

/// How a word of a closed set begins a place where they follow each other as in `all`; of at most ten words.
#[must_use]
pub fn in_turn<T: PartialEq>(all: &[T], word: &T) -> String {
    all.iter().position(|other| other == word).unwrap_or_default().to_string()
}

/// The number with which an id ends, such as the 12 of `P-2026-12`; 0 where it ends with none.
#[must_use]
pub fn number_of(id: &str) -> u32 {
    let digits = id.rsplit(|letter: char| !letter.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// Whether every word of a search stands in one of the texts. An empty search finds everything.
#[must_use]
pub fn holds<'a>(texts: impl IntoIterator<Item = &'a str>, search: &str) -> bool {
    let search = search.chars().take(MOST_SEARCHED).collect::<String>().to_lowercase();
    let text = texts.into_iter().collect::<Vec<_>>().join("\n").to_lowercase();
    search.split_whitespace().all(|word| text.contains(word))
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows in the order of their places.
    pub rows: Vec<T>,
    /// The place behind which the page before begins, empty for the beginning of the list; none where nothing is before.
    pub prev: Option<String>,
    /// The place behind which the next page goes on; none where nothing follows.
    pub next: Option<String>,
}

/// The page of at most `most` rows behind the place `after`. An empty place is before all others.
#[must_use]
pub fn page<T>(rows: impl IntoIterator<Item = T>, place: impl Fn(&T) -> String, after: &str, most: usize) -> Page<T> {
    let mut before: Vec<(String, T)> = rows.into_iter().map(|row| (place(&row), row)).collect();
    before.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut shown = before.split_off(before.partition_point(|(place, _)| place.as_str() <= after));
    let more = shown.len() > most;
    shown.truncate(most);
    let next = shown.last().filter(|_| more).map(|(place, _)| place.clone());
    // The last of the rows that are before the page before.
    let last = before.len().checked_sub(most).and_then(|at| before.get(at.checked_sub(1)?));
    let prev = (!before.is_empty()).then(|| last.map(|(place, _)| place.clone()).unwrap_or_default());
    Page { rows: shown.into_iter().map(|(_, row)| row).collect(), prev, next }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_search_wants_every_word_and_minds_no_capitals() {
        let texts = || ["JSJD02", "花园路街道办事处"];
        for (search, found) in [("", true), ("jsjd", true), ("街道 JSJD02", true), ("花园 法院", false)] {
            assert_eq!(holds(texts(), search), found, "{search}");
        }
    }

    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    enum Fruit {
        #[default]
        Apple,
        Pear,
    }

    impl ListOrder for Fruit {
        const ALL: &'static [(Self, &'static str)] = &[(Self::Apple, ""), (Self::Pear, "pear")];
    }

    #[test]
    fn a_word_that_no_order_has_asks_for_the_usual_one() {
        for (word, order) in [("", Fruit::Apple), ("pear", Fruit::Pear), ("plum", Fruit::Apple), ("PEAR", Fruit::Apple)]
        {
            assert_eq!(Fruit::from_code(word), order, "{word}");
        }
    }

    #[test]
    fn the_hundredth_of_an_id_is_newer_than_its_ninety_ninth() {
        let numbers = ["P-2026-01", "P-2026-99", "P-2026-100", "2026", "P-x", ""].map(number_of);
        assert_eq!(numbers, [1, 99, 100, 2026, 0, 0]);
        assert!(falling(100) < falling(99) && falling(99) < falling(0) && falling(u32::MAX) < falling(100));
    }

    #[test]
    fn the_page_before_ends_where_a_page_begins_whatever_row_stood_there() {
        let at = |after: &str| page(["b", "d", "f", "h", "j"], |row| (*row).to_owned(), after, 2);
        let behind = |after: &str| at(after).prev;
        assert_eq!(behind(""), None);
        assert_eq!(behind("a"), None, "nothing is before");
        assert_eq!(behind("b").as_deref(), Some(""), "less than a page is before");
        assert_eq!(behind("d").as_deref(), Some(""));
        assert_eq!(behind("g").as_deref(), Some("b"), "the row at the place is gone");
        assert_eq!(at("b").rows, ["d", "f"]);
        assert_eq!(behind("z").as_deref(), Some("f"), "nothing follows any more");
        assert_eq!(at("f").rows, ["h", "j"]);
    }

    proptest! {
        /// Against the order of the pairs themselves: by key, then by id.
        #[test]
        fn pages_follow_each_other_in_the_order_of_key_and_id(
            rows in proptest::collection::btree_map("[A-Z]{2}[0-9]{2}", 0..5_u32, 0..40),
            most in 1..7_usize,
        ) {
            let rows: BTreeMap<String, u32> = rows;
            let mut naive: Vec<(u32, String)> = rows.iter().map(|(id, key)| (*key, id.clone())).collect();
            naive.sort();
            let (mut seen, mut after, mut before) = (Vec::new(), String::new(), None);
            loop {
                let place = |(key, id): &(u32, String)| format!("{key:010}.{id}");
                let all = rows.iter().map(|(id, key)| (*key, id.clone()));
                let shown = page(all, place, &after, most);
                prop_assert!(shown.rows.len() <= most);
                prop_assert_eq!(&shown.prev, &before, "back to where it was walked from");
                seen.extend(shown.rows);
                match shown.next {
                    Some(next) => before = Some(std::mem::replace(&mut after, next)),
                    None => break,
                }
            }
            prop_assert_eq!(seen, naive);
        }
    }
}
