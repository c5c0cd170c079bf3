//! The workflow of releases, read: it runs nowhere but at a release, so what it promises is looked for here.

use serde_json::Value;

fn workflow() -> Value {
    let text = include_str!("../../../.github/workflows/release.yml");
    serde_yaml::from_str(text).expect("the workflow is YAML")
}

fn steps<'a>(workflow: &'a Value, job: &str) -> Vec<&'a Value> {
    workflow["jobs"][job]["steps"].as_array().expect("steps").iter().collect()
}

/// Where the first step is that runs this.
fn place(steps: &[&Value], part: &str) -> usize {
    let runs = |step: &&Value| step["run"].as_str().is_some_and(|run| run.contains(part));
    steps.iter().position(runs).unwrap_or_else(|| panic!("no step runs {part}"))
}

#[test]
fn actions_are_named_with_a_version() {
    let workflow = workflow();
    let mut named = 0;
    for (_, job) in workflow["jobs"].as_object().expect("jobs") {
        for step in job["steps"].as_array().expect("steps") {
            let Some(action) = step["uses"].as_str() else { continue };
            let (_, version) = action.split_once('@').expect(action);
            let is_number =
                version.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
            assert!(action.starts_with("actions/") && is_number, "{action}");
            named += 1;
        }
    }
    assert!(named > 5, "{named}");
}

#[test]
fn windows_is_built_with_a_static_runtime_and_tried_before_it_is_packed() {
    let workflow = workflow();
    let job = &workflow["jobs"]["windows"];
    assert_eq!(job["runs-on"], "windows-latest");
    assert_eq!(job["env"]["RUSTFLAGS"], "-C target-feature=+crt-static");
    assert_eq!(job["env"]["ASSAY_SYSTEM"], "windows");
    let steps = steps(&workflow, "windows");
    let built = place(&steps, "cargo build --release --locked");
    let signed = place(&steps, "signtool.exe");
    let tried = place(&steps, "ASSAY_PROGRAM=");
    let kept = steps.iter().position(|step| step["with"]["path"] == "target/release/assay.exe");
    let kept = kept.expect("the program is kept");
    assert!(place(&steps, "cargo test") < built && built < signed, "{built} {signed}");
    assert!(signed < tried && tried < kept, "the signed program is the one that is tried");
    assert_eq!(workflow["jobs"]["package"]["needs"], "windows");
}

#[test]
fn it_signs_only_where_a_certificate_is_set_and_shows_no_step_more_than_it_needs() {
    let workflow = workflow();
    let mut signs = 0;
    for job in ["windows", "package"] {
        for step in steps(&workflow, job) {
            let run = step["run"].as_str().unwrap_or_default();
            if run.contains("signtool.exe") || run.contains("osslsigncode sign") {
                assert!(
                    step["if"].as_str().is_some_and(|when| when.contains("== 'true'")),
                    "{run}"
                );
                signs += 1;
            }
        }
        let of_job = workflow["jobs"][job]["env"].to_string();
        assert!(!of_job.contains("secrets."), "a secret for every step of {job}");
    }
    assert_eq!(signs, 2);
    assert_eq!(workflow["permissions"]["contents"], "read");
    assert_eq!(workflow["jobs"]["release"]["permissions"]["contents"], "write");
}
