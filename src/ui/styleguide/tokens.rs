//! The tokens, read from the style sheet itself, so that none is missing here; and how one sees them in other colours and
//! sizes.

use leptos::prelude::*;

use super::super::*;

const SHEET: &str = include_str!("../../../style/tokens.css");

pub(super) fn section() -> impl IntoView {
    let colours = named(|_, value| value.starts_with('#')).map(|name| {
        view! {
            <li>
                <svg viewBox="0 0 48 28" width="48" height="28" aria-hidden="true">
                    <rect width="48" height="28" rx="3" fill=token(name) stroke="var(--line-strong)" />
                </svg>
                <span>{name}</span>
            </li>
        }
    });
    let sizes = named(|name, _| name.starts_with("t-")).map(|name| {
        view! {
            <li>
                <svg viewBox="0 0 120 44" width="120" height="44" aria-hidden="true">
                    <text x="0" y="34" fill="currentColor" font-size=token(name)>
                        "责清 26"
                    </text>
                </svg>
                <span>{name}</span>
            </li>
        }
    });
    // A line's thickness is a property of style, a rectangle's width only where browsers are new.
    let spaces = named(is_space).map(|name| {
        view! {
            <li>
                <svg viewBox="0 0 40 64" width="40" height="64" aria-hidden="true">
                    <line x1="0" x2="40" y1="32" y2="32" stroke="var(--c-main)" stroke-width=token(name) />
                </svg>
                <span>{name}</span>
            </li>
        }
    });
    view! {
        <Sheet title="颜色" note="都来自 tokens.css；浅色、深色各一套">
            <ul class="icg">{colours.collect_view()}</ul>
        </Sheet>
        <div class="cols half">
            <Sheet title="字号">
                <ul class="swatches">{sizes.collect_view()}</ul>
            </Sheet>
            <Sheet title="间距">
                <ul class="swatches">{spaces.collect_view()}</ul>
            </Sheet>
        </div>
    }
}

/// The page in other colours and another size: the same forms as in every person's menu.
pub(super) fn switches() -> impl IntoView {
    let buttons = |name: &'static str, choices: &[(&'static str, &'static str)]| {
        let button = |&(value, text): &(&'static str, &'static str)| {
            view! {
                <button class="btn small" type="submit" name=name value=value>
                    {text}
                </button>
            }
        };
        choices.iter().map(button).collect_view()
    };
    let themes = buttons("theme", &[("system", "跟随系统"), ("light", "浅色"), ("dark", "深色")]);
    let sizes = buttons("text", &[("normal", "标准字号"), ("large", "大字")]);
    view! {
        <div class="rowf">
            <form class="rowf" method="post" action="/preferences" role="group" aria-label="颜色">
                <HiddenField name="return_to" value="/styleguide" />
                {themes}
            </form>
            <form class="rowf" method="post" action="/preferences" role="group" aria-label="字号">
                <HiddenField name="return_to" value="/styleguide" />
                {sizes}
            </form>
        </div>
    }
}

fn token(name: &str) -> String {
    format!("var(--{name})")
}

fn is_space(name: &str, value: &str) -> bool {
    value.ends_with("px")
        && name.strip_prefix('s').is_some_and(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// The names of those tokens of the light sheet that `wanted` chooses by name and value, in its order.
fn named(wanted: fn(&str, &str) -> bool) -> impl Iterator<Item = &'static str> {
    let light = SHEET.split_once(":root {").and_then(|(_, rest)| rest.split_once("\n}")).map_or("", |(light, _)| light);
    let tokens = light.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    tokens
        .filter_map(|(name, value)| Some((name, value.split_once(';')?.0)))
        .filter(move |(name, value)| wanted(name, value))
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_are_those_of_the_style_sheet() {
        let colours: Vec<_> = named(|_, value| value.starts_with('#')).collect();
        assert_eq!(colours.first(), Some(&"paper"));
        assert!(colours.contains(&"h6-ink") && !colours.contains(&"radius"), "{colours:?}");
        assert_eq!(named(|name, _| name.starts_with("t-")).next(), Some("t-xs"));
        assert_eq!(
            named(is_space).map(str::to_owned).collect::<Vec<_>>().join(" "),
            "s1 s2 s3 s4 s5 s6 s8 s10 s12 s16"
        );
    }
}
