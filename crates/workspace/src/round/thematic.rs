//! A thematic audit: a plan of its own and a short tool of its own questions, outside the monthly
//! series. Both are written to the settings, after they have been read back as the files will be.

use assay_config::Value;
use assay_config::tool::{self, Thematic};
use assay_views::draws::PlanShown;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::writer::Writer;
use crate::draws::plans;

const TOOLS: &str = "audit-tool.yaml";

/// The answers of which a thematic audit is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewThematic {
    /// Its name: of the plan and of the tool's version.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The list it draws from.
    pub source: String,
    /// The sample size.
    pub n: String,
    /// The questions with how each is answered: `yes-partly-no`, `score`, `judgement`, `date`,
    /// `text`, or choices with bars between.
    pub questions: Vec<(String, String)>,
}

/// Adds the plan and the tool.
///
/// # Errors
/// When there are such already, an answer cannot be used, or the files cannot be written.
pub fn add(workspace: &Writer<'_>, new: &NewThematic) -> Result<PlanShown> {
    plans::refuse_taken(workspace, &new.name)?;
    if new.questions.is_empty() {
        return Err(Error::input("a thematic audit needs a question")
            .hint("write one on each line: Was the return interview held? | yes-partly-no"));
    }
    let text = |text: &str| Value::Text(text.to_owned());
    let word = |word: &str| Value::Word(word.to_owned());
    let settings = [
        ("purpose", text(&new.purpose)),
        ("kind", word("thematic")),
        ("source", text(&new.source)),
        ("n", word(&new.n)),
    ];
    let (all_plans, added) = plans::with(workspace, &new.name, &settings)?;
    let from = workspace.session.as_at();
    let (title, questions) = (&new.purpose, &new.questions);
    let all_tools = assay_config::after(
        &workspace.settings_text(TOOLS)?,
        &tool::entry(&Thematic { name: &new.name, title, from, questions })?,
    );
    tool::read(&all_tools, TOOLS)?;
    files::write(&workspace.root.join(TOOLS), all_tools.as_bytes())?;
    files::write(&workspace.root.join(plans::FILE), all_plans.as_bytes())?;
    Ok(plans::shown(&added))
}
