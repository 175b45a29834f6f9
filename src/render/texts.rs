//! The texts that diagnostics point into: paths enter, texts with their lines leave, read
//! again and kept for a while. No place is looked up here.

use std::rc::Rc;
use std::sync::Arc;

use crate::source::{Lines, Root};

/// How many texts are kept at hand; diagnostics come sorted by file.
const KEPT: usize = 8;

/// Texts of a dataset, read when first asked for.
pub(super) struct Texts<'a> {
    root: &'a Root,
    kept: Vec<(Arc<str>, Option<Rc<Lines<'static>>>)>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(root: &'a Root) -> Texts<'a> {
        Texts { root, kept: Vec::new() }
    }

    /// Returns the text of this file, if there is one.
    pub(super) fn get(&mut self, path: &Arc<str>) -> Option<Rc<Lines<'static>>> {
        if let Some(at) = self.kept.iter().position(|(kept, _)| kept == path) {
            self.kept[..=at].rotate_right(1);
        } else {
            self.kept.truncate(KEPT - 1);
            let text = self.root.text(path).map(|text| Rc::new(Lines::new(text)));
            self.kept.insert(0, (path.clone(), text));
        }
        self.kept[0].1.clone()
    }
}
