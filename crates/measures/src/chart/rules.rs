//! Which points stand out: the four rules of "Making Data Count" on an XmR chart, and on other charts
//! the limits alone. A gap breaks every run.

use super::{Kind, Point, Signal};

const RUN: usize = 7;

/// Marks the points of one part; `gaps` tells where something is missing before a point.
pub(super) fn mark(points: &mut [Point], gaps: &[bool], kind: Kind) {
    let values: Vec<Option<f64>> = points.iter().map(|point| point.value).collect();
    let sides: Vec<i8> = points.iter().map(side).collect();
    let steps: Vec<i8> = (0..points.len()).map(|i| step(&values, gaps, i)).collect();
    let (trends, shifts, pairs) = if kind == Kind::Xmr {
        let near: Vec<bool> = points.iter().map(is_near_limit).collect();
        (
            spread(&steps_at(&steps, gaps), RUN),
            spread(&shifts_at(&sides, gaps), RUN),
            two_of_three(&near, &sides, gaps),
        )
    } else {
        let none = vec![false; points.len()];
        (none.clone(), none.clone(), none)
    };
    for (i, point) in points.iter_mut().enumerate() {
        point.signal = [
            (is_outside(point), Signal::OutsideLimit),
            (trends[i], Signal::Trend),
            (pairs[i], Signal::TwoOfThree),
            (shifts[i], Signal::Shift),
        ]
        .into_iter()
        .find_map(|(holds, signal)| holds.then_some(signal));
    }
}

/// Returns 1 above the centre, −1 below, 0 on it or in a gap; last-bit differences are none.
pub(super) fn side(point: &Point) -> i8 {
    let Some(value) = point.value else { return 0 };
    if (value - point.mean).abs() <= 1e-9 * value.abs().max(point.mean.abs()) {
        0
    } else if value > point.mean {
        1
    } else {
        -1
    }
}

fn is_outside(point: &Point) -> bool {
    let beyond = |value: f64| {
        point.lower.is_some_and(|lower| value < lower - 1e-9 * lower.abs())
            || point.upper.is_some_and(|upper| value > upper + 1e-9 * upper.abs())
    };
    point.value.is_some_and(beyond)
}

/// Returns whether a point lies beyond two thirds of the way to a limit, and not beyond the limit.
fn is_near_limit(point: &Point) -> bool {
    let (Some(value), Some(upper)) = (point.value, point.upper) else { return false };
    !is_outside(point) && (value - point.mean).abs() > 2.0 / 3.0 * (upper - point.mean)
}

fn step(values: &[Option<f64>], gaps: &[bool], i: usize) -> i8 {
    if i == 0 || gaps[i] {
        return 0;
    }
    match (values[i - 1], values[i]) {
        (Some(before), Some(now)) if now > before => 1,
        (Some(before), Some(now)) if now < before => -1,
        _ => 0,
    }
}

/// Returns where seven points end that rise (or fall) in six strict steps.
fn steps_at(steps: &[i8], gaps: &[bool]) -> Vec<bool> {
    ends(steps, RUN - 1, |i| gaps[i])
}

/// Returns where seven points end that lie on one side.
fn shifts_at(sides: &[i8], gaps: &[bool]) -> Vec<bool> {
    ends(sides, RUN, |i| gaps[i])
}

fn ends(signs: &[i8], wanted: usize, breaks: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut length = 0;
    let mut before = 0;
    let mut ends = Vec::with_capacity(signs.len());
    for (i, &sign) in signs.iter().enumerate() {
        let goes_on = sign == before && !breaks(i);
        length = if sign == 0 {
            0
        } else if goes_on {
            length + 1
        } else {
            1
        };
        before = sign;
        ends.push(length >= wanted);
    }
    ends
}

/// Marks the `length` points up to each end.
fn spread(ends: &[bool], length: usize) -> Vec<bool> {
    let mut marked = vec![false; ends.len()];
    for (i, _) in ends.iter().enumerate().filter(|(_, end)| **end) {
        marked[i + 1 - length..=i].fill(true);
    }
    marked
}

