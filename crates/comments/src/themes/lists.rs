//! All word lists in one tree of words, so that one walk over a text finds every entry of every list.

use std::collections::HashMap;
use std::sync::Arc;

use crate::analyser::{Analyser, Token};

/// A list's number.
pub(super) type ListId = u16;

/// One word of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Item {
    Stem(Arc<str>),
    Surface(Arc<str>),
    Number,
}

/// Every entry of every list, while they are still being added.
#[derive(Debug, Default)]
pub(super) struct ListTree {
    items: HashMap<Item, u32>,
    /// Node and word → node; every entry begins at node 0.
    next: HashMap<(u32, u32), u32>,
    /// Node → lists with an entry that ends there.
    ends: Vec<Vec<ListId>>,
}

/// Every entry of every list, laid out for walking.
#[derive(Debug)]
pub(super) struct Walk {
    items: HashMap<Item, u32>,
    /// Word → the node that entries beginning with it lead to; [`NOWHERE`] where there are none.
    first: Vec<u32>,
    /// Node → where its words begin in `onward`; one more than there are nodes.
    from: Vec<u32>,
    /// Words and the nodes they lead to, sorted within a node.
    onward: Vec<(u32, u32)>,
    ends: Vec<Vec<ListId>>,
}

/// No node: every entry begins at node 0, so nothing leads to it.
const NOWHERE: u32 = 0;

/// The keys of a word's stem and surface, and of numbers, as far as lists know them.
type Keys = [Option<u32>; 3];

/// Keys of the words an analyser has cached.
#[derive(Debug, Default)]
pub(super) struct KeyCache {
    generation: u32,
    keys: Vec<Keys>,
}

/// Where the entries of each list stand in one text: word numbers, first and one past the last.
#[derive(Debug, Default)]
pub(super) struct Found {
    by_list: Vec<Vec<(u32, u32)>>,
    touched: Vec<ListId>,
    here: Vec<Keys>,
}

impl Found {
    pub(super) fn of(&self, list: ListId) -> &[(u32, u32)] {
        self.by_list.get(usize::from(list)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn touched(&self) -> &[ListId] {
        &self.touched
    }
}

impl ListTree {
    pub(super) fn add(&mut self, list: ListId, entry: &[Item]) {
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        let mut node = 0;
        for item in entry {
            let fresh = self.items.len() as u32;
            let key = *self.items.entry(item.clone()).or_insert(fresh);
            let count = self.ends.len() as u32;
            node = *self.next.entry((node, key)).or_insert(count);
            if node == count {
                self.ends.push(Vec::new());
            }
        }
        let lists = &mut self.ends[node as usize];
        if node != 0 && !lists.contains(&list) {
            lists.push(list);
        }
    }

    /// Returns the lists with an entry of this one word, as a stem or as written.
    pub(super) fn lists_of(&self, word: &str) -> impl Iterator<Item = &ListId> {
        [Item::Stem(word.into()), Item::Surface(word.into())]
            .into_iter()
            .filter_map(|item| self.items.get(&item))
            .filter_map(|&key| self.next.get(&(0, key)))
            .flat_map(|&node| &self.ends[node as usize])
    }

    /// Lays the tree out for walking.
    pub(super) fn finish(self) -> Walk {
        let mut steps: Vec<(u32, u32, u32)> =
            self.next.into_iter().map(|((node, key), to)| (node, key, to)).collect();
        steps.sort_unstable();
        let mut first = vec![NOWHERE; self.items.len()];
        for &(_, key, to) in steps.iter().filter(|(node, ..)| *node == 0) {
            first[key as usize] = to;
        }
        let mut from = vec![0; self.ends.len() + 1];
        for (node, ..) in &steps {
            from[*node as usize + 1] += 1;
        }
        for node in 1..from.len() {
            from[node] += from[node - 1];
        }
        let onward = steps.into_iter().map(|(_, key, to)| (key, to)).collect();
        Walk { items: self.items, first, from, onward, ends: self.ends }
    }
}

impl Walk {
    /// Finds every entry of every list in the text.
    pub(super) fn find(
        &self,
        analyser: &Analyser,
        tokens: &[Token],
        cache: &mut KeyCache,
        found: &mut Found,
        lists: usize,
    ) {
        found.by_list.resize_with(lists, Vec::new);
        for list in found.touched.drain(..) {
            found.by_list[usize::from(list)].clear();
        }
        if cache.generation != analyser.generation() {
            cache.generation = analyser.generation();
            cache.keys.clear();
        }
        found.here.clear();
        for token in tokens {
            let id = token.word as usize;
            while cache.keys.len() <= id {
                let word = analyser.word_by_id(cache.keys.len() as u32);
                cache.keys.push(self.keys(&word.stem, &word.surface));
            }
            found.here.push(cache.keys[id]);
        }
        for at in 0..tokens.len() {
            for key in found.here[at].into_iter().flatten() {
                let node = self.first[key as usize];
                if node != NOWHERE {
                    self.walk(node, at, at + 1, tokens, found);
                }
            }
        }
    }

    fn walk(&self, node: u32, from: usize, at: usize, tokens: &[Token], found: &mut Found) {
        let span = (from as u32, at as u32);
        for &list in &self.ends[node as usize] {
            let matches = &mut found.by_list[usize::from(list)];
            if matches.is_empty() {
                found.touched.push(list);
            }
            if !matches.contains(&span) {
                matches.push(span);
            }
        }
        let steps =
            &self.onward[self.from[node as usize] as usize..self.from[node as usize + 1] as usize];
        if steps.is_empty() || at >= tokens.len() || tokens[at].sentence != tokens[from].sentence {
            return;
        }
        for key in found.here[at].into_iter().flatten() {
            if let Ok(step) = steps.binary_search_by_key(&key, |(word, _)| *word) {
                self.walk(steps[step].1, from, at + 1, tokens, found);
            }
        }
    }

    fn keys(&self, stem: &str, surface: &str) -> Keys {
        let key = |item: Item| self.items.get(&item).copied();
        let number = is_number(surface).then(|| key(Item::Number)).flatten();
        [key(Item::Stem(stem.into())), key(Item::Surface(surface.into())), number]
    }
}

fn is_number(surface: &str) -> bool {
    const WORDS: [&str; 21] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "eighteen", "twenty", "thirty",
        "several", "couple",
    ];
    surface.bytes().all(|b| b.is_ascii_digit()) || WORDS.contains(&surface)
}
