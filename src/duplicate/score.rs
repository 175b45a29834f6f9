//! How likely two records are one: two records enter, a score and its reasons leave. Weights are
//! logarithms of odds, as Fellegi and Sunter add them up; the machine only ranks.

use std::collections::HashMap;

use super::alike::{self, By, Likeness};
use super::block::{Blocks, Sort, Time, between, key, timed, whole};
use super::name::{Lexicon, Name};
use super::profile::Profile;
use super::reason::{Of, Reason};

/// Where two records begin that were found worth comparing: most such pairs are two things.
const START: f32 = -3.5;

/// The most that names can add.
const NAMES: f32 = 4.5;

/// Steps from a part to its whole that are followed.
const DEEPEST: usize = 8;

/// Days of the longest thing that happens, rather than lasts.
const LONGEST: i64 = 62;

/// All that is known of the records of one kind.
#[derive(Debug)]
pub(super) struct Kind<'p, 'i> {
    pub(super) profiles: &'p [Profile],
    pub(super) names: Vec<Vec<Name>>,
    pub(super) lexicon: Lexicon,
    pub(super) blocks: Blocks,
    pub(super) by_id: HashMap<&'p str, usize>,
    /// What lies in what, of all kinds.
    pub(super) inside: &'i Inside<'p>,
    /// Whether its records are events.
    pub(super) event: bool,
}

/// The records of its own kind that a record names in a field of one, such as what it lies in.
pub(super) type Inside<'p> = HashMap<&'p str, Vec<&'p str>>;

/// What speaks for and against two records being one.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) reasons: Vec<Reason>,
}

impl Evidence {
    fn add(&mut self, weight: f32, of: Of) {
        self.reasons.push(Reason { weight, of });
    }

    /// Returns whether an address or a number says that they are one.
    fn is_identity(&self) -> bool {
        let identity = |of: &Of| matches!(of, Of::Address(_) | Of::Identifier(..));
        self.reasons.iter().any(|reason| identity(&reason.of))
    }

    /// Adds that they have places in common, in one sentence with the day if that is one too.
    fn place(&mut self, weight: f32, places: Vec<String>) {
        let days = self.reasons.iter().position(|reason| reason.of == Of::Days);
        match days.map(|at| self.reasons.remove(at)) {
            Some(days) => self.add(weight + days.weight, Of::DaysIn(places)),
            None => self.add(weight, Of::Places(places)),
        }
    }

    fn sum(&self) -> f32 {
        START + self.reasons.iter().map(|reason| reason.weight).sum::<f32>()
    }

    /// Returns how sure it is, from 0 to 99: only a person is sure.
    pub(super) fn score(&self) -> u8 {
        let likely = 1.0 / (1.0 + (-self.sum()).exp());
        (likely * 100.0).clamp(0.0, 99.0) as u8
    }
}

/// Returns how much a thing in common says when so many records have it.
fn rare(most: f32, records: usize) -> f32 {
    let others = records.saturating_sub(1).max(1) as f32;
    (most - 0.25 * most * others.ln()).max(0.1 * most)
}

impl Kind<'_, '_> {
    /// Returns what speaks for and against two records being one; nothing where they are known to
    /// be two, or where what is left to compare cannot lift them to `least`.
    pub(super) fn compare(&self, one: usize, other: usize, least: u8) -> Option<Evidence> {
        let (a, b) = (&self.profiles[one], &self.profiles[other]);
        let mut evidence = Evidence::default();
        identity(self, a, b, &mut evidence);
        self.time(a, b, &mut evidence);
        self.parts(a, b, &mut evidence);
        self.links(a, b, &mut evidence);
        words(a, b, &mut evidence);
        let bound = Evidence { reasons: vec![Reason { weight: NAMES, of: Of::Days }] };
        let bound = bound.sum() - START + evidence.sum();
        if 100.0 / (1.0 + (-bound).exp()) < f32::from(least) || self.are_two(a, b) {
            return None;
        }
        self.compare_names(one, other, &mut evidence);
        Some(evidence)
    }

