//! The tasks of a round and the next thing, from how far a round has come: each with its words.

use assay_model::{Date, print};

use super::{NextThing, RoundTasks, Task, TaskKind, TaskState};

/// How far a round has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The list it draws from.
    pub list: &'a str,
    /// Whether the cases are drawn.
    pub is_drawn: bool,
    /// How many auditors have their forms.
    pub out: FormsOut,
    /// Reads that are back.
    pub back: usize,
    /// Reads wanted.
    pub wanted: usize,
    /// Second reads that are owed.
    pub owed_twice: usize,
    /// The day the round closes; none of one that is not drawn.
    pub closes_on: Option<Date>,
}

/// How many of a draw's auditors have their forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormsOut {
    /// All of them.
    All,
    /// Some of them.
    Some,
    /// None of them.
    None,
}

impl Progress<'_> {
    /// Returns the tasks in the order of the work, each done or waiting.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task> {
        let Self { list, is_drawn, out, back, wanted, owed_twice, closes_on } = *self;
        let task = |kind, is_done, words: String| Task {
            kind,
            state: if is_done { TaskState::Done } else { TaskState::Waits },
            words,
        };
        let owed_once = (wanted - back).saturating_sub(owed_twice);
        let is_back = is_drawn && back == wanted;
        let forms = match out {
            FormsOut::All => "the forms are out",
            FormsOut::Some => "some forms are out",
            FormsOut::None if is_back => "all are back",
            FormsOut::None => "no forms are out",
        };
        let drawn = if is_drawn { "the cases are drawn" } else { "nothing is drawn yet" };
        let returned =
            if is_drawn { format!("{back} of {wanted} returned") } else { String::new() };
        let mut tasks = vec![
            task(TaskKind::List, true, format!("the list {list} is in")),
            task(TaskKind::Freeze, true, "the list is frozen".to_owned()),
            task(TaskKind::Draw, is_drawn, drawn.to_owned()),
            task(TaskKind::Forms, out == FormsOut::All || is_back, forms.to_owned()),
            task(TaskKind::Returns, is_drawn && owed_once == 0, returned),
        ];
        if owed_twice > 0 {
            tasks.push(task(TaskKind::SecondReads, false, format!("{owed_twice} owed")));
        }
        let closes = closes_on.map(|day| format!("due on {}", print::date(day)));
        tasks.push(task(TaskKind::Close, false, closes.unwrap_or_default()));
        tasks
    }
}

impl NextThing {
    fn new(step: TaskKind, draw: &str, words: String) -> Self {
        Self { step, draw: draw.to_owned(), words }
    }

    /// Returns that a list of cases is wanted.
    #[must_use]
    pub fn list() -> Self {
        Self::new(TaskKind::List, "", "bring in the list of cases".to_owned())
    }

    /// Returns that the first list can be frozen.
    #[must_use]
    pub fn freeze() -> Self {
        Self::new(TaskKind::Freeze, "", "choose a plan and freeze the list".to_owned())
    }

    /// Returns that all rounds are closed.
    #[must_use]
    pub fn pack() -> Self {
        Self::new(TaskKind::Pack, "", "make a pack, or freeze the next list".to_owned())
    }

    /// Returns the first task of a round that is not done; none where it waits for nobody.
    #[must_use]
    pub fn of_round(round: &RoundTasks) -> Option<Self> {
        let task = round.tasks.iter().find(|task| task.state != TaskState::Done)?;
        let draw = &round.draw;
        let words = match task.kind {
            TaskKind::Draw => format!("draw the cases of {draw}"),
            TaskKind::Forms => format!("send out the forms of {draw}"),
            TaskKind::Returns => format!("take in the returns of {draw}: {}", task.words),
            TaskKind::SecondReads => format!("take in the second reads of {draw}: {}", task.words),
            TaskKind::Close => format!("close the round {draw}"),
            TaskKind::List | TaskKind::Freeze | TaskKind::Pack => return None,
        };
        Some(Self::new(task.kind, draw, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_says_how_far_it_has_come_and_what_is_next() {
        let begun = Progress {
            list: "children",
            is_drawn: true,
            out: FormsOut::Some,
            back: 2,
            wanted: 5,
            owed_twice: 1,
            closes_on: "2026-10-09".parse().ok(),
        };
        let tasks = begun.tasks();
        let words: Vec<&str> = tasks.iter().map(|task| task.words.as_str()).collect();
        assert_eq!(
            words,
            [
                "the list children is in",
                "the list is frozen",
                "the cases are drawn",
                "some forms are out",
                "2 of 5 returned",
                "1 owed",
                "due on 9 October 2026"
            ]
        );
        let round = RoundTasks {
            draw: "2026-09-monthly".to_owned(),
            month: None,
            plan: "monthly".to_owned(),
            back: 2,
            wanted: 5,
            tasks,
        };
        let next = NextThing::of_round(&round).unwrap();
        assert_eq!(next.words, "send out the forms of 2026-09-monthly");
    }
}
