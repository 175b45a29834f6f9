//! Which records are worth comparing: records enter; for each, the few that share something rare
//! with it leave. No two records are compared here, so that time grows with their number only.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;

use super::name::{Lexicon, Name, Script};
use super::profile::Profile;

/// Records that may share a key; what more of them have in common tells nothing.
const MOST: usize = 32;

/// Records that one is compared with.
const MOST_COMPARED: usize = 40;

/// Days of the longest event that is looked for day by day.
const LONGEST_IN_DAYS: i64 = 10;

/// Months of the longest event that is looked for month by month.
const LONGEST_IN_MONTHS: i32 = 13;

/// Places or parties of one event that are looked for.
const MOST_PARTS: usize = 8;

/// What two records may have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// An address or a number in a register.
    Identity,
    /// A whole name.
    Name,
    /// Two words of a name.
    Words,
    /// A word of a name.
    Word,
    /// A name, with something else.
    NameBeside,
    /// A day or a month, with a place or a party.
    Time,
    /// A place, a party or another record.
    Other,
}

impl Sort {
    /// How much it says that two records share such a key.
    fn weight(self) -> f32 {
        match self {
            Sort::Identity => 40.0,
            Sort::Name => 10.0,
            Sort::NameBeside => 10.0,
            Sort::Words => 5.0,
            Sort::Word => 2.0,
            Sort::Time => 3.0,
            Sort::Other => 1.0,
        }
    }

    const ALL: [Sort; 7] = [
        Sort::Identity,
        Sort::Name,
        Sort::Words,
        Sort::Word,
        Sort::NameBeside,
        Sort::Time,
        Sort::Other,
    ];
}

/// A key with its sort in its last three bits.
pub(super) type Key = u64;

/// Returns the key of something that two records may have in common.
pub(super) fn key(sort: Sort, what: impl Hash) -> Key {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish() & !7 | sort as u64
}

fn sort_of(key: Key) -> Sort {
    Sort::ALL[(key & 7) as usize % Sort::ALL.len()]
}

/// The records of one kind by what they have.
#[derive(Debug)]
pub(super) struct Blocks {
    /// Each key with each record that has it, in this order.
    entries: Vec<(Key, u32)>,
    /// The records of each key that several have, as a part of the entries.
    groups: HashMap<Key, (u32, u32)>,
}

impl Blocks {
    /// Returns the blocks of these records.
    pub(super) fn of(profiles: &[Profile], names: &[Vec<Name>], lexicon: &Lexicon) -> Blocks {
        let keys = |(at, profile): (usize, &Profile)| {
            let mut own = keys(profile, &names[at], lexicon);
            own.sort_unstable();
            own.dedup();
            own.into_iter().map(move |key| (key, at as u32)).collect::<Vec<_>>()
        };
        let mut entries: Vec<(Key, u32)> =
            profiles.par_iter().enumerate().flat_map_iter(keys).collect();
        entries.par_sort_unstable();
        let mut groups = HashMap::new();
        let mut start = 0;
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            let end = start + block.len();
            if block.len() > 1 {
                groups.insert(block[0].0, (start as u32, end as u32));
            }
            start = end;
        }
        Blocks { entries, groups }
    }

    /// Returns how many records have this key, at least 2: it is asked of what two have.
    pub(super) fn size(&self, key: Key) -> usize {
        self.groups.get(&key).map_or(2, |(start, end)| (end - start) as usize)
    }

    /// Returns the records after this one that are worth comparing with it, in order.
    pub(super) fn near(&self, at: usize, keys: &[Key]) -> Vec<u32> {
        let mut found: HashMap<u32, f32> = HashMap::new();
        let mut others: Vec<u32> = Vec::new();
        for key in keys {
            let Some((start, end)) = self.groups.get(key) else { continue };
            let block = &self.entries[*start as usize..*end as usize];
            let sort = sort_of(*key);
            let after = block.partition_point(|(_, record)| *record as usize <= at);
            let after = match block.len() > MOST {
                // One page, many records: each with the next is enough to find all.
                true if sort == Sort::Identity => &block[after..block.len().min(after + 1)],
                true => continue,
                false => &block[after..],
            };
            let weight = sort.weight() / (block.len() as f32).ln_1p();
            for (_, other) in after {
                let sum = found.entry(*other).or_insert_with(|| {
                    others.push(*other);
                    0.0
                });
                *sum += weight;
            }
        }
        others.sort_unstable();
        if others.len() > MOST_COMPARED {
            let weight = |other: &u32| found.get(other).copied().unwrap_or_default();
            others.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
            others.truncate(MOST_COMPARED);
            others.sort_unstable();
        }
        others
    }
}

