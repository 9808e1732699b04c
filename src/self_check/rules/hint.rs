//! What the hint of a question says in fixed phrases. The form that the district sends has no columns for bounds: they
//! stand in the hint, for people («填0至100，可保留一位小数», «不超过500字», «没有网址的填“无”»). Reading them there keeps
//! what is told and what is checked the same. A hint without such a phrase bounds nothing.

/// The word for what there is not.
pub const NOTHING: &str = "无";

/// The bounds of a figure, inclusive, in whole units.
#[must_use]
pub fn bounds(hint: &str) -> Option<(i64, i64)> {
    let (_, rest) = hint.split_once('填')?;
    let (low, rest) = leading_number(rest)?;
    let (high, _) = leading_number(rest.strip_prefix('至')?)?;
    (low <= high).then_some((low, high))
}

/// Whether a figure may have one decimal.
#[must_use]
pub fn takes_decimal(hint: &str) -> bool {
    hint.contains("一位小数")
}

/// The most characters of a text.
#[must_use]
pub fn most_characters(hint: &str) -> Option<usize> {
    let (_, rest) = hint.split_once("不超过")?;
    let (most, rest) = leading_number(rest)?;
    rest.starts_with('字').then(|| usize::try_from(most).ok()).flatten()
}

/// Whether the question may be answered by saying that there is nothing.
#[must_use]
pub fn takes_nothing(hint: &str) -> bool {
    hint.contains("填“无”")
}

fn leading_number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..end].parse().ok()?;
    Some((number, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_the_form_are_read() {
        assert_eq!(bounds("填0至100，可保留一位小数"), Some((0, 100)));
        assert!(takes_decimal("填0至100，可保留一位小数"));
        assert_eq!(most_characters("不超过500字"), Some(500));
        assert!(takes_nothing("填写可直接打开的完整网址；没有网址的填“无”并在下一题说明"));
    }

    #[test]
    fn other_hints_bound_nothing() {
        for hint in ["", "没有的填0", "单位：项", "选项：优、良、中、差", "填“否”的，本部分其余问题可不填"]
        {
            assert_eq!(bounds(hint), None, "{hint}");
            assert_eq!(most_characters(hint), None, "{hint}");
            assert!(!takes_nothing(hint) && !takes_decimal(hint), "{hint}");
        }
    }
}
