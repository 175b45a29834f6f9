//! Records that are read again and again while people write them: the files that have changed
//! enter, and all that is known of all records leaves. Only what has changed is read.

use rayon::prelude::*;

use super::dataset::{Part, join, read_part};
use super::{Admitter, Dataset, Index, Listed, Rows, Validators};
use crate::diagnostic::Sink;
use crate::error::Result;
use crate::schema::Schemas;
use crate::source::{Root, Stamp};

/// Files that are read again when one of them has changed.
const CHUNK: usize = 64;

type Stamps = Vec<Option<Stamp>>;

/// What is remembered of the records, for the schemas that they were read with.
#[derive(Debug)]
pub struct Memory<R> {
    index: Index,
    /// Faults of names and folders.
    listing: Sink,
    /// Faults of the examples on schema pages.
    examples: Option<Sink>,
    validators: Option<Validators>,
    parts: Vec<(Stamps, Part<R>)>,
}

impl<R> Default for Memory<R> {
    fn default() -> Memory<R> {
        let (index, listing) = (Index::default(), Sink::new());
        Memory { index, listing, examples: None, validators: None, parts: Vec::new() }
    }
}

impl<R: Rows + Clone + Sync> Memory<R> {
    /// Reads what has changed since the last time, and says whether anything has.
    pub fn refresh(
        &mut self,
        root: &Root,
        schemas: &Schemas,
        start: impl Fn() -> R + Sync,
    ) -> Result<bool> {
        let mut listing = Sink::new();
        let index = Index::list(root, schemas, &mut listing)?;
        let listed = self.index.same(&index) && self.listing == listing;
        if !listed {
            // Any record may refer to one that came, went, or has another name now.
            self.parts.clear();
        }
        // Asked before reading: what is written later has another stamp.
        let stamps_of = |part: &[Listed]| -> Stamps {
            part.iter().map(|listed| root.stamp(&listed.file)).collect()
        };
        let stamps: Vec<Stamps> = index.records().par_chunks(CHUNK).map(stamps_of).collect();
        let known = |place: usize| self.parts.get(place).map(|(stamps, _)| stamps);
        let stale: Vec<_> =
            stamps.into_iter().enumerate().filter(|(at, now)| known(*at) != Some(now)).collect();
        if listed && stale.is_empty() && self.examples.is_some() {
            return Ok(false);
        }
        let validators = match &self.validators {
            Some(validators) => validators.clone(),
            None => self.validators.insert(Validators::of(schemas)?).clone(),
        };
        let admitter = Admitter::with(schemas, &index, validators);
        let read = |(place, stamps): (usize, Stamps)| {
            let chunk = index.records().chunks(CHUNK).nth(place).unwrap_or_default();
            (place, (stamps, read_part(root, &admitter, chunk, start(), &|| ())))
        };
        let fresh: Vec<_> = stale.into_par_iter().map(read).collect();
        let examples = self.examples.take().unwrap_or_else(|| {
            let mut faults = Sink::new();
            admitter.check_examples(&mut faults);
            faults
        });
        drop(admitter);
        for (place, part) in fresh {
            match self.parts.get_mut(place) {
                Some(old) => *old = part,
                None => self.parts.push(part),
            }
        }
        (self.index, self.listing, self.examples) = (index, listing, Some(examples));
        Ok(true)
    }

    /// Returns what is known of all records.
    pub fn dataset(&self, start: impl Fn() -> R, sink: &mut Sink) -> Dataset<R> {
        sink.extend(self.listing.iter().chain(self.examples.iter().flatten()).cloned());
        let parts = self.parts.iter().map(|(_, part)| part.clone());
        let (rows, facts) = join(start(), parts, sink);
        Dataset { index: self.index.clone(), rows, facts }
    }
}
