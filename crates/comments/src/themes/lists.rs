//! All word lists in one tree of words, so that one walk over a text finds every entry of every list.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::analyser::{Analyser, Token};

/// A list's number.
pub(super) type ListId = u16;

/// What one word of an entry stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Word {
    Stem(String),
    Surface(String),
    Number,
}

/// The number of a word of entries: entries are put together and compared by the thousand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Item(u32);

/// The words of an entry; nearly all have four at most, which need no memory of their own.
pub(super) type Entry = SmallVec<[Item; 4]>;

/// Every entry of every list, while they are still being added.
#[derive(Debug, Default)]
pub(super) struct ListTree {
    items: FxHashMap<Word, Item>,
    /// Node and item → node; every entry begins at node 0.
    next: FxHashMap<(u32, Item), u32>,
    /// Node → the last of `ended` that ends there, counted from 1; 0 where no entry ends.
    ends: Vec<u32>,
    /// Lists with an entry that ends at a node, and the one of the same node before it, counted from 1.
    ended: Vec<(ListId, u32)>,
    /// The entry added last and its nodes: the next one often begins with the same words.
    last: Vec<(Item, u32)>,
}

/// Every entry of every list, laid out for walking.
#[derive(Debug)]
pub(super) struct Walk {
    items: FxHashMap<Word, Item>,
    /// Item → the node that entries beginning with it lead to; [`NOWHERE`] where there are none.
    first: Vec<u32>,
    /// Node → where its words begin in `onward`; one more than there are nodes.
    from: Vec<u32>,
    /// Items and the nodes they lead to, sorted within a node.
    onward: Vec<(Item, u32)>,
    /// Node → where its lists begin in `ended`; one more than there are nodes.
    ends: Vec<u32>,
    /// The lists with an entry that ends at a node, in the order in which they were added.
    ended: Vec<ListId>,
}

/// No node: every entry begins at node 0, so nothing leads to it.
const NOWHERE: u32 = 0;

/// The keys of a word's stem and surface, and of numbers, as far as lists know them.
type Keys = [Option<Item>; 3];

/// Keys of the words an analyser has cached.
#[derive(Debug, Default)]
pub(super) struct KeyCache {
    generation: u32,
    keys: Vec<Keys>,
}

/// Where the entries of each list are in one text: word numbers, first and one past the last. First it is
/// known which lists have an entry; places are looked up for those lists alone that are wanted.
#[derive(Debug, Default)]
pub(super) struct Found {
    by_list: Vec<Vec<(u32, u32)>>,
    /// The lists that `by_list` has places of.
    placed: Vec<ListId>,
    /// The lists with an entry in the text.
    present: Vec<ListId>,
    is_present: Numbers,
    /// Entries, by the node where they end, in the order of the text.
    entries: Vec<(u32, u32, u32)>,
    here: Vec<Keys>,
}

