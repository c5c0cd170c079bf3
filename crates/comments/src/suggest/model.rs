//! The model: for each theme how margins are read, for each feature its weight for each theme; and the text file
//! it ships in. Features are numbers, so that no comment's words are in the file.

use std::collections::HashMap;

use super::features::{Features, Key};

/// The first line of every model file.
const HEADER: &str = "assay suggestion model 3";

/// One linear classifier a theme, over the same features.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    pub(super) themes: Vec<Border>,
    /// Feature → weight for each theme, in their order.
    pub(super) weights: HashMap<Key, Vec<f64>>,
}

/// How one theme's margins are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Border {
    pub(super) theme: String,
    /// Whether it is a shortcoming, and no strength.
    pub(super) is_shortcoming: bool,
    pub(super) bias: f64,
    /// The least margin that speaks for the theme by itself.
    pub(super) weighed: f64,
    /// How a margin is read as a chance.
    pub(super) chance: Chance,
}

/// Chance = 1 / (1 + exp(slope × margin + offset)), after Platt (1999).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Chance {
    pub(super) slope: f64,
    pub(super) offset: f64,
}

impl Chance {
    /// Returns the chance that a comment with this margin speaks of the theme.
    pub(super) fn of(self, margin: f64) -> f64 {
        1.0 / (1.0 + (self.slope * margin + self.offset).exp())
    }
}

/// What is wrong with a model file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("model, line {line}: expected {expected}, found \"{found}\"")]
pub struct ModelFault {
    /// The line, from 1.
    pub line: usize,
    /// What should stand there.
    pub expected: &'static str,
    /// What stands there.
    pub found: String,
}

impl Model {
    /// Returns each theme's margin: positive on the side of yes. Features that the model does not know have
    /// no say.
    pub(super) fn margins(&self, features: &Features) -> Vec<f64> {
        let mut margins: Vec<f64> = self.themes.iter().map(|one| one.bias).collect();
        for part in [&features.keys, &features.pieces] {
            let mut sums = vec![0.0; margins.len()];
            let mut known = 0_u32;
            for weights in part.iter().filter_map(|key| self.weights.get(key)) {
                known += 1;
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight;
                }
            }
            let length = f64::from(known.max(1)).sqrt();
            for (margin, sum) in margins.iter_mut().zip(sums) {
                *margin += sum / length;
            }
        }
        margins
    }

    /// Returns the weight of a feature for a theme, given its number.
    pub(super) fn weight(&self, key: Key, theme: usize) -> f64 {
        self.weights.get(&key).map_or(0.0, |weights| weights[theme])
    }

    /// Returns the themes it knows.
    pub fn themes(&self) -> impl Iterator<Item = &str> {
        self.themes.iter().map(|one| one.theme.as_str())
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// The first line that is not as expected.
    pub fn read(text: &str) -> Result<Self, ModelFault> {
        let mut model = Self::default();
        for (number, line) in text.lines().enumerate() {
            let fault = |expected| ModelFault {
                line: number + 1,
                expected,
                found: line.chars().take(60).collect(),
            };
            let mut fields = line.split('\t');
            match fields.next() {
                Some(first) if number == 0 => {
                    if first != HEADER {
                        return Err(fault(HEADER));
                    }
                }
                Some("theme") => {
                    let theme = fields.next().unwrap_or_default().to_owned();
                    let is_shortcoming = match fields.next() {
                        Some("shortcoming") => true,
                        Some("strength") => false,
                        _ => return Err(fault("shortcoming or strength after the theme")),
                    };
                    let [bias, weighed, slope, offset] = numbers(fields)
                        .and_then(|n| n.try_into().ok())
                        .ok_or_else(|| fault("four numbers after the theme and its side"))?;
                    let chance = Chance { slope, offset };
                    model.themes.push(Border { theme, is_shortcoming, bias, weighed, chance });
                }
                Some(key) => {
                    let key = u64::from_str_radix(key, 16).map_err(|_| fault("a feature"))?;
                    let hundredths = numbers(fields).filter(|n| n.len() == model.themes.len());
                    let hundredths = hundredths.ok_or_else(|| fault("a weight for each theme"))?;
                    let weights = hundredths.iter().map(|n| n / 100.0).collect();
                    model.weights.insert(key, weights);
                }
                None => return Err(fault("a theme or a feature")),
            }
        }
        Ok(model)
    }

    /// Writes the model file: weights in hundredths.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = format!("{HEADER}\n");
        for Border { theme, is_shortcoming, bias, weighed, chance } in &self.themes {
            let Chance { slope, offset } = chance;
            let side = if *is_shortcoming { "shortcoming" } else { "strength" };
            out.push_str(&format!(
                "theme\t{theme}\t{side}\t{bias:.4}\t{weighed:.4}\t{slope:.4}\t{offset:.4}\n"
            ));
        }
        let mut keys: Vec<Key> = self.weights.keys().copied().collect();
        keys.sort_unstable();
        for key in keys {
            out.push_str(&format!("{key:x}"));
            for weight in &self.weights[&key] {
                out.push_str(&format!("\t{}", (weight * 100.0).round() as i64));
            }
            out.push('\n');
        }
        out
    }
}

fn numbers<'t>(fields: impl Iterator<Item = &'t str>) -> Option<Vec<f64>> {
    fields.map(|f| f.parse().ok().filter(|n: &f64| n.is_finite())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_as_written_and_faults_have_their_line() {
        let text =
            format!("{HEADER}\ntheme\ta\tstrength\t-0.5000\t0.2000\t-2.0000\t0.3000\nff\t125\n");
        let model = Model::read(&text).expect("a model");
        assert_eq!(model.write(), text);
        let features = Features { keys: vec![255, 7], ..Features::default() };
        assert!((model.margins(&features)[0] - 0.75).abs() < 1e-9, "7 is not known");
        assert_eq!(Model::read("x\n").expect_err("a fault").line, 1);
        let fault = Model::read(&format!("{HEADER}\nff\t1\n")).expect_err("a fault");
        assert_eq!((fault.line, fault.expected), (2, "a weight for each theme"));
        let fault = Model::read(&format!("{HEADER}\ntheme\ta\tstrength\t1\t2\t3\tNaN\n"))
            .expect_err("a fault");
        assert_eq!(fault.line, 2);
    }
}
