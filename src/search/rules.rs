//! What matches a search, and what matches better. Pure.

use std::collections::BTreeMap;

use pinyin::ToPinyinMulti;

use super::model::{Found, Hit, Kind, MOST_OF_A_KIND, small_letters, words};

/// How well a word matches a text, from the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// It is the text.
    Whole,
    /// The text begins with it.
    Beginning,
    /// The first letters of the text's pinyin begin with it.
    FirstLetters,
    /// It stands somewhere in the text.
    Within,
    /// It stands somewhere in the first letters of its pinyin.
    LettersWithin,
}

/// What could be found, with the texts in which it is looked for.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What is shown.
    pub hit: Hit,
    /// Codes and names. The first ones are what people call it by.
    pub texts: Vec<String>,
}

/// The best of the candidates: every word must match one of their texts.
#[must_use]
pub fn found(typed: &str, candidates: impl IntoIterator<Item = Candidate>) -> Found {
    let words = words(typed);
    let query = words.join(" ");
    if words.is_empty() {
        return Found { query, hits: Vec::new() };
    }
    let mut by_kind: BTreeMap<Kind, Vec<(Match, Hit)>> = BTreeMap::new();
    for candidate in candidates {
        if let Some(worst) = rank(&words, &candidate.texts) {
            by_kind.entry(candidate.hit.kind).or_default().push((worst, candidate.hit));
        }
    }
    let best = |mut of_kind: Vec<(Match, Hit)>| {
        // Equals keep the order in which they came: that of their records.
        of_kind.sort_by_key(|(rank, _)| *rank);
        of_kind.into_iter().take(MOST_OF_A_KIND).map(|(_, hit)| hit)
    };
    let begins = |pages: &Vec<(Match, Hit)>| pages.iter().any(|(rank, _)| *rank <= Match::FirstLetters);
    let pages_lead = by_kind.get(&Kind::Page).is_some_and(begins);
    let pages = by_kind.remove(&Kind::Page).into_iter();
    let records = by_kind.into_values();
    let groups: Vec<_> = if pages_lead { pages.chain(records).collect() } else { records.chain(pages).collect() };
    Found { query, hits: groups.into_iter().flat_map(best).collect() }
}

/// How well the worst matched word matches; `None` where one matches nothing.
fn rank(words: &[String], texts: &[String]) -> Option<Match> {
    let best = |word: &String| texts.iter().filter_map(|text| matched(word, text)).min();
    words.iter().map(best).collect::<Option<Vec<_>>>()?.into_iter().max()
}

fn matched(word: &str, text: &str) -> Option<Match> {
    let text = small_letters(text);
    if text == word {
        return Some(Match::Whole);
    }
    if text.starts_with(word) {
        return Some(Match::Beginning);
    }
    let letters: Vec<char> = word.chars().collect();
    let in_letters = letters.iter().all(char::is_ascii_alphanumeric).then(|| place(&letters, &sounds(&text))).flatten();
    match in_letters {
        Some(0) => Some(Match::FirstLetters),
        _ if text.contains(word) => Some(Match::Within),
        Some(_) => Some(Match::LettersWithin),
        None => None,
    }
}

/// By character the letters with which its readings begin: a character may have several, such as 行. What is neither
/// Chinese nor a letter is left out.
fn sounds(text: &str) -> Vec<Vec<char>> {
    let of = |letter: char| -> Vec<char> {
        if letter.is_ascii_alphanumeric() {
            return vec![letter];
        }
        let readings = letter.to_pinyin_multi().into_iter().flatten();
        readings.filter_map(|reading| reading.plain().chars().next()).collect()
    };
    text.chars().map(of).filter(|letters| !letters.is_empty()).collect()
}

