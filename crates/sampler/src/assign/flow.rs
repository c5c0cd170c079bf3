//! The flow: duties to auditors with the least sum of squared loads. Handing a duty on costs nothing,
//! so only the auditor at the end of a chain of hand-overs counts.

use std::collections::VecDeque;

use assay_model::ReadRole;

/// One reading of one case.
#[derive(Debug, Clone)]
pub(super) struct Duty {
    /// The case's place in ticket order. Two duties of one case never go to one auditor.
    pub(super) case: usize,
    /// Which reading.
    pub(super) role: ReadRole,
    /// The auditors who may do it.
    pub(super) allowed: Vec<usize>,
}

/// Duties and who has them.
pub(super) struct Flow<'a> {
    duties: &'a [Duty],
    rooms: &'a [usize],
    loads: Vec<usize>,
    holder: Vec<Option<usize>>,
    held: Vec<Vec<usize>>,
    settled: Vec<bool>,
}

/// How an auditor was reached: the duty they take over, and from whom; none at the start.
type Reached = Vec<Option<Option<(usize, usize)>>>;

/// The duty an auditor hands on towards a target, and to whom.
type Onward = Vec<Option<(usize, usize)>>;

/// Two chains of hand-overs that leave the sum of squared loads as it is.
struct Route {
    reached: Reached,
    onward: Onward,
    /// Who ends with one duty more.
    end: usize,
    /// Who ends with one duty less.
    start: usize,
}

impl<'a> Flow<'a> {
    pub(super) fn new(duties: &'a [Duty], loads: &[usize], rooms: &'a [usize]) -> Self {
        Self {
            duties,
            rooms,
            loads: loads.to_vec(),
            holder: vec![None; duties.len()],
            held: vec![Vec::new(); rooms.len()],
            settled: vec![false; duties.len()],
        }
    }

    /// Gives every duty to someone, one shortest path at a time. Returns whether all found someone.
    pub(super) fn fill(&mut self) -> bool {
        (0..self.duties.len()).all(|duty| self.place(duty))
    }

    /// Gives one more duty to someone, moving others along where that is cheaper.
    pub(super) fn place(&mut self, duty: usize) -> bool {
        let starts: Vec<usize> =
            self.duties[duty].allowed.iter().copied().filter(|a| self.free_for(duty, *a)).collect();
        let (reached, order) = self.reach(&starts, None);
        let open = order.into_iter().filter(|auditor| self.loads[*auditor] < self.rooms[*auditor]);
        let Some(end) = open.min_by_key(|auditor| self.loads[*auditor]) else { return false };
        let first = self.hand_along(&reached, end);
        self.give(duty, first);
        self.loads[end] += 1;
        true
    }

    /// Fixes a duty with the first of the preferred auditors that keeps the optimum.
    pub(super) fn settle(&mut self, duty: usize, preferred: &[usize]) {
        for wanted in preferred {
            if self.move_to(duty, *wanted) {
                break;
            }
        }
        self.settled[duty] = true;
    }

    /// Returns who has a duty; all have been given.
    pub(super) fn auditor(&self, duty: usize) -> usize {
        self.holder[duty].expect("every duty was given to someone")
    }

    /// Gives the duty to `wanted` if the sum of squared loads can stay what it is.
    fn move_to(&mut self, duty: usize, wanted: usize) -> bool {
        let present = self.auditor(duty);
        if wanted == present {
            return true;
        }
        if let Some(twin) = self.twin_held_by(duty, wanted) {
            return self.swap(duty, twin);
        }
        if let Some(route) = self.route(duty, wanted, present) {
            self.take(duty);
            self.follow(&route);
            self.give(duty, wanted);
            return true;
        }
        // Or the present holder takes the twin, and whoever had the twin is relieved.
        let Some(twin) = self.twin(duty).filter(|twin| !self.settled[*twin]) else { return false };
        let relieved = self.auditor(twin);
        if !self.duties[twin].allowed.contains(&present) {
            return false;
        }
        let Some(route) = self.route(duty, wanted, relieved) else { return false };
        self.take(duty);
        self.take(twin);
        self.give(twin, present);
        self.follow(&route);
        self.give(duty, wanted);
        true
    }

