//! A thematic audit: a plan of its own and a short tool of its own questions, outside the monthly
//! series. Both are written to the settings, after they have been read back as the files will be.

use assay_views::draws::PlanShown;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::reader::Reader;
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
    let plan = format!(
        "\n  {}:\n    purpose: {}\n    kind: thematic\n    source: {}\n    n: {}\n",
        new.name,
        quoted(&new.purpose),
        quoted(&new.source),
        new.n
    );
    let all_plans = format!("{}\n{plan}", workspace.settings_text(plans::FILE)?.trim_end());
    let all_tools = format!("{}\n{}", tools_before_caps(workspace)?, tool(workspace, new));
    assay_config::tool::read(&all_tools, TOOLS)?;
    let entries = assay_config::plans::read(&all_plans, plans::FILE)?;
    let added = entries.into_iter().find(|entry| entry.plan.name == new.name);
    let added = added.ok_or_else(|| Error::failed("the plan could not be read back"))?;
    files::write(&workspace.root.join(TOOLS), all_tools.as_bytes())?;
    files::write(&workspace.root.join(plans::FILE), all_plans.as_bytes())?;
    Ok(plans::shown(&added))
}

fn tools_before_caps(workspace: &Reader) -> Result<String> {
    Ok(workspace.settings_text(TOOLS)?.trim_end().to_owned())
}

/// The tool as an entry of `audit-tool.yaml`, from the day it is made.
fn tool(workspace: &Reader, new: &NewThematic) -> String {
    let questions: String =
        new.questions.iter().fold(String::new(), |mut text, (words, answer)| {
            let answer = match answer.split('|').map(str::trim).collect::<Vec<_>>().as_slice() {
                [one] => (*one).to_owned(),
                choices => {
                    let choices: Vec<String> =
                        choices.iter().map(|choice| quoted(choice)).collect();
                    format!("[{}]", choices.join(", "))
                }
            };
            text.push_str(&format!(
                "          - {{text: {}, answer: {answer}, required: true}}\n",
                quoted(words)
            ));
            text
        });
    format!(
        "\n  - version: {0}\n    title: {1}\n    from: {2}\n    plans: [{0}]\n    overall: true\n    domains:\n      - name: {1}\n        score: false\n        judgement: true\n        comment_required: true\n        questions:\n{questions}",
        quoted(&new.name),
        quoted(&new.purpose),
        workspace.session.as_at(),
    )
}

/// A text as YAML takes it whatever is in it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
