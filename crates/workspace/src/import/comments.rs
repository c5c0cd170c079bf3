//! Tables of plain comments, stored row by row while they are read, so that a million of them need little
//! memory. The transaction is undone when a row is refused.

use assay_intake::{ColumnMap, IntakeError, Outcome};
use assay_model::Comment;
use assay_store::comments::WrittenComment;
use assay_store::{Error as StoreError, ImportDraft};
use assay_views::import::End;

use super::events::side_by_side;
use super::files::Opened;
use super::{ImportOptions, Imported, Run, keep};
use crate::{Error, Result, Workspace};

/// Why nothing is kept of what was stored so far.
enum Undo {
    /// Rows were refused.
    Stopped(Box<Outcome<Comment>>),
    /// A file cannot be read.
    Unreadable(Box<IntakeError>),
    /// The store cannot be written, or the work was called off.
    Other(Error),
}

impl From<StoreError> for Undo {
    fn from(fault: StoreError) -> Self {
        Self::Other(Error::from(fault))
    }
}

/// Imports tables of comments.
pub(super) fn import(
    workspace: &mut Workspace,
    options: &ImportOptions,
    map: &ColumnMap,
    opened: Opened,
    said: Vec<String>,
) -> Result<Imported> {
    let limits = options.limits();
    let progress = workspace.progress_shared();
    let stage = progress.stage("reading comments", None);
    let Opened { sources, digests } = opened;
    let read = |take: &mut dyn FnMut(Comment)| {
        assay_intake::each_comment(sources, map, &limits, &mut |comment| {
            stage.advance(1);
            take(comment);
        })
    };
    if options.run == Run::Dry {
        return Ok(match read(&mut |_| {}) {
            Ok(outcome) => report(End::Dry, outcome, said, (0, 0)),
            Err(fault) => Imported::unreadable(fault.to_problem(), said),
        });
    }
    let mut writer = workspace.writer()?;
    let (now, as_at) = (writer.session.now(), writer.session.as_at());
    let outcome = writer.write(now, |tx| {
        let mut sink = tx.comment_sink()?;
        let (outcome, stored) = side_by_side(read, WrittenComment::of, &mut |comment| {
            stage.go_on().map_err(Undo::Other)?;
            sink.put(&comment)?;
            Ok::<(), Undo>(())
        });
        let outcome = outcome.map_err(|fault| Undo::Unreadable(Box::new(fault)))?;
        stored?;
        let taken = sink.end();
        if options.must_stop(&outcome.problems) {
            return Err(Undo::Stopped(Box::new(outcome)));
        }
        let draft = ImportDraft {
            kind: options.kind.word().to_owned(),
            files: digests,
            as_at: Some(as_at),
            read: outcome.read,
            problems: outcome.problems.clone(),
            understood: outcome.understood.clone(),
        };
        stage.go_on().map_err(Undo::Other)?;
        let stored = tx.close_comments(taken, &draft)?;
        keep::record(tx, &draft, stored.stored, stored.unchanged)?;
        Ok((outcome, (stored.stored, stored.unchanged)))
    });
    match outcome {
        Ok((outcome, counts)) => Ok(report(End::Stored, outcome, said, counts)),
        Err(Undo::Stopped(outcome)) => Ok(report(End::Stopped, *outcome, said, (0, 0))),
        Err(Undo::Unreadable(fault)) => Ok(Imported::unreadable(fault.to_problem(), said)),
        Err(Undo::Other(fault)) => Err(fault),
    }
}

fn report(
    end: End,
    outcome: Outcome<Comment>,
    mut said: Vec<String>,
    (stored, unchanged): (u64, u64),
) -> Imported {
    said.extend(outcome.said);
    let (read, understood) = (outcome.read, outcome.understood);
    let problems = outcome.problems;
    Imported { stored, unchanged, understood, ..Imported::of(end, read, problems, said) }
}
