//! Prepares a book of themes: word lists into one tree, patterns into steps, each fault with its line.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::cues::Cues;
use super::lists::{Entry, Item, ListId, ListTree, Numbers, Walk, Word};
use super::pattern::{self, Node, Pattern};
use super::steps::{CompiledPattern, CompiledStep};
use super::{BookFault, Counts, CueClass, CueSet, Modality, Rule, Scope, Theme, ThemeBook};
use crate::analyser::{Analyser, Dictionary};

/// A book of themes ready for use; share it between threads by `Arc`.
#[derive(Debug)]
pub struct Themes {
    pub(super) book: ThemeBook,
    pub(super) dictionary: Arc<Dictionary>,
    /// What the book says, prepared; many questions are answered without it.
    prepared: OnceLock<Prepared>,
}

/// The word lists, cues and rules of a book, prepared for texts.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) tree: Walk,
    pub(super) lists: usize,
    pub(super) cues: Vec<Cues>,
    /// The lists of the cues.
    pub(super) cue_lists: Numbers,
    pub(super) rules: Vec<CompiledRule>,
    /// List → the patterns that are tried where it has an entry in the text; each stands under one list.
    pub(super) by_list: Vec<Vec<PatternId>>,
}

/// A rule's number, and its pattern's within the rule.
pub(super) type PatternId = (u16, u16);

#[derive(Debug)]
pub(super) struct CompiledRule {
    pub(super) theme: usize,
    pub(super) rule: usize,
    pub(super) counts: Counts,
    pub(super) scope: Scope,
    pub(super) modality: Modality,
    pub(super) patterns: Vec<CompiledPattern>,
    pub(super) unless: Vec<CompiledPattern>,
    /// Every list that its patterns look at.
    pub(super) lists: Numbers,
}

impl Themes {
    /// Prepares the book.
    ///
    /// # Errors
    /// All faults of the book, each with its line.
    pub fn new(book: ThemeBook) -> Result<Self, Vec<BookFault>> {
        let prepared = Prepared::new(&book)?;
        let themes = Self::without_faults(book);
        Ok(Self { prepared: OnceLock::from(prepared), ..themes })
    }

    /// Takes a book that was prepared before and had no fault. It is prepared when a text is first looked at,
    /// which a question that reads what was found earlier never does.
    ///
    /// # Panics
    /// When it is prepared and does have a fault.
    #[must_use]
    pub fn without_faults(book: ThemeBook) -> Self {
        let dictionary = Arc::new(dictionary(&book));
        Self { book, dictionary, prepared: OnceLock::new() }
    }

    pub(super) fn prepared(&self) -> &Prepared {
        self.prepared.get_or_init(|| {
            Prepared::new(&self.book).expect("a book that was prepared before without a fault")
        })
    }

    /// Returns the book as written.
    #[must_use]
    pub fn book(&self) -> &ThemeBook {
        &self.book
    }

    /// Returns the field's words, for the analyser.
    #[must_use]
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// Returns a number that changes with every change of the book.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.book.digest()
    }
}

impl ThemeBook {
    /// Returns a number that changes with every change of the book.
    #[must_use]
    pub fn digest(&self) -> u64 {
        crate::analyser::fingerprint(&format!("{self:?}"))
    }
}

impl Prepared {
    fn new(book: &ThemeBook) -> Result<Self, Vec<BookFault>> {
        let mut compiler = Compiler::new(book);
        compiler.name_lists();
        let cues = compiler.cues();
        let mut rules = Vec::new();
        for (theme_number, theme) in book.themes.iter().enumerate() {
            compiler.check_theme(theme, book);
            for (number, rule) in theme.rules.iter().enumerate() {
                let patterns = compiler.patterns(&rule.any, rule.line);
                let unless = compiler.patterns(&rule.unless, rule.line);
                rules.push(CompiledRule {
                    theme: theme_number,
                    rule: number,
                    counts: rule.counts,
                    scope: rule.within,
                    modality: rule.modality,
                    lists: patterns
                        .iter()
                        .chain(&unless)
                        .flat_map(CompiledPattern::lists)
                        .collect(),
                    patterns,
                    unless,
                });
            }
        }
        let Compiler { faults, tree, next, .. } = compiler;
        if !faults.is_empty() {
            return Err(faults);
        }
        let words = words_of_lists(&tree, next);
        let mut by_list = vec![Vec::new(); usize::from(next)];
        for (rule, number) in rules.iter().zip(0..) {
            for (pattern, place) in rule.patterns.iter().zip(0..) {
                by_list[usize::from(key(pattern, &words))].push((number, place));
            }
        }
        Ok(Self {
            tree: tree.finish(),
            lists: usize::from(next),
            cue_lists: cues.iter().map(|set| set.list).collect(),
            cues,
            rules,
            by_list,
        })
    }

