//! The starter model: learnt from the labelled comments that come with the program, shipped as a file, and
//! ready before anyone has confirmed or rejected anything.

use std::sync::{Arc, OnceLock};

use assay_comments::suggest::{
    Example, Learned, Model, STARTER_MODEL, STARTER_SETS, Suggester, learn,
};
use assay_comments::themes::Matcher;

use super::labelled::{self, Labelled};
use crate::desk::error::{Error, Result};

/// Returns a suggester with the starter model.
///
/// # Errors
/// Never in a program that passed its tests.
pub fn suggester() -> Result<Suggester> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let model = if let Some(model) = MODEL.get() {
        Arc::clone(model)
    } else {
        let model = Model::read(STARTER_MODEL).map_err(|e| Error::input(e.to_string()))?;
        Arc::clone(MODEL.get_or_init(|| Arc::new(model)))
    };
    Ok(Suggester::new(model, super::built_in()?))
}

/// Returns a suggester with a model that was learnt with the shipped themes.
///
/// # Errors
/// Never in a program that passed its tests.
pub fn suggester_with(model: Model) -> Result<Suggester> {
    Ok(Suggester::new(Arc::new(model), super::built_in()?))
}

/// Returns the labelled comments of a text, with what the shipped rules find in them.
///
/// # Errors
/// When a column is missing.
pub fn examples_of(name: &str, text: &str) -> Result<Vec<Example>> {
    read(name, text, &mut Matcher::new(super::built_in()?))
}

/// Returns the labelled comments that come with the program, set by set.
///
/// # Errors
/// Never in a program that passed its tests.
pub fn examples() -> Result<Vec<(&'static str, Vec<Example>)>> {
    let mut matcher = Matcher::new(super::built_in()?);
    STARTER_SETS.iter().map(|(name, text)| Ok((*name, read(name, text, &mut matcher)?))).collect()
}

/// Learns the starter model afresh from its comments.
///
/// # Errors
/// Never in a program that passed its tests.
pub fn learn_afresh(examples: &[Example]) -> Result<Learned> {
    let themes = super::built_in()?;
    let codes: Vec<String> = themes.book().themes.iter().map(|t| t.code.clone()).collect();
    Ok(learn(&themes, examples, &codes))
}

/// Reads labelled comments and notes what the rules find in them.
///
/// # Errors
/// When a column is missing.
fn read(name: &str, text: &str, matcher: &mut Matcher) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    labelled::each(text.as_bytes(), name, |Labelled { id, text, themes }| {
        let mut by_rules: Vec<String> =
            matcher.hits(&text).into_iter().map(|hit| hit.theme).collect();
        by_rules.dedup();
        examples.push(Example { id, text, themes, by_rules, asked: None });
        Ok(())
    })?;
    // Who labelled a set looked for the codes that it has; the later sets have more of them.
    let codes = examples.iter().flat_map(|example| example.themes.iter().cloned()).collect();
    let asked = Arc::new(codes);
    for example in &mut examples {
        example.asked = Some(Arc::clone(&asked));
    }
    Ok(examples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_what_is_learnt_from_the_shipped_comments() {
        let examples: Vec<Example> =
            examples().expect("comments").into_iter().flat_map(|(_, set)| set).collect();
        let learned = learn_afresh(&examples).expect("a model");
        let same = learned.model.write() == STARTER_MODEL;
        assert!(same, "learn it again: cargo run --release --example starter_model");
    }
}
