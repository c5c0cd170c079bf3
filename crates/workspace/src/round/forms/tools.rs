//! The audit tool of the workspace: the versions in `audit-tool.yaml`, and those in a workbook of the same
//! name next to it.

use assay_intake::{Source, domains_without_answer};
use assay_model::tool::AuditTool;
use assay_tables::{KeepRows, Limits};

use crate::desk::files;
use crate::{Error, Reader, Result};

const YAML: &str = "audit-tool.yaml";
/// The workbook, or its table saved as CSV; neither need be there.
const TABLES: [&str; 2] = ["audit-tool.xlsx", "audit-tool.csv"];

/// Returns every version of the audit tool, the earliest first.
///
/// # Errors
/// When either file has a fault, or a version is in both.
pub fn tools(workspace: &Reader) -> Result<Vec<AuditTool>> {
    let mut tools = assay_config::tool::read(&workspace.settings_text(YAML)?, YAML)?;
    let here = TABLES.iter().map(|name| (*name, workspace.root.join(name)));
    for (name, path) in here.filter(|(_, path)| path.exists()) {
        for tool in of_table(name, files::read(&path)?)? {
            if tools.iter().any(|known| known.version == tool.version) {
                let message = format!(
                    "version \"{}\" of the audit tool is in {name} and in another file",
                    tool.version
                );
                return Err(Error::input(message).hint("choose another version for one of the two"));
            }
            tools.push(tool);
        }
    }
    tools.sort_by_key(|tool| tool.from);
    Ok(tools)
}

fn of_table(name: &str, bytes: Vec<u8>) -> Result<Vec<AuditTool>> {
    let source = Source { name: name.to_owned(), bytes };
    let limits = Limits { keep: KeepRows::All, ..Limits::default() };
    let read = assay_intake::read_tool(source, &limits).map_err(|fault| {
        let problem = fault.to_problem();
        Error::input(problem.to_string()).hint(problem.hint.clone())
    })?;
    if let [first, others @ ..] = read.problems.as_slice() {
        let more = match others.len() {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        return Err(Error::input(format!("{first}{more}")).hint(first.hint.clone()));
    }
    if let Some((version, domains)) = domains_without_answer(&read.records).into_iter().next() {
        let message = format!(
            "{name}: version \"{version}\" asks nothing in the domain \"{}\"",
            domains.join("\", \"")
        );
        return Err(Error::input(message)
            .hint("write score or judgement in its row, or a question in a row below"));
    }
    Ok(read.records)
}
