//! Hands the analyser to the engine: stems with positions for the body, words as written for prefixes. The
//! engine asks for both of one text, one after the other, so each thread keeps the text it has analysed last.

use std::cell::RefCell;
use std::sync::Arc;

use tantivy::tokenizer::{
    LowerCaser, RawTokenizer, TextAnalyzer, Token as EngineToken, TokenStream, Tokenizer,
};

use crate::analyser::{Analyser, Dictionary, Token};
use crate::query::Field;

/// Which form of a word goes into the index.
#[derive(Clone, Copy)]
enum Form {
    Stem,
    Written,
}

pub(super) fn register(engine: &tantivy::Index, dictionary: &Arc<Dictionary>) {
    let tokens = engine.tokenizers();
    let words =
        |form| Words { dictionary: Arc::clone(dictionary), form, current: EngineToken::default() };
    tokens.register("assay", TextAnalyzer::builder(words(Form::Stem)).build());
    tokens.register("written", TextAnalyzer::builder(words(Form::Written)).build());
    let folded = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).build();
    tokens.register("folded", folded);
    tokens.register("alike", TextAnalyzer::builder(Alike::default()).build());
}

/// The whole value as one token that all values have which are equal for people.
#[derive(Clone, Default)]
struct Alike {
    token: EngineToken,
}

/// The one token of a value, before and after it was taken.
struct One<'a> {
    token: &'a mut EngineToken,
    is_taken: bool,
}

impl Tokenizer for Alike {
    type TokenStream<'a> = One<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> One<'a> {
        self.token.text = Field::Team.key(text);
        self.token.position = 0;
        self.token.offset_from = 0;
        self.token.offset_to = text.len();
        One { token: &mut self.token, is_taken: false }
    }
}

impl TokenStream for One<'_> {
    fn advance(&mut self) -> bool {
        !std::mem::replace(&mut self.is_taken, true)
    }

    fn token(&self) -> &EngineToken {
        self.token
    }

    fn token_mut(&mut self) -> &mut EngineToken {
        self.token
    }
}

/// What a thread has analysed last.
struct Analysed {
    dictionary: Arc<Dictionary>,
    analyser: Analyser,
    text: String,
    tokens: Vec<Token>,
}

thread_local! {
    static LAST: RefCell<Option<Analysed>> = const { RefCell::new(None) };
}

impl Analysed {
    /// Returns the thread's last text if it is this one, else analyses it.
    fn of<'a>(last: &'a mut Option<Self>, dictionary: &Arc<Dictionary>, text: &str) -> &'a Self {
        let other = last.as_ref().is_some_and(|a| !Arc::ptr_eq(&a.dictionary, dictionary));
        if other {
            *last = None;
        }
        let is_new = last.is_none();
        let analysed = last.get_or_insert_with(|| Self {
            dictionary: Arc::clone(dictionary),
            analyser: Analyser::new(Arc::clone(dictionary)),
            text: String::new(),
            tokens: Vec::new(),
        });
        if is_new || analysed.text != text {
            analysed.text.clear();
            analysed.text.push_str(text);
            analysed.analyser.analyse_into(text, &mut analysed.tokens);
        }
        analysed
    }
}

#[derive(Clone)]
struct Words {
    dictionary: Arc<Dictionary>,
    form: Form,
    current: EngineToken,
}

struct Stream<'a> {
    words: &'a mut Words,
    /// How many words the text has, which its thread keeps for as long as the stream lives.
    tokens: usize,
    next: usize,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let tokens =
            LAST.with_borrow_mut(|last| Analysed::of(last, &self.dictionary, text).tokens.len());
        Stream { words: self, tokens, next: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if self.next >= self.tokens {
            return false;
        }
        LAST.with_borrow(|last| {
            let Some(analysed) = last else { return false };
            let token = &analysed.tokens[self.next];
            let word = analysed.analyser.word(token);
            let current = &mut self.words.current;
            current.text.clear();
            current.text.push_str(match self.words.form {
                Form::Stem => &word.stem,
                Form::Written => &word.written,
            });
            current.position = token.position(self.next);
            current.offset_from = token.start;
            current.offset_to = token.end;
            self.next += 1;
            true
        })
    }

    fn token(&self) -> &EngineToken {
        &self.words.current
    }

    fn token_mut(&mut self) -> &mut EngineToken {
        &mut self.words.current
    }
}
