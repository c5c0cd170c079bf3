//! How the command line says what to do next: each step of the program as the command that takes it. What
//! the step is, the jobs decide.

use assay_workspace::next::{Field, Import, Made, Next};

/// Returns the hint of a next step, e.g. `draw it: assay draw 2026-09-monthly`.
pub(crate) fn words(next: &Next) -> String {
    match next {
        Next::Init { folder } => format!("make one with: assay init {}", folder.display()),
        Next::NameFolder(made) => name_folder(*made).to_owned(),
        Next::Import(what) => import(what),
        Next::Freeze { plan, id } => {
            format!("freeze a list first: assay freeze --plan {plan} --id {id}")
        }
        Next::Draw { draw } => format!("draw it: assay draw {draw}"),
        Next::DrawOrAbandon { draw } => {
            format!("draw it: assay draw {draw}; or abandon it and take a new id")
        }
        Next::Verify { draw } => format!("run: assay verify {draw}"),
        Next::BetterSeed { reported } => better_seed(*reported),
        Next::Fill { field, why, example } => format!("{why}: {}", option(*field, example)),
        Next::Actions { why } => format!("{why}: assay actions --all"),
        Next::SecondPerson => "let a colleague do it under their own login, or type their passphrase here: --second NAME".to_owned(),
        Next::People { why } => format!("{why}: assay people list"),
        Next::VerifyLedger => "find out who changed the store: assay ledger --verify".to_owned(),
        Next::Quotes { why: "" } => "see: assay quotes list".to_owned(),
        Next::Quotes { why } => format!("{why}: assay quotes list shows it"),
        Next::Erase { case } => {
            format!("erase the child under the id it has now: assay erase --case {case}")
        }
        Next::RebuildIndex { by_hand: true } => {
            "close assay's pages and searches, remove the folder index, and run assay index rebuild"
                .to_owned()
        }
        Next::AskForRights { folder } => format!(
            "ask whoever owns {} for the right to use it; commands that only read need no right to write",
            folder.display()
        ),
        Next::Words(words) => words.clone(),
        other => fixed(other).to_owned(),
    }
}

/// The steps that are said in the same words each time.
fn fixed(next: &Next) -> &'static str {
    match next {
        Next::FindWorkspace => {
            "go to the workspace's folder, or name it with --workspace DIR, or make one with: assay init DIR"
        }
        Next::DrawAgain => {
            "draw again without --seed to use it, or abandon this draw and freeze it again"
        }
        Next::CheckPlan => "look at the plan's scope, minimum and n: assay plan check",
        Next::NewPlan => "fixed and neyman need a plan: assay plan new",
        Next::Reassign => "to move a case: assay reassign ID CASE --to LOGIN --reason R",
        Next::ActionDone => "first: assay actions done ID --evidence TEXT",
        Next::ThemeComments => {
            "a quote is of a comment that the figures count: choose another with assay themes comments"
        }
        Next::ReviewThemes => "confirm some with assay themes review, or add rules to themes.yaml",
        Next::Months => "assay search '*' --facets month shows the months",
        Next::SearchComments => "assay search shows the ids of comments",
        Next::LiftHold => {
            "lift the hold first, if it is over: assay hold list names it, assay hold lift lifts it"
        }
        Next::RebuildIndex { .. } => {
            "the index is only a cache: assay index rebuild builds it again"
        }
        Next::Doctor => "run assay doctor in the workspace itself",
        Next::CopyElsewhere => "write it to another disk, and run assay doctor",
        Next::Export => {
            "keep the file to look into; the store has the right one: assay export writes it"
        }
        Next::FinishWork => {
            "close its files in other programs, wait until nobody else is at work, and run any command on it"
        }
        Next::LookDeep => "assay doctor --deep recomputes what the ledger says of every row",
        Next::Restore => {
            "restore the last backup: move evidence.db, with evidence.db-wal and evidence.db-shm where they are there, to another folder and keep them to look into; then copy the backup to evidence.db and run assay doctor --deep"
        }
        Next::PackAgain => {
            "keep the file to look into; assay pack PROFILE --as-at DATE makes it again"
        }
        Next::FirstPack => "leave --since out for the first pack",
        Next::Wait => {
            "wait until that job has ended, then try again; reading is possible meanwhile"
        }
        Next::MakeRoom => {
            "the disk is full: make room on it, then do this again; nothing was half written"
        }
        _ => "see assay help",
    }
}

fn name_folder(made: Made) -> &'static str {
    match made {
        Made::Demo => "name a new folder, e.g.: assay demo demo-council",
        Made::Export => "name a new folder: assay export --to DIR",
        _ => "name a new folder",
    }
}

fn import(what: &Import) -> String {
    match what {
        Import::Cases => "import it: assay import cases LIST.xlsx".to_owned(),
        Import::Auditors => "import them first: assay import auditors FILE".to_owned(),
        Import::Events { kind } => format!("import them: assay import events FILE --kind {kind}"),
        Import::Returns => "import its return first: assay import returns FILE".to_owned(),
        _ => "import it: assay import".to_owned(),
    }
}

fn better_seed(reported: bool) -> String {
    let said = if reported { " and says so on every report" } else { "" };
    format!(
        "throw ten-sided dice twenty times, or leave --seed out; --allow-weak-seed accepts it anyway{said}"
    )
}

fn option(field: Field, example: &str) -> String {
    match field {
        Field::Reason => format!("--reason \"{example}\""),
        Field::Evidence => format!("--evidence \"{example}\""),
        Field::AnswersFor => format!("--by \"{example}\""),
        Field::FreezeSize => format!("assay freeze --n {example}"),
        Field::PlanSize => format!("assay plan check --n {example}"),
        Field::Scale => format!("--scale {example}"),
        Field::Domain => format!("--domain {example}"),
        _ => example.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_as_the_command_that_takes_it() {
        let freeze = Next::Freeze { plan: "monthly".into(), id: "2026-09-monthly".into() };
        assert_eq!(
            words(&freeze),
            "freeze a list first: assay freeze --plan monthly --id 2026-09-monthly"
        );
        let kind = "visits".to_owned();
        assert_eq!(
            words(&Next::Import(Import::Events { kind })),
            "import them: assay import events FILE --kind visits"
        );
        let fill = Next::Fill { field: Field::Reason, why: "say why", example: "court order" };
        assert_eq!(words(&fill), "say why: --reason \"court order\"");
        assert_eq!(words(&Next::Words("as it is".into())), "as it is");
    }
}