    pub(super) fn pattern(&self, (rule, pattern): PatternId) -> &CompiledPattern {
        &self.rules[usize::from(rule)].patterns[usize::from(pattern)]
    }
}

/// The list that a pattern is looked up by: of those it needs the one that the fewest texts will have an entry
/// of, which is the one with the fewest entries of a single word, if it can be one without the commonest.
fn key(pattern: &CompiledPattern, words: &[usize]) -> ListId {
    let rarest = pattern.needs.iter().min_by_key(|&&list| words[usize::from(list)]);
    *rarest.expect("a pattern has a step that may not be missing")
}

/// Returns how many entries of a single word each list has; very many where one of the commonest is among them.
fn words_of_lists(tree: &ListTree, lists: ListId) -> Vec<usize> {
    const VERY_MANY: usize = 1_000_000;
    const COMMONEST: [&str; 40] = [
        "the", "be", "to", "of", "and", "a", "in", "that", "have", "it", "for", "not", "on",
        "with", "he", "as", "do", "at", "this", "by", "from", "they", "we", "say", "her", "she",
        "or", "an", "will", "my", "one", "all", "would", "there", "their", "what", "no", "him",
        "them", "when",
    ];
    let mut words = vec![0; usize::from(lists)];
    for list in tree.lists_of_one_word() {
        words[usize::from(list)] += 1;
    }
    for word in COMMONEST {
        for list in tree.lists_of(word) {
            words[usize::from(list)] += VERY_MANY;
        }
    }
    words
}

fn dictionary(book: &ThemeBook) -> Dictionary {
    let words = |text: &String| {
        text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect::<Vec<_>>()
    };
    let lists = book.lists.iter().flat_map(|list| &list.entries);
    let rules = book.themes.iter().flat_map(|t| &t.rules).flat_map(|r| &r.any);
    let known: Vec<String> = lists.chain(rules).flat_map(words).collect();
    Dictionary::new(book.abbreviations.clone(), known, book.real_words.iter().cloned())
}

pub(super) struct Compiler<'b> {
    pub(super) book: &'b ThemeBook,
    pub(super) analyser: Analyser,
    pub(super) tree: ListTree,
    pub(super) names: HashMap<String, ListId>,
    pub(super) unnamed: FxHashMap<Vec<Entry>, ListId>,
    pub(super) expanded: HashMap<String, Vec<Entry>>,
    pub(super) in_progress: Vec<String>,
    pub(super) next: ListId,
    pub(super) long_and_short: Vec<(Entry, Entry)>,
    /// The first words of `long_and_short`: an entry with none of them is written in one way only.
    pub(super) openings: FxHashSet<Item>,
    pub(super) faults: Vec<BookFault>,
}

impl<'b> Compiler<'b> {
    fn new(book: &'b ThemeBook) -> Self {
        let dictionary =
            Dictionary::new(book.abbreviations.clone(), [], book.real_words.iter().cloned());
        let mut analyser = Analyser::new(Arc::new(dictionary));
        let mut tree = ListTree::default();
        let mut stems = |text: &str| -> Entry {
            let stems = analyser.stems(text).into_iter();
            stems.map(|stem| tree.item(Word::Stem(stem))).collect()
        };
        let long_and_short: Vec<(Entry, Entry)> = book
            .abbreviations
            .iter()
            .filter(|(_, long)| long.contains(' '))
            .map(|(short, long)| (stems(long), stems(short)))
            .collect();
        let openings = long_and_short
            .iter()
            .flat_map(|(long, short)| [long.first(), short.first()])
            .flatten()
            .copied()
            .collect();
        Self {
            book,
            analyser,
            tree,
            names: HashMap::new(),
            unnamed: FxHashMap::default(),
            expanded: HashMap::new(),
            in_progress: Vec::new(),
            next: 0,
            long_and_short,
            openings,
            faults: Vec::new(),
        }
    }

    pub(super) fn fault(&mut self, line: usize, expected: &str, found: &str, hint: &str) {
        self.faults.push(BookFault {
            line,
            expected: expected.to_owned(),
            found: found.to_owned(),
            hint: hint.to_owned(),
        });
    }