    /// Returns whether somebody who wrote the records knew them to be two things.
    fn are_two(&self, a: &Profile, b: &Profile) -> bool {
        if a.names_record(&b.id) || b.names_record(&a.id) {
            return true;
        }
        if let (Some(first), Some(second)) = (a.ordinal, b.ordinal)
            && first != second
            && a.series.is_some()
            && a.series == b.series
        {
            return true;
        }
        let above = |profile| self.above(profile, |profile| profile.whole.as_deref());
        if above(a).contains(&&*b.id) || above(b).contains(&&*a.id) {
            return true;
        }
        // Two copies of one text are two records by their nature, unless they are at one address.
        let original = |profile| self.above(profile, |profile| profile.copy.as_deref()).pop();
        let (first, second) = (original(a), original(b));
        first.is_some() && first == second && !a.addresses.iter().any(|x| b.addresses.contains(x))
    }

    /// Returns the ids that are reached from a record, step by step.
    fn above<'a>(
        &'a self,
        profile: &'a Profile,
        step: impl Fn(&'a Profile) -> Option<&'a str>,
    ) -> Vec<&'a str> {
        let mut ids = Vec::new();
        let mut next = step(profile);
        while let Some(id) = next.filter(|id| ids.len() < DEEPEST && !ids.contains(id)) {
            ids.push(id);
            next = self.by_id.get(id).and_then(|at| step(&self.profiles[*at]));
        }
        ids
    }

    fn time(&self, a: &Profile, b: &Profile, evidence: &mut Evidence) {
        if let (Some(first), Some(second)) = (&a.published, &b.published) {
            let day = |date: &crate::value::date::Date| date.earliest.zip(date.latest);
            match (day(first), day(second)) {
                (Some(first), Some(second)) if first == second => evidence.add(1.0, Of::Published),
                (Some(first), Some(second)) if first.1 < second.0 || second.1 < first.0 => {
                    evidence.add(-0.7, Of::OtherDates);
                }
                _ => {}
            }
        }
        let (Some(first), Some(second)) = (a.days(), b.days()) else { return };
        let length = |(from, to): (chrono::NaiveDate, chrono::NaiveDate)| (to - from).num_days();
        let gap = (second.0 - first.1).num_days().max((first.0 - second.1).num_days());
        let happens = length(first) <= LONGEST && length(second) <= LONGEST;
        let vague = [&a.when, &b.when].into_iter().flatten().any(|date| date.approximate);
        match gap {
            ..=0 if !happens => {
                if self.event {
                    evidence.add(0.3, Of::Dates);
                }
            }
            ..=0 if first == second && length(first) <= 10 => evidence.add(1.2, Of::Days),
            ..=0 if length(first).max(length(second)) <= 10 => evidence.add(0.9, Of::Dates),
            ..=0 => evidence.add(0.7, Of::Dates),
            1..=2 => evidence.add(-1.0, Of::NearDates(gap)),
            3..=31 if vague => evidence.add(-0.5, Of::NearDates(gap)),
            _ if self.event || happens => evidence.add(-6.0, Of::OtherDates),
            _ => evidence.add(-2.0, Of::OtherDates),
        }
    }

    /// Weighs places and parties, each by how many records have it on the same days.
    fn parts(&self, a: &Profile, b: &Profile, evidence: &mut Evidence) {
        let times = match (a.days(), b.days()) {
            (Some(first), Some(second)) => between(first.0.max(second.0), first.1.min(second.1)),
            _ => Vec::new(),
        };
        let place = common(&a.places, &b.places);
        let party = common(&a.parties, &b.parties);
        let rarest = |parts: &[&String], most: f32| {
            parts.iter().map(|part| self.rarity(part, &times, most)).fold(0.0, f32::max)
        };
        if !place.is_empty() {
            let weight = if times.is_empty() { 0.8 } else { 2.2 };
            evidence.place(rarest(&place, weight), owned(&place));
        } else if !a.places.is_empty() && !b.places.is_empty() && !self.nested(a, b) {
            evidence.add(-1.5, Of::NoPlace);
        }
        if !party.is_empty() {
            let weight = if times.is_empty() { 0.8 } else { 1.6 };
            let least = a.parties.len().min(b.parties.len());
            let all = if party.len() == least && least > 1 { 0.3 } else { 0.0 };
            evidence.add(rarest(&party, weight) + all, Of::Parties(owned(&party)));
        } else if !a.parties.is_empty() && !b.parties.is_empty() {
            evidence.add(-1.2, Of::NoParty);
        }
    }

    /// Returns whether a place of one lies in a place of the other.
    fn nested(&self, a: &Profile, b: &Profile) -> bool {
        let lies = |one: &str, other: &str| {
            let above = |id: &str| self.inside.get(id).map(Vec::as_slice).unwrap_or_default();
            let next = above(one).iter().chain(above(one).iter().flat_map(|id| above(id)));
            next.into_iter().any(|id| *id == other)
        };
        let pairs = a.places.iter().flat_map(|one| b.places.iter().map(move |other| (one, other)));
        pairs.into_iter().any(|(one, other)| lies(one, other) || lies(other, one))
    }

    fn rarity(&self, part: &str, times: &[Time], most: f32) -> f32 {
        let days = times.iter().filter(|time| matches!(time, Time::Day(_)));
        let days = days.map(|time| self.blocks.size(timed(*time, part))).min();
        let months = times.iter().map(|time| self.blocks.size(timed(*time, part))).min();
        let records = days.or(months);
        rare(most, records.unwrap_or_else(|| self.blocks.size(key(Sort::Other, part))))
    }

    fn links(&self, a: &Profile, b: &Profile, evidence: &mut Evidence) {
        let mut sum = 0.0;
        for link in &a.links {
            let is_whole = a.whole.as_deref() == Some(link.to.as_str()) && a.whole == b.whole;
            if b.links.contains(link) && !is_whole {
                let records = self.blocks.size(key(Sort::Other, (&link.path, &link.to)));
                let weight = rare(1.2 * self.spread(), records).min(1.6 * self.spread() - sum);
                if weight > 0.0 {
                    sum += weight;
                    evidence.add(weight, Of::Link(link.path.clone(), link.to.clone()));
                }
                continue;
            }
            let rival = b.links.iter().find(|rival| rival.path == link.path && rival.single);
            if let (true, Some(rival)) = (link.single, rival.filter(|rival| rival.to != link.to)) {
                let series = a.series.is_some() && a.series.as_deref() == Some(link.to.as_str());
                let weight = if series { -4.0 } else { -1.3 };
                let (path, to) = (link.path.clone(), link.to.clone());
                evidence.add(weight, Of::OtherLink(path, to, rival.to.clone()));
            }
        }
        if let (Some(whole), true) = (&a.whole, a.whole == b.whole) {
            evidence.add(-1.5, Of::Whole(whole.clone()));
        }
    }

    fn compare_names(&self, one: usize, other: usize, evidence: &mut Evidence) {
        let (first, second) = (&self.names[one], &self.names[other]);
        let like = alike::likeness(&self.lexicon, first, second);
        let (a, b) = (&self.profiles[one], &self.profiles[other]);
        let degree = like.map_or(0.5, |like| like.degree);
        if let Some(source) = a.sources.iter().find(|source| b.sources.contains(source))
            && degree < 0.8
            && !evidence.is_identity()
        {
            evidence.add(-1.8, Of::Source(source.clone()));
        }
        let Some(Likeness { degree, at, by, numbers_differ }) = like else { return };
        evidence.add(weight(degree, by), Of::Name { at, by, degree });
        if numbers_differ {
            evidence.add(-1.0, Of::OtherNumbers);
        }
        if degree > 0.9 {
            let name = |names: &[Name], at: usize| {
                names.iter().find(|name| name.at == at).map(|name| self.blocks.size(whole(name)))
            };
            let records = name(first, at.0).into_iter().chain(name(second, at.1)).max();
            let records = records.unwrap_or(2).max(2);
            let borne = 0.7 * (records as f32 - 1.0).ln();
            // How common a sound is cannot be told from the words of one script.
            let chance = if by == By::Pinyin { 0.0 } else { self.chance(first, at.0) };
            let chance = 0.6 * (1.0 + 20.0 * chance).ln();
            let of = if borne >= chance { Of::CommonName(records) } else { Of::CommonWords };
            if borne.max(chance) > 0.05 {
                evidence.add(-borne.max(chance).min(NAMES - 0.5), of);
            }
        }
    }
}

