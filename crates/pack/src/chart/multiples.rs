//! Small multiples: one small line chart a subject, all on the same scale, so that shapes compare.

use super::line::path;
use super::scale::{Linear, ticks};
use super::{Size, label, segment};
use crate::view::chart::{Drawing, Form, Length, Panel, Path, Plot, Point};
use assay_model::print::decimal;

/// The data of small multiples.
#[derive(Debug, Clone, Default)]
pub struct Multiples {
    /// The charts, in order.
    pub charts: Vec<Multiple>,
    /// The first and the last period, written under every chart.
    pub ends: (String, String),
    /// What is added to numbers, e.g. `%`.
    pub unit: &'static str,
    /// The lowest and highest value of the scale where it is fixed (scores: 0 to 10).
    pub fixed: Option<(f64, f64)>,
}

/// One small chart.
#[derive(Debug, Clone, Default)]
pub struct Multiple {
    /// Its name.
    pub name: String,
    /// A value for each period; none is a gap.
    pub values: Vec<Option<f64>>,
}

impl Multiples {
    /// Returns the drawings.
    #[must_use]
    pub fn draw(&self) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size)).collect()
    }

    fn draw_at(&self, size: Size) -> Drawing {
        let (columns, gap) = if size == Size::Wide { (3, 22.0) } else { (2, 16.0) };
        let panel_width = (size.width() - gap * (columns - 1) as f64) / columns as f64;
        let panel_height = 104.0;
        let values = || self.charts.iter().flat_map(|c| c.values.iter().flatten().copied());
        let (low, high) = self.fixed.unwrap_or_else(|| {
            let high = values().fold(f64::NEG_INFINITY, f64::max);
            let ticks = ticks(values().fold(high, f64::min), high, 4);
            (ticks.low, ticks.high)
        });
        let panels: Vec<Panel> = self
            .charts
            .iter()
            .enumerate()
            .map(|(i, chart)| Panel {
                x: Length((i % columns) as f64 * (panel_width + gap)),
                y: Length((i / columns) as f64 * (panel_height + 12.0)),
                plot: self.draw_panel(chart, panel_width, panel_height, (low, high)),
            })
            .collect();
        let rows = self.charts.len().div_ceil(columns);
        Drawing {
            size: size.word(),
            width: Length(size.width()),
            height: Length(rows as f64 * (panel_height + 12.0)),
            form: Form::Multiples { panels },
        }
    }

    fn draw_panel(&self, chart: &Multiple, width: f64, height: f64, domain: (f64, f64)) -> Plot {
        let (top, bottom) = (24.0, height - 16.0);
        let x = Linear::new(
            (0.0, chart.values.len().saturating_sub(1).max(1) as f64),
            (4.0, width - 34.0),
        );
        let y = Linear::new(domain, (bottom, top));
        let mut plot = Plot::default();
        plot.rules.push(segment(0.0, bottom, width - 28.0, bottom));
        plot.rules.push(segment(0.0, top, width - 28.0, top));
        let fit = (width / 6.4) as usize;
        let name: String = if chart.name.chars().count() > fit {
            chart.name.chars().take(fit.saturating_sub(1)).chain(['…']).collect()
        } else {
            chart.name.clone()
        };
        plot.labels.push(label(0.0, 12.0, "start", "strong", name));
        plot.lines.push(Path { steps: path(&chart.values, &x, &y), class: "s0" });
        let last = chart.values.iter().enumerate().rev().find_map(|(i, v)| v.map(|v| (i, v)));
        if let Some((i, value)) = last {
            let (at_x, at_y) = (x.at(i as f64), y.at(value));
            plot.points.push(Point { x: Length(at_x), y: Length(at_y), class: "s0" });
            let text = format!("{}{}", decimal(value, 1), self.unit);
            plot.labels.push(label(at_x + 7.0, at_y + 4.0, "start", "strong", text));
        }
        plot.labels.push(label(0.0, bottom + 13.0, "start", "small", &self.ends.0));
        plot.labels.push(label(width - 28.0, bottom + 13.0, "end", "small", &self.ends.1));
        for (tick, at) in [(domain.0, bottom), (domain.1, top)] {
            let text = format!("{}{}", decimal(tick, usize::from(tick.fract() != 0.0)), self.unit);
            plot.labels.push(label(width, at + 3.0, "end", "small", text));
        }
        plot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::chart::Pen;

    #[test]
    fn every_subject_gets_a_panel_on_the_same_scale() {
        let chart = |name: &str, value: f64| Multiple {
            name: name.into(),
            values: vec![Some(value), None, Some(value)],
        };
        let multiples = Multiples {
            charts: vec![chart("a", 2.0), chart("b", 8.0)],
            ends: ("Jan".into(), "Mar".into()),
            unit: "",
            fixed: Some((0.0, 10.0)),
        };
        let Form::Multiples { panels } = &multiples.draw()[0].form else { panic!("multiples") };
        let height = |i: usize| panels[i].plot.points[0].y;
        assert!(height(0) > height(1));
        assert_eq!(
            panels[0].plot.lines[0].steps.iter().filter(|step| step.pen == Pen::Up).count(),
            2
        );
    }
}