    fn name_lists(&mut self) {
        for list in &self.book.lists {
            let entries = self.list_entries(&list.name, list.line);
            let id = self.add_list(&entries);
            if self.names.insert(list.name.clone(), id).is_some() {
                let found = format!("${} twice", list.name);
                self.fault(list.line, "each list once", &found, "join the two lists");
            }
        }
    }

    fn cues(&mut self) -> Vec<Cues> {
        let mut all = Vec::new();
        for set in &self.book.cues {
            self.check_cue_themes(set);
            all.push(Cues {
                list: self.cue_list(set),
                class: set.class,
                place: set.place,
                reach: set.reach,
                commas: set.commas,
                themes: set.themes.clone(),
            });
        }
        all
    }

    /// The list of a set of cues: a named one where the set names nothing else, so that sets can share it.
    fn cue_list(&mut self, set: &CueSet) -> ListId {
        if let [only] = set.entries.as_slice()
            && let Some(&id) = only.strip_prefix('$').and_then(|name| self.names.get(name))
        {
            return id;
        }
        let entries: Vec<Entry> =
            set.entries.iter().flat_map(|entry| self.entry(entry, set.line)).collect();
        self.add_list(&entries)
    }

    fn check_cue_themes(&mut self, set: &CueSet) {
        let book = self.book;
        let is_known = |code: &&String| book.themes.iter().any(|theme| theme.code == **code);
        if let Some(unknown) = set.themes.iter().find(|code| !is_known(code)) {
            let hint = "name the themes that the cues bear on, or leave themes out";
            self.fault(set.line, "the code of a theme", unknown, hint);
        }
        if !set.themes.is_empty() && set.class != CueClass::Approval {
            let hint = "leave themes out: other cues bear on every theme";
            self.fault(set.line, "themes for cues of approval only", "others", hint);
        }
    }

    fn check_theme(&mut self, theme: &Theme, book: &ThemeBook) {
        if book.themes.iter().filter(|t| t.code == theme.code).count() > 1 {
            self.fault(
                theme.line,
                "each theme once",
                &theme.code,
                "choose another code for the second one",
            );
        }
        for rule in &theme.rules {
            self.check_rule(rule, theme);
        }
    }

    fn check_rule(&mut self, rule: &Rule, theme: &Theme) {
        if theme.rules.iter().filter(|r| r.name == rule.name).count() > 1 {
            let found = format!("two rules called {}", rule.name);
            self.fault(
                rule.line,
                "each rule's name once in its theme",
                &found,
                "rename one of them",
            );
        }
        if rule.any.is_empty() {
            self.fault(
                rule.line,
                "at least one pattern under any",
                "none",
                "add a pattern or remove the rule",
            );
        }
    }

    fn patterns(&mut self, texts: &[String], line: usize) -> Vec<CompiledPattern> {
        let mut all = Vec::new();
        for text in texts {
            match pattern::read(text) {
                Ok(pattern) => all.push(CompiledPattern::new(self.steps(pattern, line))),
                Err((expected, found)) => {
                    let hint = format!("in the pattern {text}");
                    self.fault(line, &expected, &found, &hint);
                }
            }
        }
        all
    }

    fn steps(&mut self, mut pattern: Pattern, line: usize) -> Vec<Vec<CompiledStep>> {
        let marked = pattern.iter().flatten().any(|step| step.target);
        if !marked && pattern.len() > 1 {
            let last = pattern.last_mut().and_then(|p| p.iter_mut().rfind(|s| !s.optional));
            last.expect("a part has a step").target = true;
        }
        let mut parts = Vec::new();
        for part in pattern {
            let mut steps = Vec::new();
            for step in part {
                let list = self.list_of(&step.node, line);
                steps.push(CompiledStep {
                    list,
                    gap: step.gap,
                    optional: step.optional,
                    target: step.target,
                });
            }
            parts.push(steps);
        }
        parts
    }

    fn list_of(&mut self, node: &Node, line: usize) -> ListId {
        if let Node::List(name) = node
            && let Some(&id) = self.names.get(name)
        {
            return id;
        }
        let entries = self.ways(node, line);
        if let Some(&id) = self.unnamed.get(&entries) {
            return id;
        }
        let id = self.add_list(&entries);
        self.unnamed.insert(entries, id);
        id
    }
}
