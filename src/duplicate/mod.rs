//! Records that may be one: the records of a dataset enter; pairs of them leave, the likeliest
//! first, each with its score, its reasons and what people decided. Nothing is decided here.

mod address;
mod alike;
mod block;
mod name;
mod profile;
mod reason;
mod score;
mod sound;

pub use address::canonical;
pub use profile::{Decided, Profile, Profiles, Verdict, decided};
pub use reason::Reason;

use std::collections::HashMap;

use rayon::prelude::*;

use block::Blocks;
use name::Lexicon;
use score::{Inside, Kind};

/// Two records that may be one.
#[derive(Debug)]
pub struct Pair<'p> {
    /// How sure it is, from 0 to 99; only a person is sure.
    pub score: u8,
    /// The record whose id is first in the alphabet.
    pub one: &'p Profile,
    /// The other.
    pub other: &'p Profile,
    /// What speaks for it and against it, the weightiest first.
    pub reasons: Vec<Reason>,
    /// What a person decided, and in which record.
    pub decided: Option<&'p Decided>,
}

impl Profiles<'_> {
    /// Returns the pairs of records, of one kind or of all, with this score at least; those that
    /// a person called the same come first, those called different never.
    pub fn pairs(&self, kind: Option<usize>, least: u8) -> Vec<Pair<'_>> {
        let verdicts = Verdicts::of(&self.verdicts);
        let inside = self.inside();
        let mut pairs = Vec::new();
        for profiles in self.all.chunk_by(|a, b| a.kind == b.kind) {
            if kind.is_none_or(|kind| profiles[0].kind == kind) {
                let event = self.schemas.kinds[profiles[0].kind].event;
                pairs.extend(Kind::of(profiles, event, &inside).pairs(least, &verdicts));
            }
        }
        pairs.sort_by(|a, b| {
            let open = |pair: &Pair<'_>| pair.decided.map(|decided| decided.verdict);
            let rank = |pair: &Pair<'_>| (open(pair) != Some(Verdict::Same), u8::MAX - pair.score);
            rank(a).cmp(&rank(b)).then_with(|| {
                (a.one.kind, &a.one.id, &a.other.id).cmp(&(b.one.kind, &b.one.id, &b.other.id))
            })
        });
        pairs
    }

    fn inside(&self) -> Inside<'_> {
        let kinds = self.all.iter().map(|profile| (&*profile.id, profile.kind));
        let kinds: HashMap<&str, usize> = kinds.collect();
        let mut inside = Inside::new();
        for profile in &self.all {
            let own = |id: &str| kinds.get(id) == Some(&profile.kind);
            let single = profile.links.iter().filter(|link| link.single && own(&link.to));
            let above: Vec<&str> = single.map(|link| link.to.as_str()).collect();
            if !above.is_empty() {
                inside.insert(&profile.id, above);
            }
        }
        inside
    }
}

/// The verdicts that hold: of several on one pair the last, or else the one that parts them.
#[derive(Debug, Default)]
struct Verdicts<'p> {
    by_pair: HashMap<[&'p str; 2], usize>,
    last: Vec<&'p Decided>,
}

impl<'p> Verdicts<'p> {
    fn of(all: &'p [Decided]) -> Verdicts<'p> {
        let mut known = Verdicts::default();
        let rank = |decided: &Decided| {
            let on = decided.on.as_ref().and_then(|date| date.latest);
            (on, decided.verdict == Verdict::Different)
        };
        for decided in all {
            let pair = [decided.records[0].as_str(), decided.records[1].as_str()];
            let at = *known.by_pair.entry(pair).or_insert(known.last.len());
            match known.last.get_mut(at) {
                Some(slot) if rank(decided) > rank(slot) => *slot = decided,
                Some(_) => {}
                None => known.last.push(decided),
            }
        }
        known
    }

    fn on(&self, one: &'p str, other: &'p str) -> Option<&'p Decided> {
        self.by_pair.get(&[one, other]).map(|at| self.last[*at])
    }
}

impl<'p, 'i> Kind<'p, 'i> {
    fn of(profiles: &'p [Profile], event: bool, inside: &'i Inside<'p>) -> Kind<'p, 'i> {
        let (lexicon, names) = Lexicon::of(profiles);
        let blocks = Blocks::of(profiles, &names, &lexicon);
        let ids = profiles.iter().enumerate();
        let by_id = ids.map(|(at, profile)| (&*profile.id, at)).collect();
        Kind { profiles, names, lexicon, blocks, by_id, inside, event }
    }

    fn pairs(&self, least: u8, verdicts: &Verdicts<'p>) -> Vec<Pair<'p>> {
        let of = |one: usize| {
            let keys = block::keys(&self.profiles[one], &self.names[one], &self.lexicon);
            let near = self.blocks.near(one, &keys).into_iter();
            near.filter_map(move |other| self.pair(one, other as usize, least, verdicts))
        };
        let mut pairs: Vec<Pair<'p>> =
            (0..self.profiles.len()).into_par_iter().flat_map_iter(of).collect();
        let same = verdicts.last.iter().filter(|decided| decided.verdict == Verdict::Same);
        pairs.extend(same.filter_map(|decided| self.same(decided)));
        pairs
    }

    fn pair(
        &self,
        one: usize,
        other: usize,
        least: u8,
        verdicts: &Verdicts<'p>,
    ) -> Option<Pair<'p>> {
        let (a, b) = (&self.profiles[one], &self.profiles[other]);
        let decided = verdicts.on(&a.id, &b.id);
        if decided.is_some_and(|decided| decided.verdict != Verdict::Unsure) {
            return None;
        }
        let evidence = self.compare(one, other, least)?;
        let score = evidence.score();
        (score >= least).then(|| self.told(one, other, score, evidence.reasons, decided))
    }

    fn told(
        &self,
        one: usize,
        other: usize,
        score: u8,
        mut reasons: Vec<Reason>,
        decided: Option<&'p Decided>,
    ) -> Pair<'p> {
        reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let profiles = self.profiles;
        Pair { score, one: &profiles[one], other: &profiles[other], reasons, decided }
    }

    /// Returns a pair that a person called the same and nobody has merged, whatever its score.
    fn same(&self, decided: &'p Decided) -> Option<Pair<'p>> {
        let [one, other] = &decided.records;
        let (one, other) = (*self.by_id.get(&**one)?, *self.by_id.get(&**other)?);
        let evidence = self.compare(one, other, 0).unwrap_or_default();
        Some(self.told(one, other, evidence.score(), evidence.reasons, Some(decided)))
    }
}