/// Returns the key of a whole name, whatever the order of its words.
pub(super) fn whole(name: &Name) -> Key {
    key(Sort::Name, &name.words)
}

/// Returns what a record may have in common with others.
pub(super) fn keys(profile: &Profile, names: &[Name], lexicon: &Lexicon) -> Vec<Key> {
    let mut keys = Vec::new();
    keys.extend(profile.addresses.iter().map(|address| key(Sort::Identity, address)));
    keys.extend(profile.identifiers.iter().map(|number| key(Sort::Identity, number)));
    let times = times(profile);
    for part in parts(profile) {
        keys.push(key(Sort::Other, part));
        keys.extend(times.iter().map(|time| timed(*time, part)));
    }
    let published = profile.published.as_ref().and_then(|date| date.earliest);
    for link in &profile.links {
        keys.push(key(Sort::Other, (&link.path, &link.to)));
        keys.extend(published.map(|day| key(Sort::Time, (day, &link.path, &link.to))));
    }
    for name in names.iter().filter(|name| !name.words.is_empty()) {
        of_name(profile, name, lexicon, &times, &mut keys);
    }
    keys
}

/// Returns the key of a day or month together with a place or party.
pub(super) fn timed(time: Time, part: &str) -> Key {
    key(Sort::Time, (time, part))
}

/// Returns the first places and the first parties of a record.
fn parts(profile: &Profile) -> impl Iterator<Item = &str> {
    let places = profile.places.iter().take(MOST_PARTS);
    places.chain(profile.parties.iter().take(MOST_PARTS)).map(String::as_str)
}

fn of_name(profile: &Profile, name: &Name, lexicon: &Lexicon, times: &[Time], keys: &mut Vec<Key>) {
    let whole = whole(name);
    keys.push(whole);
    if !name.sound.is_empty() {
        keys.push(key(Sort::Name, &name.sound));
    }
    keys.extend(parts(profile).map(|part| key(Sort::NameBeside, (whole, part))));
    let links = profile.links.iter().take(MOST_PARTS);
    keys.extend(links.map(|link| key(Sort::NameBeside, (whole, &link.to))));
    keys.extend(times.iter().map(|time| key(Sort::NameBeside, (whole, *time))));
    let mut rare = name.words.clone();
    rare.sort_by(|a, b| {
        let weight = |word: &u32| lexicon.weights[*word as usize];
        weight(b).total_cmp(&weight(a)).then(a.cmp(b))
    });
    keys.extend(name.words.iter().map(|word| key(Sort::Word, word)));
    rare.truncate(4);
    for (at, one) in rare.iter().enumerate() {
        let pair = |other: &u32| key(Sort::Words, (one.min(other), one.max(other)));
        keys.extend(rare[at + 1..].iter().map(pair));
    }
    if name.script != Script::Chinese && name.words.len() <= 4 {
        let bones = name.words.iter().map(|word| lexicon.bones[*word as usize].as_str());
        let mut bones: Vec<&str> = bones.collect();
        bones.sort_unstable();
        keys.push(key(Sort::Name, ("bones", bones)));
    }
}

/// A day, or the first of a month that is not told from the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Time {
    /// A day.
    Day(NaiveDate),
    /// A year and a month of it.
    Month(i32, u32),
}

/// Returns the days and months in which an event can have happened, where they are few.
pub(super) fn times(profile: &Profile) -> Vec<Time> {
    let Some((first, last)) = profile.days() else { return Vec::new() };
    between(first, last)
}

/// Returns the days and months between two days, where they are few.
pub(super) fn between(first: NaiveDate, last: NaiveDate) -> Vec<Time> {
    let mut times = Vec::new();
    let length = last.signed_duration_since(first).num_days();
    if (0..LONGEST_IN_DAYS).contains(&length) {
        times.extend(first.iter_days().take(length as usize + 1).map(Time::Day));
    }
    let month = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    if (0..LONGEST_IN_MONTHS).contains(&(month(last) - month(first))) {
        let months = month(first)..=month(last);
        times.extend(months.map(|m| Time::Month(m.div_euclid(12), m.rem_euclid(12) as u32 + 1)));
    }
    times
}
