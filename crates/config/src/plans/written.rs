//! A plan as an entry of `plans.yaml`. Which settings it has, the job decides.

use crate::written::{BreaksOver, Value, on_one_line};

/// Returns the plan's lines, from its name to its last setting, in this order.
///
/// # Errors
/// When a text breaks over lines.
pub fn entry(name: &str, settings: &[(&str, Value)]) -> Result<String, BreaksOver> {
    on_one_line(name)?;
    let mut text = format!("  {}:\n", Value::Word(name.to_owned()));
    for (setting, value) in settings {
        value.on_one_line()?;
        text.push_str(&format!("    {setting}: {value}\n"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{frozen, read};

    #[test]
    fn a_plan_that_is_written_is_read_back_equal() {
        let nasty = "\"what's\": [it] #for, - 子";
        let settings = [
            ("purpose", Value::Text(nasty.to_owned())),
            ("source", Value::Text("yes".to_owned())),
            ("n", Value::Word("12".to_owned())),
            ("strata", Value::Texts(vec![nasty.to_owned(), "- team".to_owned()])),
        ];
        for name in ["a", "no", "null", "2026", "1e3"] {
            let text = entry(name, &settings).unwrap();
            let file = crate::written::after("plans:\n  other:\n    source: a\n\n", &text);
            let read = read(&file, "plans.yaml").unwrap();
            let plan = &read[1].plan;
            assert_eq!((plan.name.as_str(), plan.purpose.as_str()), (name, nasty));
            assert_eq!(plan.source, assay_sampler::plan::PlanSource::List("yes".to_owned()));
            let strata: Vec<&str> = plan.strata.iter().map(|c| c.name.as_str()).collect();
            assert_eq!((plan.n, strata), (Some(12), vec![nasty, "- team"]));
            assert_eq!(read[1].text, text);
            assert_eq!(frozen(&text).unwrap().as_ref(), Some(plan));
        }
    }

    #[test]
    fn a_size_that_is_no_number_is_a_fault_of_the_size() {
        let settings = [
            ("source", Value::Text("a".to_owned())),
            ("n", Value::Word("3\u{7d}, x: 1".to_owned())),
        ];
        let file = crate::written::after("plans:\n", &entry("a", &settings).unwrap());
        let error = read(&file, "plans.yaml").unwrap_err().to_string();
        assert!(error.contains("line 5"), "{error}");
        assert!(entry("a\n  b", &settings).is_err());
    }
}