impl Kind<'_, '_> {
    /// Returns how much more it says, from 0.9 to 2, that two of many records name the same one
    /// than that two of a hundred do.
    fn spread(&self) -> f32 {
        ((self.profiles.len() as f32).ln() / 100.0_f32.ln()).clamp(0.9, 2.0)
    }

    /// Returns how many records would have a name by chance, each of its words being as common as
    /// it is.
    fn chance(&self, names: &[Name], at: usize) -> f32 {
        let Some(name) = names.iter().find(|name| name.at == at) else { return 0.0 };
        let all = self.profiles.len().max(1) as f32;
        let others = |word: &u32| (self.lexicon.records[*word as usize] as f32 - 2.0).max(0.02);
        all * name.words.iter().map(|word| others(word) / all).product::<f32>()
    }
}

/// Returns how much it says that names are alike to a degree.
fn weight(degree: f32, by: By) -> f32 {
    const CURVE: [(f32, f32); 5] =
        [(0.3, -1.4), (0.55, 0.0), (0.8, 2.2), (0.95, 4.0), (1.0, NAMES)];
    let mut weight = CURVE[0].1;
    for pair in CURVE.windows(2) {
        let ((from, low), (to, high)) = (pair[0], pair[1]);
        if degree > from {
            weight = low + (high - low) * ((degree - from) / (to - from)).min(1.0);
        }
    }
    // What sounds alike in another script may be written otherwise there.
    if by == By::Script { weight } else { weight * 0.85 }
}

