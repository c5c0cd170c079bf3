//! Which domain of the audit tool a name means: the same but for letter case and spaces, or one with a slip
//! of the keyboard in it. It does not know where the name is.

use assay_model::alike::alike;
use assay_tables::fold_header as fold;

use crate::problems::Oddity;

/// How many letters may differ in a slip, and in a name of under [`LONG`] letters: `Choice` is not `Voice`.
const SLIP: usize = 2;
const SLIP_OF_SHORT: usize = 1;
/// From so many letters on a name is long.
const LONG: usize = 8;
/// Shorter names are not compared.
const SHORT: usize = 5;

/// Returns the domain that a name means, and what is odd about the name. Where none is known, or none is near,
/// it is the name itself.
pub(crate) fn read<'k>(
    name: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> (String, Option<Oddity>) {
    if let Some(same) = known.clone().find(|other| *other == name) {
        return (same.to_owned(), None);
    }
    if let Some(same) = known.clone().find(|other| alike(other, name)) {
        return (same.to_owned(), None);
    }
    let mut near = known.filter(|other| is_slip(&fold(name), &fold(other)));
    let Some(only) = near.next() else { return (name.to_owned(), None) };
    if near.any(|other| other != only) {
        return (name.to_owned(), None);
    }
    let hint =
        format!("it was read as {only}: where another domain is meant, add it to the audit tool");
    (only.to_owned(), Some(Oddity::put_right("a domain of the audit tool", hint)))
}

/// Says whether two names differ by a slip; another number is another name.
fn is_slip(one: &str, other: &str) -> bool {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let letters = one.chars().count().min(other.chars().count());
    let most = if letters < LONG { SLIP_OF_SHORT } else { SLIP };
    letters >= SHORT && figures(one) == figures(other) && strsim::osa_distance(one, other) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_read_as_the_domain_it_is_near_to_and_another_name_is_not() {
        let known = ["Assessment", "Health plan", "Standard 1", "Voice"];
        for (name, expected, is_told) in [
            ("assessment ", "Assessment", false),
            ("Asessment", "Assessment", true),
            ("Helth plan", "Health plan", true),
            ("Health", "Health", false),
            ("Standard 2", "Standard 2", false),
            ("Vois", "Vois", false),
            ("Choice", "Choice", false),
            ("Voices", "Voice", true),
            ("Assessment of risk", "Assessment of risk", false),
        ] {
            let (read, oddity) = read(name, known.iter().copied());
            assert_eq!((read.as_str(), oddity.is_some()), (expected, is_told), "{name}");
        }
    }
}