impl Found {
    /// Returns the places of a list that was wanted.
    pub(super) fn of(&self, list: ListId) -> &[(u32, u32)] {
        self.by_list.get(usize::from(list)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has(&self, list: ListId) -> bool {
        self.is_present.has(list)
    }

    pub(super) fn present(&self) -> &[ListId] {
        &self.present
    }
}

/// A set of numbers of lists, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbers(Vec<u64>);

impl Numbers {
    pub(super) fn add(&mut self, list: u16) {
        let block = usize::from(list / 64);
        if self.0.len() <= block {
            self.0.resize(block + 1, 0);
        }
        self.0[block] |= 1 << (list % 64);
    }

    pub(super) fn add_all(&mut self, others: &Self) {
        if self.0.len() < others.0.len() {
            self.0.resize(others.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&others.0) {
            *mine |= theirs;
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(super) fn has(&self, list: u16) -> bool {
        self.0.get(usize::from(list / 64)).is_some_and(|block| block >> (list % 64) & 1 == 1)
    }
}

impl FromIterator<ListId> for Numbers {
    fn from_iter<I: IntoIterator<Item = ListId>>(lists: I) -> Self {
        let mut all = Self::default();
        lists.into_iter().for_each(|list| all.add(list));
        all
    }
}

impl ListTree {
    /// Returns the word's number.
    pub(super) fn item(&mut self, word: Word) -> Item {
        let fresh = Item(self.items.len() as u32);
        *self.items.entry(word).or_insert(fresh)
    }

    /// Adds an entry; lists are added whole, one after the other, in the order of their numbers.
    pub(super) fn add(&mut self, list: ListId, entry: &[Item]) {
        if self.ends.is_empty() {
            self.ends.push(0);
        }
        let same = self.last.iter().zip(entry).take_while(|((known, _), item)| known == *item);
        let shared = same.count();
        self.last.truncate(shared);
        let mut node = self.last.last().map_or(0, |(_, node)| *node);
        for item in &entry[shared..] {
            let count = self.ends.len() as u32;
            node = *self.next.entry((node, *item)).or_insert(count);
            if node == count {
                self.ends.push(0);
            }
            self.last.push((*item, node));
        }
        if node != 0 && self.lists_at(node).next() != Some(list) {
            let before =
                std::mem::replace(&mut self.ends[node as usize], self.ended.len() as u32 + 1);
            self.ended.push((list, before));
        }
    }

    /// Returns the lists with an entry that ends at the node, the one added last first.
    fn lists_at(&self, node: u32) -> impl Iterator<Item = ListId> {
        let mut at = self.ends[node as usize];
        std::iter::from_fn(move || {
            let (list, before) = *self.ended.get((at as usize).checked_sub(1)?)?;
            at = before;
            Some(list)
        })
    }

    /// Returns the lists with an entry of this one word, as a stem or as written.
    pub(super) fn lists_of(&self, word: &str) -> impl Iterator<Item = ListId> {
        [Word::Stem(word.into()), Word::Surface(word.into())]
            .into_iter()
            .filter_map(|word| self.items.get(&word))
            .filter_map(|&item| self.next.get(&(0, item)))
            .flat_map(|&node| self.lists_at(node))
    }

    /// Returns the lists of every entry of one word, a list as often as it has such entries.
    pub(super) fn lists_of_one_word(&self) -> impl Iterator<Item = ListId> {
        let ends = self.next.iter().filter(|((from, _), _)| *from == 0).map(|(_, &node)| node);
        ends.flat_map(|node| self.lists_at(node))
    }

    /// Lays the tree out for walking.
    pub(super) fn finish(self) -> Walk {
        let mut ends = vec![0];
        let mut ended = Vec::with_capacity(self.ended.len());
        for node in 0..self.ends.len() as u32 {
            let begins = ended.len();
            ended.extend(self.lists_at(node));
            ended[begins..].reverse();
            ends.push(ended.len() as u32);
        }
        let mut steps: Vec<(u32, Item, u32)> =
            self.next.into_iter().map(|((node, item), to)| (node, item, to)).collect();
        steps.sort_unstable();
        let mut first = vec![NOWHERE; self.items.len()];
        for &(_, item, to) in steps.iter().filter(|(node, ..)| *node == 0) {
            first[item.0 as usize] = to;
        }
        let mut from = vec![0; ends.len()];
        for (node, ..) in &steps {
            from[*node as usize + 1] += 1;
        }
        for node in 1..from.len() {
            from[node] += from[node - 1];
        }
        let onward = steps.into_iter().map(|(_, item, to)| (item, to)).collect();
        Walk { items: self.items, first, from, onward, ends, ended }
    }
}

impl Walk {
    /// Finds which lists have an entry in the text.
    pub(super) fn find(
        &self,
        analyser: &Analyser,
        tokens: &[Token],
        cache: &mut KeyCache,
        found: &mut Found,
    ) {
        found.present.clear();
        found.is_present.clear();
        found.entries.clear();
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
                let node = self.first[key.0 as usize];
                if node != NOWHERE {
                    self.walk(node, (at, at + 1), tokens, found);
                }
            }
        }
    }

    /// Returns the lists with an entry that ends at the node.
    fn lists_at(&self, node: u32) -> &[ListId] {
        let node = node as usize;
        &self.ended[self.ends[node] as usize..self.ends[node + 1] as usize]
    }

    /// Follows entries from a node, for tokens that begin at `from` and go on at `at`.
    fn walk(&self, node: u32, (from, at): (usize, usize), tokens: &[Token], found: &mut Found) {
        let lists = self.lists_at(node);
        if !lists.is_empty() {
            found.entries.push((node, from as u32, at as u32));
            for &list in lists {
                if !found.is_present.has(list) {
                    found.is_present.add(list);
                    found.present.push(list);
                }
            }
        }
        let steps =
            &self.onward[self.from[node as usize] as usize..self.from[node as usize + 1] as usize];
        if steps.is_empty() || at >= tokens.len() || tokens[at].sentence != tokens[from].sentence {
            return;
        }
        for key in found.here[at].into_iter().flatten() {
            if let Ok(step) = steps.binary_search_by_key(&key, |(word, _)| *word) {
                self.walk(steps[step].1, (from, at + 1), tokens, found);
            }
        }
    }

    /// Looks up the places of the lists that are wanted, or of all.
    pub(super) fn place(&self, found: &mut Found, lists: usize, wanted: Option<&Numbers>) {
        found.by_list.resize_with(lists, Vec::new);
        for list in found.placed.drain(..) {
            found.by_list[usize::from(list)].clear();
        }
        for &(node, from, to) in &found.entries {
            for &list in self.lists_at(node) {
                if wanted.is_some_and(|wanted| !wanted.has(list)) {
                    continue;
                }
                let places = &mut found.by_list[usize::from(list)];
                if places.is_empty() {
                    found.placed.push(list);
                }
                if !places.contains(&(from, to)) {
                    places.push((from, to));
                }
            }
        }
    }

    fn keys(&self, stem: &str, surface: &str) -> Keys {
        let key = |word: Word| self.items.get(&word).copied();
        let number = is_number(surface).then(|| key(Word::Number)).flatten();
        [key(Word::Stem(stem.into())), key(Word::Surface(surface.into())), number]
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
