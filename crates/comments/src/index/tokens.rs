//! Hands the analyser to the engine: stems with positions for the body, words as written for prefixes.

use std::mem;

use tantivy::tokenizer::{
    LowerCaser, RawTokenizer, TextAnalyzer, Token as EngineToken, TokenStream, Tokenizer,
};

use crate::analyser::{Analyser, Token};

/// Which form of a word goes into the index.
#[derive(Clone, Copy)]
enum Form {
    Stem,
    Written,
}

pub(super) fn register(engine: &tantivy::Index, analyser: &Analyser) {
    let tokens = engine.tokenizers();
    let words = |form| Words {
        analyser: analyser.clone(),
        form,
        tokens: Vec::new(),
        current: EngineToken::default(),
    };
    tokens.register("assay", TextAnalyzer::builder(words(Form::Stem)).build());
    tokens.register("written", TextAnalyzer::builder(words(Form::Written)).build());
    let folded = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).build();
    tokens.register("folded", folded);
}

#[derive(Clone)]
struct Words {
    analyser: Analyser,
    form: Form,
    tokens: Vec<Token>,
    current: EngineToken,
}

struct Stream<'a> {
    words: &'a mut Words,
    next: usize,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let mut tokens = mem::take(&mut self.tokens);
        self.analyser.analyse_into(text, &mut tokens);
        self.tokens = tokens;
        Stream { words: self, next: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(token) = self.words.tokens.get(self.next) else { return false };
        let word = self.words.analyser.word(token);
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
    }

    fn token(&self) -> &EngineToken {
        &self.words.current
    }

    fn token_mut(&mut self) -> &mut EngineToken {
        &mut self.words.current
    }
}
