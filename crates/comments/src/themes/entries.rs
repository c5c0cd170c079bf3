//! Writes the entries of word lists out: brackets, lists within lists, and abbreviations both ways.

use super::compile::Compiler;
use super::lists::{Entry, Item, ListId, Word};
use super::pattern::{self, Node};

/// One list may not stand for more entries than this once its brackets are written out.
const MOST_ENTRIES: usize = 20_000;
/// An entry may not be written in more ways than this, by abbreviations spelled out or not.
const MOST_WAYS: usize = 16;

impl Compiler<'_> {
    pub(super) fn add_list(&mut self, entries: &[Entry]) -> ListId {
        let id = self.next;
        self.next += 1;
        for entry in entries {
            if !entry.iter().any(|item| self.openings.contains(item)) {
                self.tree.add(id, entry);
                continue;
            }
            for way in self.both_ways(entry) {
                self.tree.add(id, &way);
            }
        }
        id
    }

    /// An entry with an abbreviation spelled out, and with what it stands for abbreviated.
    fn both_ways(&self, entry: &[Item]) -> Vec<Entry> {
        let mut ways = vec![Entry::from_slice(entry)];
        for (long, short) in &self.long_and_short {
            for (from, to) in [(long, short), (short, long)] {
                for number in 0..ways.len() {
                    let known = &ways[number];
                    if let Some(at) = known.windows(from.len()).position(|w| w == from.as_slice()) {
                        let tail = &known[at + from.len()..];
                        let way = [&known[..at], to, tail].concat().into();
                        if !ways.contains(&way) && ways.len() < MOST_WAYS {
                            ways.push(way);
                        }
                    }
                }
            }
        }
        ways
    }

    pub(super) fn list_entries(&mut self, name: &str, line: usize) -> Vec<Entry> {
        if let Some(known) = self.expanded.get(name) {
            return known.clone();
        }
        let book = self.book;
        let Some(list) = book.lists.iter().find(|list| list.name == name) else {
            let known: Vec<String> = book.lists.iter().map(|l| format!("${}", l.name)).collect();
            let hint = format!("the lists are {}", known.join(" "));
            self.fault(line, "the name of a list", &format!("${name}"), &hint);
            return Vec::new();
        };
        if self.in_progress.iter().any(|n| n == name) {
            self.fault(
                list.line,
                "lists that do not hold themselves",
                &format!("${name}"),
                "take the list out of itself",
            );
            return Vec::new();
        }
        self.in_progress.push(name.to_owned());
        let mut entries = Vec::new();
        for entry in &list.entries {
            entries.extend(self.entry(entry, list.line));
        }
        self.in_progress.pop();
        entries.sort();
        entries.dedup();
        self.expanded.insert(name.to_owned(), entries.clone());
        entries
    }

    pub(super) fn entry(&mut self, text: &str, line: usize) -> Vec<Entry> {
        match pattern::read_entry(text) {
            Ok(nodes) => self.written_out(&nodes, line),
            Err((expected, found)) => {
                self.fault(line, &expected, &found, "see the comment at the top of the file");
                Vec::new()
            }
        }
    }

    /// Writes brackets and lists out into plain entries.
    fn written_out(&mut self, nodes: &[(Node, bool)], line: usize) -> Vec<Entry> {
        let mut all: Option<Vec<Entry>> = None;
        for (node, optional) in nodes {
            let mut ways = self.ways(node, line);
            if *optional {
                ways.push(Entry::new());
            }
            if all.as_ref().map_or(1, Vec::len) * ways.len() > MOST_ENTRIES {
                self.fault(
                    line,
                    "fewer combinations",
                    "more than 20,000 entries",
                    "split the pattern",
                );
                return Vec::new();
            }
            all = Some(match all {
                Some(heads) => joined(&heads, &ways),
                None => ways,
            });
        }
        let mut all = all.unwrap_or_default();
        all.retain(|entry| !entry.is_empty());
        all
    }

    pub(super) fn ways(&mut self, node: &Node, line: usize) -> Vec<Entry> {
        match node {
            Node::Word(word) => {
                let stems = self.analyser.stems(word);
                let tree = &mut self.tree;
                vec![stems.into_iter().map(|stem| tree.item(Word::Stem(stem))).collect()]
            }
            Node::Exact(word) => {
                let tokens = self.analyser.analyse(word);
                let (analyser, tree) = (&self.analyser, &mut self.tree);
                let surface = |t| tree.item(Word::Surface(analyser.word(t).surface.clone()));
                vec![tokens.iter().map(surface).collect()]
            }
            Node::Number => vec![Entry::from_slice(&[self.tree.item(Word::Number)])],
            Node::List(name) => self.list_entries(name, line),
            Node::Choice(choices) => {
                choices.iter().flat_map(|nodes| self.written_out(nodes, line)).collect()
            }
        }
    }
}

/// Every head with every way after it.
fn joined(heads: &[Entry], ways: &[Entry]) -> Vec<Entry> {
    let with = |head: &Entry, way: &Entry| head.iter().chain(way).copied().collect();
    heads.iter().flat_map(|head| ways.iter().map(|way| with(head, way))).collect()
}
