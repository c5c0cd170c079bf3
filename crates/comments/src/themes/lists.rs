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

/// Every entry of every list.
#[derive(Debug, Default)]
pub(super) struct ListTree {
    items: HashMap<Item, u32>,
    /// Node and word → node; every entry begins at node 0.
    next: HashMap<(u32, u32), u32>,
    /// Node → lists with an entry that ends there.
    ends: Vec<Vec<ListId>>,
}

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
            let keys = found.here[at];
            for key in keys.into_iter().flatten() {
                if let Some(&node) = self.next.get(&(0, key)) {
                    self.walk(node, at, at + 1, tokens, found);
                }
            }
        }
    }

    fn walk(&self, node: u32, from: usize, at: usize, tokens: &[Token], found: &mut Found) {
        for &list in &self.ends[node as usize] {
            let matches = &mut found.by_list[usize::from(list)];
            if matches.is_empty() {
                found.touched.push(list);
            }
            let span = (from as u32, at as u32);
            if !matches.contains(&span) {
                matches.push(span);
            }
        }
        if at >= tokens.len() || tokens[at].sentence != tokens[from].sentence {
            return;
        }
        let keys = found.here[at];
        for key in keys.into_iter().flatten() {
            if let Some(&child) = self.next.get(&(node, key)) {
                self.walk(child, from, at + 1, tokens, found);
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
