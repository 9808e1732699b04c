//! What a page loads.
//!
//! Whatever a page waits for is kept as one type, [`Answer`], so that all the machinery of waiting is in the browser's
//! module once and not once for each page; only reading the answer knows what is in it.

use std::{
    any::Any,
    convert::Infallible,
    marker::PhantomData,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Said, as_json,
    refusal::{error_below_head, error_view},
};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::json,
    ui::{Outline, loaded, loaded_after},
};

/// What a page waits for: a `T`, or why it is refused. It is asked for anew when its source changes.
pub struct Load<T> {
    answer: Resource<Answer, AsWritten>,
    outline: Outline,
    is_below_head: bool,
    of: PhantomData<fn() -> T>,
}

impl<T> Load<T> {
    /// With what stands there meanwhile: lines of a table.
    #[must_use]
    pub fn as_table(self) -> Self {
        Self { outline: Outline::Table, ..self }
    }

    /// With what stands there meanwhile: fields under each other.
    #[must_use]
    pub fn as_form(self) -> Self {
        Self { outline: Outline::Form, ..self }
    }

    /// With what stands there meanwhile: figures, and drawings under them.
    #[must_use]
    pub fn as_board(self) -> Self {
        Self { outline: Outline::Board, ..self }
    }

    /// Below the head of the page, which stands there whatever is answered: a refusal is no page of its own then.
    #[must_use]
    pub fn below_head(self) -> Self {
        Self { is_below_head: true, ..self }
    }
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

/// Asks for what a page needs: now, and whenever `source` gives something else.
#[track_caller]
pub fn load<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    ask: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Load<T>
where
    S: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Serialize + Send + Sync + 'static,
    Fut: Future<Output = Result<T, AppError>> + Send + 'static,
{
    // What was asked for last. The machinery of waiting knows only how often that changed, not what it is.
    let last = Arc::new(Mutex::new(None::<S>));
    let now = Arc::clone(&last);
    let times: Times = Box::new(move |before| {
        let asked = source();
        let mut last = held(&now);
        if last.as_ref() == Some(&asked) {
            return before;
        }
        *last = Some(asked);
        before + 1
    });
    let said = use_context::<Said>();
    let ask: Ask = Box::new(move || {
        let asked = held(&last).clone();
        // It is counted before it is asked for.
        let answered = asked.map(&ask);
        Box::pin(async move {
            match answered {
                Some(answered) => {
                    let answered = answered.await;
                    if let (Ok(_), Some(said)) = (&answered, said) {
                        said.answered();
                    }
                    Answer::given(answered)
                }
                None => Answer::given::<T>(Err(AppError::Unavailable { error_id: String::new() })),
            }
        })
    });
    Load { answer: waited_for(times, ask), outline: Outline::default(), is_below_head: false, of: PhantomData }
}

/// How often what is asked for has changed, by how often it had.
type Times = Box<dyn Fn(u32) -> u32 + Send + Sync>;

/// Asks for what was counted last.
type Ask = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Answer> + Send>> + Send + Sync>;

fn waited_for(times: Times, ask: Ask) -> Resource<Answer, AsWritten> {
    let times = Memo::new(move |before: Option<&u32>| times(before.copied().unwrap_or_default()));
    Resource::new_with_options(move || times.get(), move |_| ask(), false)
}

fn held<S>(asked: &Mutex<Option<S>>) -> MutexGuard<'_, Option<S>> {
    // Nothing is left half done where a thread ended.
    asked.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws what was loaded: a skeleton at first, then `on_ok`'s page or the refusal. Every page loads by it, once: what a
/// page needs comes in one answer.
pub fn loaded_page<T>(load: Load<T>, on_ok: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView
where
    T: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let refuse: fn(AppError) -> AnyView = if load.is_below_head { error_below_head } else { error_view };
    let draw = move |answer: Answer| match answer.read() {
        Ok(value) => on_ok(value),
        Err(error) => refuse(error),
    };
    loaded(load.answer, tr!(ui.loading), load.outline, Arc::new(draw))
}

/// Draws what stands beside a page's content and keeps it from nothing. It is drawn once `told` has the answer, so that the
/// server's page has it; where a browser goes on to a page without its answer, it is drawn as it is without one until then.
/// `told` is told as often as the answer is drawn.
pub fn beside<T>(
    load: Load<T>,
    told: impl Fn(Result<T, AppError>) + Send + Sync + 'static,
    content: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + DeserializeOwned + Send + Sync + 'static,
{
    let without: Box<dyn FnOnce() -> AnyView + Send> =
        if has_its_answer() { Box::new(|| ().into_any()) } else { Box::new(content.clone()) };
    let draw = move |answer: Answer| {
        told(answer.read());
        content()
    };
    loaded_after(load.answer, without, Arc::new(draw))
}

/// Whether a page is drawn with all that it waits for: on the server, which waits, and where a browser takes over what the
/// server has drawn. What is drawn without an answer would be made there as well, and shown to nobody.
fn has_its_answer() -> bool {
    is_server() || Owner::current_shared_context().is_some_and(|context| context.during_hydration())
}

/// An answer, whatever is in it: a `Result<T, AppError>`. The server has it both ways, a browser in one: written where
/// it takes over a page, given where it has asked itself.
#[derive(Clone)]
struct Answer {
    given: Option<Arc<dyn Any + Send + Sync>>,
    /// As JSON.
    written: Option<Arc<str>>,
}

impl Answer {
    fn given<T: Serialize + Send + Sync + 'static>(answered: Result<T, AppError>) -> Self {
        Self { written: as_json(&answered), given: Some(Arc::new(answered)) }
    }

    fn read<T: Clone + DeserializeOwned + 'static>(&self) -> Result<T, AppError> {
        if let Some(given) = self.given.as_ref().and_then(|given| given.downcast_ref::<Result<T, AppError>>()) {
            return given.clone();
        }
        let written = self.written.as_deref().unwrap_or_default();
        json::read(written.as_bytes()).unwrap_or_else(|_| Err(AppError::Unavailable { error_id: String::new() }))
    }
}

/// An answer goes into the document as it is written, and is read when its page is drawn.
struct AsWritten;

impl Encoder<Answer> for AsWritten {
    type Error = Infallible;
    type Encoded = String;

    fn encode(answer: &Answer) -> Result<String, Infallible> {
        Ok(answer.written.as_deref().unwrap_or_default().to_owned())
    }
}

impl Decoder<Answer> for AsWritten {
    type Error = NothingWritten;
    type Encoded = str;

    fn decode(written: &str) -> Result<Answer, NothingWritten> {
        if written.is_empty() {
            return Err(NothingWritten);
        }
        Ok(Answer { given: None, written: Some(written.into()) })
    }
}

/// The document holds no answer; the browser asks for it itself.
#[derive(Debug)]
struct NothingWritten;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Result<Vec<u32>, AppError> {
        AsWritten::decode(written).unwrap().read()
    }

    #[test]
    fn an_answer_is_read_as_it_was_given() {
        for answered in [Ok(vec![1, 2]), Err(AppError::Stale), Err(AppError::Invalid(Vec::new()))] {
            let answer = Answer::given(answered.clone());
            assert_eq!(answer.read::<Vec<u32>>(), answered);
            assert_eq!(read(&AsWritten::encode(&answer).unwrap()), answered);
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(AsWritten::decode("").is_err());
        for written in ["{}", r#"{"Ok":"text"}"#] {
            assert!(matches!(read(written), Err(AppError::Unavailable { .. })), "{written}");
        }
    }
}
