//! The head of a page: where am I, what is the state, whose turn is it, what can I do.

use leptos::prelude::*;

use super::given;

/// One step of the way to this page; the last one, this page, has no address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crumb {
    pub text: String,
    pub href: Option<String>,
}

/// The sentence under the head of a page: as words, or with links in it.
#[derive(Debug, Default)]
pub struct Turn(Option<AnyView>);

impl From<String> for Turn {
    fn from(text: String) -> Self {
        Self(given(text).map(IntoAny::into_any))
    }
}

impl From<AnyView> for Turn {
    fn from(view: AnyView) -> Self {
        Self(Some(view))
    }
}

/// The page's `h1`, its state and the sentence saying whose turn it is. Children are the acts, primary last.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    /// One sentence: whose turn, until when, how many working days are left.
    #[prop(optional, into)]
    turn: Turn,
    #[prop(optional)] crumbs: Vec<Crumb>,
    /// A [`Badge`](super::Badge) or [`Light`](super::Light) beside the title.
    #[prop(optional)]
    badge: Option<AnyView>,
    /// The name of the way to this page for assistive technology.
    #[prop(optional, into)]
    crumbs_label: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let trail = (!crumbs.is_empty()).then(|| {
        let steps = crumbs.into_iter().map(|crumb| match crumb.href {
            Some(href) => view! { <li><a href=href>{crumb.text}</a></li> }.into_any(),
            None => view! { <li aria-current="page">{crumb.text}</li> }.into_any(),
        });
        view! {
            <nav aria-label=given(crumbs_label)>
                <ol class="crumbs">{steps.collect_view()}</ol>
            </nav>
        }
    });
    view! {
        {trail}
        <div class="head">
            <div class="head-t">
                <div class="title">
                    <h1>{title}</h1>
                    {badge}
                </div>
                {turn.0.map(|turn| view! { <p class="turn">{turn}</p> })}
            </div>
            {children.map(|children| view! { <div class="acts stick">{children()}</div> })}
        </div>
    }
}