    /// Returns how `wanted` can take on one duty of a case and `relieved` lose one, with the sum of
    /// squares as it is: a chain of hand-overs from one to the other, or a chain to someone who ends
    /// with one more and a chain to `relieved` from someone who had one more than that and loses it.
    fn route(&self, duty: usize, wanted: usize, relieved: usize) -> Option<Route> {
        let case = self.duties[duty].case;
        let (reached, order) = self.reach(&[wanted], Some(case));
        let (onward, sources) = self.reach_back(relieved, case);
        if reached[relieved].is_some() {
            return Some(Route { reached, onward, end: relieved, start: relieved });
        }
        order.into_iter().filter(|end| self.loads[*end] < self.rooms[*end]).find_map(|end| {
            let one_more = |start: &&usize| self.loads[**start] == self.loads[end] + 1;
            let start = *sources.iter().find(one_more)?;
            Some(Route { reached: reached.clone(), onward: onward.clone(), end, start })
        })
    }

    fn follow(&mut self, route: &Route) {
        self.hand_along(&route.reached, route.end);
        let mut at = route.start;
        while let Some((duty, to)) = route.onward[at] {
            self.take(duty);
            self.give(duty, to);
            at = to;
        }
        self.loads[route.start] -= 1;
        self.loads[route.end] += 1;
    }

    /// The two readings of one case change hands, where both may.
    fn swap(&mut self, duty: usize, twin: usize) -> bool {
        let (mine, theirs) = (self.auditor(duty), self.auditor(twin));
        if self.settled[twin] || !self.duties[twin].allowed.contains(&mine) {
            return false;
        }
        self.take(duty);
        self.take(twin);
        self.give(duty, theirs);
        self.give(twin, mine);
        true
    }

    /// Searches breadth first from these auditors along hand-overs: from one who has an unsettled duty
    /// to one who may do it. Duties of the case `without` stay where they are.
    fn reach(&self, starts: &[usize], without: Option<usize>) -> (Reached, Vec<usize>) {
        let mut reached: Reached = vec![None; self.rooms.len()];
        let mut order = Vec::new();
        let mut queue = VecDeque::new();
        for start in starts {
            if reached[*start].is_none() {
                reached[*start] = Some(None);
                queue.push_back(*start);
            }
        }
        while let Some(from) = queue.pop_front() {
            order.push(from);
            for duty in &self.held[from] {
                if self.settled[*duty] || without == Some(self.duties[*duty].case) {
                    continue;
                }
                for to in &self.duties[*duty].allowed {
                    if reached[*to].is_none() && self.free_for(*duty, *to) {
                        reached[*to] = Some(Some((*duty, from)));
                        queue.push_back(*to);
                    }
                }
            }
        }
        (reached, order)
    }

    /// Searches backwards: who can hand a duty on, and so on, until one arrives at `target`. Returns for
    /// each of them the duty and its taker, and all of them in the order found, the target first.
    fn reach_back(&self, target: usize, without: usize) -> (Onward, Vec<usize>) {
        let mut onward: Onward = vec![None; self.rooms.len()];
        let mut order = vec![target];
        let mut next = 0;
        while let Some(to) = order.get(next).copied() {
            next += 1;
            for (duty, holder) in self.holder.iter().enumerate() {
                let Some(holder) = *holder else { continue };
                let movable = !self.settled[duty] && self.duties[duty].case != without;
                let new = holder != target && onward[holder].is_none();
                if movable
                    && new
                    && self.duties[duty].allowed.contains(&to)
                    && self.free_for(duty, to)
                {
                    onward[holder] = Some((duty, to));
                    order.push(holder);
                }
            }
        }
        (onward, order)
    }

    /// Moves the duties along the chain that reached `end`; returns where it began.
    fn hand_along(&mut self, reached: &Reached, end: usize) -> usize {
        let mut at = end;
        while let Some(Some((duty, from))) = reached[at] {
            self.take(duty);
            self.give(duty, at);
            at = from;
        }
        at
    }

    fn free_for(&self, duty: usize, auditor: usize) -> bool {
        self.twin_held_by(duty, auditor).is_none()
    }

    fn twin_held_by(&self, duty: usize, auditor: usize) -> Option<usize> {
        self.twin(duty).filter(|twin| self.holder[*twin] == Some(auditor))
    }

    /// The other reading of the same case, which is next to it.
    fn twin(&self, duty: usize) -> Option<usize> {
        let case = self.duties[duty].case;
        let beside = [duty.checked_sub(1), duty.checked_add(1)];
        let mut twins = beside.into_iter().flatten();
        twins.find(|other| self.duties.get(*other).is_some_and(|d| d.case == case))
    }

    fn give(&mut self, duty: usize, auditor: usize) {
        self.holder[duty] = Some(auditor);
        self.held[auditor].push(duty);
    }

    fn take(&mut self, duty: usize) {
        if let Some(auditor) = self.holder[duty].take() {
            self.held[auditor].retain(|held| *held != duty);
        }
    }
}
