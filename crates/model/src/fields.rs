//! What a list says of a case next to its id: names and values, small enough for lists of hundreds of
//! thousands of cases. Names and repeated values are shared between cases.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Values by field name, in the byte order of the names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields(Vec<(Arc<str>, Arc<str>)>);

impl Fields {
    /// Returns the value of a field, or none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.place(name).ok().map(|at| &*self.0[at].1)
    }

    /// Sets a field's value.
    pub fn insert(&mut self, name: impl Into<Arc<str>> + AsRef<str>, value: impl Into<Arc<str>>) {
        match self.place(name.as_ref()) {
            Ok(at) => self.0[at].1 = value.into(),
            Err(at) => self.0.insert(at, (name.into(), value.into())),
        }
    }

    /// Sets a field's value where it has none.
    pub fn or_insert(
        &mut self,
        name: impl Into<Arc<str>> + AsRef<str>,
        value: impl Into<Arc<str>>,
    ) {
        if let Err(at) = self.place(name.as_ref()) {
            self.0.insert(at, (name.into(), value.into()));
        }
    }

    /// Takes a field out and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Arc<str>> {
        self.place(name).ok().map(|at| self.0.remove(at).1)
    }

    /// Returns names and values, in the byte order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Returns the names, in their byte order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// Gives back what was set aside for growing.
    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(name))
    }
}

impl<K: Into<Arc<str>> + AsRef<str>, V: Into<Arc<str>>> FromIterator<(K, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            fields.insert(name, value);
        }
        fields.shrink();
        fields
    }
}

impl From<BTreeMap<String, String>> for Fields {
    fn from(map: BTreeMap<String, String>) -> Self {
        Self(map.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_kept_in_the_order_of_their_names() {
        let mut fields: Fields =
            [("team", "CIN 1"), ("age", "6"), ("team", "CIN 2")].into_iter().collect();
        fields.or_insert("age", "7");
        fields.or_insert("worker", "A");
        assert_eq!(
            fields.iter().collect::<Vec<_>>(),
            [("age", "6"), ("team", "CIN 2"), ("worker", "A")]
        );
        assert_eq!(fields.remove("age").as_deref(), Some("6"));
        assert_eq!((fields.get("age"), fields.get("team")), (None, Some("CIN 2")));
    }
}