fn identity(kind: &Kind<'_, '_>, a: &Profile, b: &Profile, evidence: &mut Evidence) {
    match a.addresses.iter().find(|address| b.addresses.contains(address)) {
        Some(address) => {
            let records = kind.blocks.size(key(Sort::Identity, address));
            evidence.add(rare(7.0, records.min(9)), Of::Address(address.clone()));
        }
        None if !a.addresses.is_empty() && !b.addresses.is_empty() => {
            evidence.add(-1.5, Of::OtherAddress);
        }
        None => {}
    }
    for (field, number) in &a.identifiers {
        let rival = b.identifiers.iter().find(|(other, _)| other == field);
        match rival {
            Some((_, other)) if other == number => {
                evidence.add(10.0, Of::Identifier(field.clone(), number.clone()));
            }
            Some((_, other)) => {
                let of = Of::OtherIdentifier(field.clone(), number.clone(), other.clone());
                evidence.add(-8.0, of);
            }
            None => {}
        }
    }
}

fn words(a: &Profile, b: &Profile, evidence: &mut Evidence) {
    let mut left: f32 = 2.0;
    for (field, word) in &a.words {
        let rival = b.words.iter().find(|(other, _)| other == field);
        if let Some((_, other)) = rival.filter(|(_, other)| other != word) {
            let weight = left.min(0.9);
            left -= weight;
            evidence.add(-weight, Of::Word(field.clone(), word.clone(), other.clone()));
        }
    }
    if a.direction.is_some() && b.direction.is_some() && a.direction != b.direction {
        evidence.add(-3.0, Of::Direction);
    }
    if let (Some(first), Some(second)) = (&a.quantity, &b.quantity) {
        let range = |count: &crate::value::count::Count| {
            (
                count.min.or(count.best).unwrap_or(f64::NEG_INFINITY),
                count.max.or(count.best).unwrap_or(f64::INFINITY),
            )
        };
        let (first, second) = (range(first), range(second));
        if first.1 < second.0 || second.1 < first.0 {
            evidence.add(-1.5, Of::Quantity);
        }
    }
}

fn common<'a>(one: &'a [String], other: &[String]) -> Vec<&'a String> {
    one.iter().filter(|id| other.binary_search(id).is_ok()).collect()
}

fn owned(ids: &[&String]) -> Vec<String> {
    ids.iter().take(4).map(|id| (*id).clone()).collect()
}
