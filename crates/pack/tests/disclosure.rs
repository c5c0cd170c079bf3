//! An attacker's solver: everything published is put into equations, and every withheld count is
//! tried with every value it could have. It shares no code and no method with the program.

use assay_pack::disclosure::{Past, Rule, State, Sum, System, withhold};

/// What is known of the counts: each lies between `low` and `high`.
#[derive(Clone)]
struct Bounds {
    low: Vec<i64>,
    high: Vec<i64>,
}

struct Attack<'a> {
    system: &'a System,
    most: i64,
}

impl Attack<'_> {
    fn start(&self, states: &[State]) -> Bounds {
        let known = |i: usize| states[i] == State::Shown;
        let count = |i: usize| self.system.counts[i] as i64;
        Bounds {
            low: (0..states.len()).map(|i| if known(i) { count(i) } else { 1 }).collect(),
            high: (0..states.len()).map(|i| if known(i) { count(i) } else { self.most }).collect(),
        }
    }

    /// Narrows the bounds by every sum until nothing changes; false when there is no solution.
    fn narrow(&self, b: &mut Bounds) -> bool {
        loop {
            let mut changed = false;
            for Sum { total, parts } in &self.system.sums {
                let low: i64 = parts.iter().map(|i| b.low[*i]).sum();
                let high: i64 = parts.iter().map(|i| b.high[*i]).sum();
                changed |= raise(&mut b.low[*total], low) | lower(&mut b.high[*total], high);
                for i in parts {
                    let others_low = low - b.low[*i];
                    let others_high = high - b.high[*i];
                    let least = b.low[*total] - others_high;
                    let most = b.high[*total] - others_low;
                    if raise(&mut b.low[*i], least) | lower(&mut b.high[*i], most) {
                        changed = true;
                        break;
                    }
                }
                if changed {
                    break;
                }
            }
            if b.low.iter().zip(&b.high).any(|(low, high)| low > high) {
                return false;
            }
            if !changed {
                return true;
            }
        }
    }

    fn solvable(&self, mut b: Bounds, budget: &mut u32) -> bool {
        *budget = budget.saturating_sub(1);
        if *budget == 0 || !self.narrow(&mut b) {
            return false;
        }
        let open = (0..b.low.len())
            .filter(|i| b.low[*i] < b.high[*i])
            .min_by_key(|i| b.high[*i] - b.low[*i]);
        let Some(i) = open else { return true };
        (b.low[i]..=b.high[i]).any(|value| {
            let mut next = b.clone();
            next.low[i] = value;
            next.high[i] = value;
            self.solvable(next, budget)
        })
    }

    /// Returns how many values (two are enough) a withheld count can have.
    fn values(&self, states: &[State], i: usize) -> usize {
        let mut start = self.start(states);
        if !self.narrow(&mut start) {
            return 0;
        }
        let fits = |value: i64| {
            let mut b = start.clone();
            b.low[i] = value;
            b.high[i] = value;
            self.solvable(b, &mut 20_000)
        };
        (start.low[i]..=start.high[i]).filter(|value| fits(*value)).take(2).count()
    }
}

fn raise(bound: &mut i64, to: i64) -> bool {
    let better = to > *bound;
    *bound = (*bound).max(to);
    better
}

fn lower(bound: &mut i64, to: i64) -> bool {
    let better = to < *bound;
    *bound = (*bound).min(to);
    better
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// A table of rows and columns with all its totals, as a system.
fn table(rows: usize, columns: usize, dice: &mut Dice) -> System {
    let mut counts: Vec<u64> = (0..rows * columns)
        .map(|_| match dice.below(5) {
            0 => 0,
            1 | 2 => dice.below(8),
            _ => dice.below(40),
        })
        .collect();
    let mut sums = Vec::new();
    let mut add = |counts: &mut Vec<u64>, parts: Vec<usize>| {
        counts.push(parts.iter().map(|i| counts[*i]).sum());
        sums.push(Sum { total: counts.len() - 1, parts });
        counts.len() - 1
    };
    let by_row: Vec<usize> = (0..rows)
        .map(|r| add(&mut counts, (0..columns).map(|c| r * columns + c).collect()))
        .collect();
    let by_column: Vec<usize> = (0..columns)
        .map(|c| add(&mut counts, (0..rows).map(|r| r * columns + c).collect()))
        .collect();
    let all = add(&mut counts, by_row);
    sums.push(Sum { total: all, parts: by_column });
    System { counts, sums }
}

#[test]
fn no_withheld_count_of_a_thousand_tables_can_be_worked_out() {
    let mut dice = Dice(3);
    let (mut cells, mut withheld) = (0, 0);
    for _ in 0..1000 {
        let (rows, columns) = (2 + dice.below(4) as usize, 2 + dice.below(4) as usize);
        let system = table(rows, columns, &mut dice);
        let states = withhold(&system, Rule::default(), &[]);
        let attack = Attack { system: &system, most: 4000 };
        cells += states.len();
        for (i, state) in states.iter().enumerate() {
            let count = system.counts[i];
            if *state == State::Shown {
                assert!(!(1..=5).contains(&count), "a small count is shown");
                continue;
            }
            withheld += 1;
            assert!(count > 0, "a zero is withheld");
            assert!(attack.values(&states, i) >= 2, "count {i} of {system:?} in {states:?}");
        }
    }
    println!("{withheld} of {cells} counts withheld");
}

#[test]
fn no_withheld_count_of_successive_months_can_be_worked_out() {
    let mut dice = Dice(5);
    for _ in 0..100 {
        let groups = 3 + dice.below(3) as usize;
        let mut system = System::default();
        let mut known: Vec<Past> = Vec::new();
        let mut months: Vec<Vec<usize>> = Vec::new();
        for month in 0..6 {
            // Each month: a count a group and their total; each third month the quarter's sums.
            // Windows that overlap are never published: their differences give single months away.
            let mut cells = Vec::new();
            for _ in 0..groups {
                system.counts.push(dice.below(12));
                cells.push(system.counts.len() - 1);
            }
            let total = cells.iter().map(|i| system.counts[*i]).sum();
            system.counts.push(total);
            system.sums.push(Sum { total: system.counts.len() - 1, parts: cells.clone() });
            months.push(cells);
            if month % 3 == 2 {
                let quarter = &months[month - 2..=month];
                for group in 0..groups {
                    let parts: Vec<usize> = quarter.iter().map(|cells| cells[group]).collect();
                    let total = parts.iter().map(|i| system.counts[*i]).sum();
                    system.counts.push(total);
                    system.sums.push(Sum { total: system.counts.len() - 1, parts });
                }
            }
            let states = withhold(&system, Rule::default(), &known);
            known = states
                .iter()
                .map(|s| if *s == State::Shown { Past::Shown } else { Past::Withheld })
                .collect();
            let attack = Attack { system: &system, most: 400 };
            for (i, _) in states.iter().enumerate().filter(|(_, s)| **s == State::Withheld) {
                assert!(attack.values(&states, i) >= 2, "month {month}, count {i} of {system:?}");
            }
        }
    }
}
