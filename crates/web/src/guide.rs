//! The guide: its pages as they are in `docs/guide`, compiled in, read once, and shown as Help. It knows no page of
//! ours but their names, which it turns into links.

mod beside;
mod find;
mod pictures;
mod rendered;

pub(crate) use beside::place;
pub(crate) use find::Hit;
pub(crate) use pictures::find as picture;

use rendered::Rendered;

/// The pages of the guide: the name of the file, and its text.
const FILES: [(&str, &str); 5] = [
    ("begin", include_str!("../../../docs/guide/begin.md")),
    ("officer", include_str!("../../../docs/guide/officer.md")),
    ("reviewer", include_str!("../../../docs/guide/reviewer.md")),
    ("leader", include_str!("../../../docs/guide/leader.md")),
    ("trouble", include_str!("../../../docs/guide/trouble.md")),
];

/// The guide, read.
pub(crate) struct Guide {
    pub(crate) leaves: Vec<Leaf>,
}

/// A page of the guide.
pub(crate) struct Leaf {
    /// The last part of its address.
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) html: String,
    pub(crate) sections: Vec<Section>,
}

/// A part of a page, under its heading.
pub(crate) struct Section {
    /// Its place in the page.
    pub(crate) id: String,
    pub(crate) title: String,
    /// What it says, without marks.
    pub(crate) text: String,
}

impl Guide {
    /// Reads the guide. What it calls by the name of one of these pages becomes a link to it.
    pub(crate) fn new(pages: &[(&'static str, &'static str)]) -> Self {
        let leaf = |(name, text): (&'static str, &'static str)| {
            let Rendered { title, html, sections } = rendered::rendered(text, pages);
            Leaf { name, title, html, sections }
        };
        Self { leaves: FILES.into_iter().map(leaf).collect() }
    }

    /// Returns the page of this name.
    pub(crate) fn leaf(&self, name: &str) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.name == name)
    }

    /// Returns the parts in which all these words are, the best first.
    pub(crate) fn find(&self, words: &str) -> Vec<Hit> {
        find::find(&self.leaves, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_part_of_the_guide() {
        let guide = Guide::new(&[]);
        let addresses = [
            "/",
            "/end",
            "/first-run",
            "/people",
            "/settings/plans.yaml",
            "/case-lists?kind=cases",
            "/samples",
            "/samples/new?plan=a",
            "/samples/plans/new",
            "/samples/2026-09-a/verify",
            "/samples/2026-09-a/cases/1",
            "/samples/2026-09-a",
            "/audits",
            "/audits/2026-09-a",
            "/audits/2026-09-a/cases/1",
            "/comments?q=a",
            "/comments/themes",
            "/comments/themes/new",
            "/comments/themes/a/rules/1",
            "/comments/themes/a/words",
            "/comments/review/a",
            "/measures",
            "/actions/one",
            "/inspection",
            "/packs/a",
            "/history",
            "/history/holds",
        ];
        for address in addresses {
            let place = place(address).expect(address);
            let (page, id) = place.split_once('#').unwrap_or_else(|| panic!("{address}: {place}"));
            let name = page.strip_prefix("/help/").expect("a page of the guide");
            let leaf = guide.leaf(name).unwrap_or_else(|| panic!("{address}: no page {name}"));
            assert!(leaf.sections.iter().any(|s| s.id == id), "{address}: no part {id} in {name}");
        }
        assert_eq!(place("/help/officer"), None);
        assert_eq!(place("/jobs/4"), Some("/help"));
    }
}