/// Marks the near points of each three neighbours on one side with two near points or more.
fn two_of_three(near: &[bool], sides: &[i8], gaps: &[bool]) -> Vec<bool> {
    let mut marked = vec![false; near.len()];
    for i in 2..near.len() {
        let three = i - 2..=i;
        let one_side = sides[i] != 0 && sides[three.clone()].iter().all(|side| *side == sides[i]);
        let whole = !gaps[i - 1] && !gaps[i];
        if one_side && whole && near[three.clone()].iter().filter(|near| **near).count() >= 2 {
            for j in three.filter(|j| near[*j]) {
                marked[j] = true;
            }
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &[f64]) -> Vec<i8> {
        let values: Vec<Option<f64>> = text.iter().map(|v| Some(*v)).collect();
        let gaps = vec![false; text.len()];
        (0..text.len()).map(|i| step(&values, &gaps, i)).collect()
    }

    #[test]
    fn seven_points_make_a_trend() {
        // NHSRplotthedots, test-ptd_calculate_point_type.R, seven point trend.
        let check = |values: &[f64], end: Option<usize>| {
            let gaps = vec![false; values.len()];
            let found = steps_at(&signs(values), &gaps);
            let expected: Vec<bool> = (0..values.len()).map(|i| Some(i) == end).collect();
            assert_eq!(found, expected, "{values:?}");
        };
        check(&[1., 2., 3., 4., 5., 6.], None);
        check(&[1., 2., 3., 3., 4., 5., 6.], None);
        check(&[1., 2., 3., 4., 5., 6., 7.], Some(6));
        check(&[2., 1., 2., 3., 4., 5., 6., 7., 3.], Some(7));
        check(&[7., 6., 5., 4., 3., 2., 1.], Some(6));
        check(&[2., 7., 6., 5., 4., 3., 2., 1., 3.], Some(7));
    }

    #[test]
    fn seven_on_one_side_make_a_shift() {
        let check = |sides: &[i8], ends: &[usize]| {
            let found = shifts_at(sides, &vec![false; sides.len()]);
            let places: Vec<usize> = (0..sides.len()).filter(|i| found[*i]).collect();
            assert_eq!(places, ends, "{sides:?}");
        };
        check(&[1; 6], &[]);
        check(&[1, 1, 1, 1, 1, 1, -1], &[]);
        check(&[1, 1, 1, 1, 1, 1, 1, 1, -1], &[6, 7]);
        check(&[-1, -1, -1, -1, -1, -1, -1, -1, 1], &[6, 7]);
    }

    #[test]
    fn two_of_three_are_marked_on_one_side_only() {
        let check = |close: &[u8], sides: &[i8], flags: &[u8]| {
            let near: Vec<bool> = close.iter().map(|c| *c == 1).collect();
            let found = two_of_three(&near, sides, &vec![false; sides.len()]);
            let expected: Vec<bool> = flags.iter().map(|f| *f == 1).collect();
            assert_eq!(found, expected, "{close:?} {sides:?}");
        };
        check(&[1, 0, 1], &[1, 1, 1], &[1, 0, 1]);
        check(&[0, 1, 1], &[1, 1, 1], &[0, 1, 1]);
        check(&[0, 0, 1, 0, 1, 0, 0], &[1; 7], &[0, 0, 1, 0, 1, 0, 0]);
        check(&[1, 0, 0, 1], &[1; 4], &[0, 0, 0, 0]);
        check(&[1, 0, 0, 1, 1], &[1; 5], &[0, 0, 0, 1, 1]);
        check(&[1, 0, 1], &[1, -1, 1], &[0, 0, 0]);
    }

    #[test]
    fn a_gap_breaks_a_run() {
        let mut gaps = vec![false; 8];
        gaps[4] = true;
        assert_eq!(shifts_at(&[1; 8], &gaps), [false; 8]);
    }
}
