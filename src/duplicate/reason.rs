//! Why two records may be one: what they have in common, or not, enters; a sentence that a
//! historian understands leaves, with its weight.

use super::alike::By;
use super::profile::Profile;
use crate::sentence::both;

/// One reason for or against two records being one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// How much it weighs: above 0 for, below 0 against; 2 more make it seven times as likely.
    pub weight: f32,
    pub(super) of: Of,
}

/// What two records have in common, or not.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Of {
    Address(String),
    OtherAddress,
    Identifier(String, String),
    OtherIdentifier(String, String, String),
    Name { at: (usize, usize), by: By, degree: f32 },
    OtherNumbers,
    CommonName(usize),
    CommonWords,
    Days,
    DaysIn(Vec<String>),
    Dates,
    NearDates(i64),
    OtherDates,
    Published,
    Places(Vec<String>),
    NoPlace,
    Parties(Vec<String>),
    NoParty,
    Link(String, String),
    OtherLink(String, String, String),
    Word(String, String, String),
    Direction,
    Source(String),
    Whole(String),
    Quantity,
}

impl Reason {
    /// Returns the reason in words.
    pub fn text(&self, one: &Profile, other: &Profile) -> String {
        match &self.of {
            Of::Address(address) => format!("same address: {address}"),
            Of::OtherAddress => "different addresses".to_owned(),
            Of::Identifier(field, number) => format!("same number `{field}`: {number}"),
            Of::OtherIdentifier(field, a, b) => format!("different `{field}`: {a} and {b}"),
            Of::Name { at, by, degree } => names(one, other, *at, *by, *degree),
            Of::OtherNumbers => "their names have different numbers".to_owned(),
            Of::CommonName(records) => format!("{records} records have that name"),
            Of::CommonWords => "many names here have these words".to_owned(),
            Of::Days => same_days(one).to_owned(),
            Of::DaysIn(places) => format!("{} in {}", same_days(one), both(places)),
            Of::Dates => format!("dates that may be the same: {}", dates(one, other)),
            Of::NearDates(days) => match days {
                1 => format!("one day apart: {}", dates(one, other)),
                days => format!("{days} days apart: {}", dates(one, other)),
            },
            Of::OtherDates => format!("different dates: {}", dates(one, other)),
            Of::Published => "published at the same time".to_owned(),
            Of::Places(places) => format!("same place: {}", both(places)),
            Of::NoPlace => "no place in common".to_owned(),
            Of::Parties(parties) => format!("same party: {}", both(parties)),
            Of::NoParty => "no party in common".to_owned(),
            Of::Link(field, to) => format!("same `{field}`: `{to}`"),
            Of::OtherLink(field, a, b) => format!("different `{field}`: `{a}` and `{b}`"),
            Of::Word(field, a, b) => format!("different `{field}`: {a} and {b}"),
            Of::Direction => "opposite directions".to_owned(),
            Of::Source(source) => format!("both rest on `{source}`, which tells of both"),
            Of::Whole(whole) => format!("both are counted as parts of `{whole}`"),
            Of::Quantity => "different numbers of things".to_owned(),
        }
    }
}

fn names(one: &Profile, other: &Profile, at: (usize, usize), by: By, degree: f32) -> String {
    let name = |profile: &Profile, at: usize| profile.names.get(at).cloned().unwrap_or_default();
    let (a, b) = (name(one, at.0), name(other, at.1));
    let how = match (by, degree) {
        (By::Script, degree) if a == b && degree > 0.95 => return format!("same name: {a}"),
        (By::Script, degree) if degree > 0.95 => "names agree",
        (By::Script, degree) if degree >= 0.7 => "names are alike",
        (By::Script, degree) if degree >= 0.5 => "names have words in common",
        (By::Script, _) => "names differ",
        (By::Latin, _) => "names agree in Latin letters",
        (By::Pinyin, _) => "names agree in pinyin",
    };
    format!("{how}: {a} / {b}")
}

fn same_days(profile: &Profile) -> &'static str {
    let days = profile.days().is_some_and(|(first, last)| first < last);
    if days { "same days" } else { "same day" }
}

fn dates(one: &Profile, other: &Profile) -> String {
    let date = |profile: &Profile| {
        let date = profile.when.as_ref().or(profile.published.as_ref());
        date.map(|date| date.edtf.clone()).unwrap_or_default()
    };
    format!("{} and {}", date(one), date(other))
}
