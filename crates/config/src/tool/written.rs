//! The tool of a thematic audit as an entry of `audit-tool.yaml`: one domain with a judgement, a comment
//! and questions of its own, for the plan of the same name.

use assay_model::Date;

use crate::written::{BreaksOver, Value};

/// What the entry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thematic<'a> {
    /// The name of the version and of its plan.
    pub name: &'a str,
    /// The title, which is the name of the one domain too.
    pub title: &'a str,
    /// The first day it is used on.
    pub from: Date,
    /// The questions with how each is answered: a word of the settings, or choices with bars between.
    pub questions: &'a [(String, String)],
}

/// Returns the tool's lines.
///
/// # Errors
/// When a text breaks over lines.
pub fn entry(tool: &Thematic<'_>) -> Result<String, BreaksOver> {
    let (name, title) = (Value::Text(tool.name.to_owned()), Value::Text(tool.title.to_owned()));
    name.on_one_line()?;
    title.on_one_line()?;
    let mut text = format!(
        "  - version: {name}\n    title: {title}\n    from: {}\n    plans: [{name}]\n    overall: true\n    domains:\n      - name: {title}\n        score: false\n        judgement: true\n        comment_required: true\n        questions:\n",
        tool.from
    );
    for (words, answer) in tool.questions {
        let question = Value::Settings(vec![
            ("text", Value::Text(words.clone())),
            ("answer", answer_of(answer)),
            ("required", Value::On),
        ]);
        question.on_one_line()?;
        text.push_str(&format!("          - {question}\n"));
    }
    Ok(text)
}

fn answer_of(answer: &str) -> Value {
    match answer.split('|').map(str::trim).collect::<Vec<_>>().as_slice() {
        [one] => Value::Word((*one).to_owned()),
        choices => Value::Texts(choices.iter().map(|choice| (*choice).to_owned()).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::read;
    use assay_model::tool::Answer;

    fn written(questions: &[(String, String)]) -> String {
        let from = "2026-11-03".parse().unwrap();
        let tool = Thematic { name: "missing-2026", title: "\"who's\": #1, 子", from, questions };
        crate::written::after("tools:", &entry(&tool).unwrap())
    }

    fn question(words: &str, answer: &str) -> (String, String) {
        (words.to_owned(), answer.to_owned())
    }

    #[test]
    fn a_tool_that_is_written_is_read_back_equal() {
        let text = written(&[
            question("- was it: held? # \"in time\"", "yes-partly-no"),
            question("Who?", "yes | no | it's: [other] # \"x\""),
        ]);
        let tools = read(&text, "audit-tool.yaml").unwrap();
        let tool = &tools[0];
        assert_eq!(
            (tool.version.as_str(), tool.title.as_str()),
            ("missing-2026", "\"who's\": #1, 子")
        );
        assert_eq!((tool.plans.as_slice(), tool.overall), (&["missing-2026".to_owned()][..], true));
        let domain = &tool.domains[0];
        assert!(domain.judgement && domain.comment_required && !domain.score);
        assert_eq!(domain.name, "\"who's\": #1, 子");
        assert_eq!(domain.questions[0].text, "- was it: held? # \"in time\"");
        assert_eq!(domain.questions[0].answer, Answer::YesPartlyNo);
        let choices = ["yes", "no", "it's: [other] # \"x\""].map(str::to_owned).to_vec();
        assert_eq!(domain.questions[1].answer, Answer::Choice(choices));
        assert!(domain.questions.iter().all(|question| question.required));
    }

    #[test]
    fn an_answer_that_is_no_kind_of_answer_is_a_fault_and_nothing_else() {
        let sly = "text}\n# ";
        let tool = Thematic {
            name: "a",
            title: "b",
            from: "2026-11-03".parse().unwrap(),
            questions: &[question("Who?", sly)],
        };
        assert!(entry(&tool).is_err());
        let text = written(&[question("Who?", "text, required: false")]);
        let error = read(&text, "audit-tool.yaml").unwrap_err().to_string();
        assert!(error.contains("a kind of answer"), "{error}");
    }
}
