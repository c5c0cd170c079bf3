//! The step that follows an error or a finding, as data: the command line prints it as a command, a page as a
//! link. It holds no wording of either; advice that no step of the program answers is `Words`.

use std::path::PathBuf;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// Make a workspace in this folder.
    Init {
        /// The folder.
        folder: PathBuf,
    },
    /// Go to a workspace, name one, or make one.
    FindWorkspace,
    /// Name a new or empty folder for what the job makes.
    NameFolder(Made),
    /// Import what is missing.
    Import(Import),
    /// Freeze a list by a plan.
    Freeze {
        /// The plan.
        plan: String,
        /// An id for the draw that fits.
        id: String,
    },
    /// Draw the frozen list.
    Draw {
        /// The draw's id.
        draw: String,
    },
    /// Draw the frozen list, or abandon it and take a new id.
    DrawOrAbandon {
        /// The draw's id.
        draw: String,
    },
    /// Draw with the seed on record, or abandon the draw and freeze again.
    DrawAgain,
    /// Verify the draw.
    Verify {
        /// The draw's id.
        draw: String,
    },
    /// Look at what the plan makes of the list.
    CheckPlan,
    /// Write a plan.
    NewPlan,
    /// Throw dice for a seed, leave it to the program, or take the weak one and have it said.
    BetterSeed {
        /// Whether the weak seed would be named in every report.
        reported: bool,
    },
    /// Move a case to another auditor.
    Reassign,
    /// Fill in what the step needs.
    Fill {
        /// What is missing.
        field: Field,
        /// Why it is asked for, e.g. `say why`.
        why: &'static str,
        /// One that would do.
        example: &'static str,
    },
    /// Look at the actions.
    Actions {
        /// What for, e.g. `copy the id from the list`.
        why: &'static str,
    },
    /// Report the action as done, with its evidence.
    ActionDone,
    /// Let a second person do it, under their own login or with their passphrase.
    SecondPerson,
    /// Look at the people enrolled.
    People {
        /// What for.
        why: &'static str,
    },
    /// Make the pack again, under its date.
    PackAgain,
    /// Verify the ledger.
    VerifyLedger,
    /// Look at the quotes.
    Quotes {
        /// What for; empty where that is plain.
        why: &'static str,
    },
    /// Choose another comment behind a theme.
    ThemeComments,
    /// Review the theme's comments.
    ReviewThemes,
    /// See the months that have comments.
    Months,
    /// Search for the comment.
    SearchComments,
    /// Erase the case under this id.
    Erase {
        /// The id the child has now.
        case: String,
    },
    /// Lift the hold first.
    LiftHold,
    /// Build the search index again.
    RebuildIndex {
        /// Whether the old one must be taken away by hand first.
        by_hand: bool,
    },
    /// Have the workspace looked at.
    Doctor,
    /// Write the copy elsewhere, and have the workspace looked at.
    CopyElsewhere,
    /// Export what the store has, and keep the differing file to look into.
    Export,
    /// Open the workspace again where its files can be written and nobody else is at work.
    FinishWork,
    /// Look at every single row too.
    LookDeep,
    /// Restore the last backup, and keep the damaged file to look into.
    Restore,
    /// Leave the earlier pack out, as this is the first.
    FirstPack,
    /// Wait until the other writer has ended.
    Wait,
    /// Make room on the disk and do it again.
    MakeRoom,
    /// Ask for the right to use the folder; reading may work without.
    AskForRights {
        /// The file or folder.
        folder: PathBuf,
    },
    /// Advice that is no step of the program.
    Words(String),
}

/// What can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Import {
    /// A list of cases.
    Cases,
    /// The auditors.
    Auditors,
    /// Events of a kind.
    Events {
        /// The kind.
        kind: String,
    },
    /// Audit returns.
    Returns,
}

/// What a step makes a folder for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Made {
    /// The demo council.
    Demo,
    /// An export.
    Export,
}

/// What a step can be asked to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// Why.
    Reason,
    /// What shows that it was done.
    Evidence,
    /// Who answers for it.
    AnswersFor,
    /// The sample size, for freezing.
    FreezeSize,
    /// The sample size, for looking at a plan.
    PlanSize,
    /// The steps of a scale, in order.
    Scale,
    /// The rows that are meant.
    Domain,
}