/// Where the letters stand one after the other.
fn place(letters: &[char], sounds: &[Vec<char>]) -> Option<usize> {
    let fits = |window: &[Vec<char>]| letters.iter().zip(window).all(|(letter, sounds)| sounds.contains(letter));
    sounds.windows(letters.len()).position(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(kind: Kind, texts: &[&str]) -> Candidate {
        let hit = Hit { kind, title: texts[0].to_owned(), note: String::new(), href: String::new() };
        Candidate { hit, texts: texts.iter().map(ToString::to_string).collect() }
    }

    fn titles(typed: &str) -> Vec<String> {
        let candidates = [
            candidate(Kind::Unit, &["经八路街道办事处", "JSJD01"]),
            candidate(Kind::Unit, &["花园路街道办事处", "JSJD02"]),
            candidate(Kind::Unit, &["区行政审批和政务信息管理局", "JSWB07"]),
            candidate(Kind::Plan, &["2026年度花园路片区抽查", "P-2026-01"]),
            candidate(Kind::Unit, &["Ａ座服务大厅", "JSWB08"]),
        ];
        found(typed, candidates).hits.into_iter().map(|hit| hit.title).collect()
    }

    #[test]
    fn a_name_is_found_by_its_characters_its_code_and_its_first_letters() {
        for typed in ["花园路街", "jsjd02", "hyljd", "花园 JSJD"] {
            assert_eq!(titles(typed), ["花园路街道办事处"], "{typed}");
        }
    }

    #[test]
    fn capitals_are_as_good_as_small_letters_wide_ones_too() {
        for typed in ["ａ座", "Ａ座", "jswb08", "JsWb08"] {
            assert_eq!(titles(typed), ["Ａ座服务大厅"], "{typed}");
        }
        assert_eq!(words("ＡＺ ａｚ AZ Ö"), ["ａｚ", "ａｚ", "az", "Ö"]);
    }

    #[test]
    fn a_character_of_several_readings_is_found_by_each() {
        assert_eq!(titles("qxzsp"), ["区行政审批和政务信息管理局"]);
        assert_eq!(titles("qhzsp"), ["区行政审批和政务信息管理局"]);
    }

    #[test]
    fn what_begins_so_comes_before_what_holds_it() {
        let candidates = [candidate(Kind::Unit, &["东花园"]), candidate(Kind::Unit, &["花园路"])];
        let hits = found("花园", candidates).hits;
        assert_eq!(hits.iter().map(|hit| hit.title.as_str()).collect::<Vec<_>>(), ["花园路", "东花园"]);
    }

    #[test]
    fn a_page_leads_where_its_name_begins_so_and_comes_last_where_it_only_holds_it() {
        let candidates = || {
            [
                candidate(Kind::Plan, &["台账专项检查"]),
                candidate(Kind::Page, &["整改台账", "Rectification ledger", "ledger"]),
            ]
        };
        let kinds = |typed: &str| found(typed, candidates()).hits.iter().map(|hit| hit.kind).collect::<Vec<_>>();
        assert_eq!(kinds("台账"), [Kind::Plan, Kind::Page]);
        for typed in ["整改", "zgtz", "Ledger", "rect led"] {
            assert_eq!(kinds(typed), [Kind::Page], "{typed}");
        }
        let both = [candidate(Kind::Plan, &["整改检查"]), candidate(Kind::Page, &["整改台账"])];
        let titles: Vec<_> = found("整改", both).hits.into_iter().map(|hit| hit.title).collect();
        assert_eq!(titles, ["整改台账", "整改检查"]);
    }

    #[test]
    fn every_word_must_match() {
        assert!(titles("花园 消防").is_empty());
        assert_eq!(titles("花园"), ["花园路街道办事处", "2026年度花园路片区抽查"]);
    }

    #[test]
    fn nothing_typed_finds_nothing() {
        assert!(titles("  ").is_empty());
    }

    #[test]
    fn of_a_kind_only_so_many_are_shown() {
        let many = (0..30).map(|number| candidate(Kind::Unit, &[&format!("单位{number}")]));
        assert_eq!(found("单位", many).hits.len(), MOST_OF_A_KIND);
    }
}
