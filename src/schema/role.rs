//! Roles: which there are, what each can act on, and which a kind has once only. A word
//! enters, a [`Role`] leaves; whether it suits a field is answered here and said elsewhere.

use super::{Role, Type, Word};

impl Role {
    /// Every role.
    pub const ALL: [Role; 21] = [
        Role::Title,
        Role::Alias,
        Role::When,
        Role::Status,
        Role::Direction,
        Role::Place,
        Role::Party,
        Role::Quantity,
        Role::Whole,
        Role::Path,
        Role::Former,
        Role::Published,
        Role::Url,
        Role::Identifier,
        Role::Series,
        Role::Ordinal,
        Role::Copy,
        Role::Verdict,
        Role::Compared,
        Role::Reason,
        Role::Quotation,
    ];

    /// The words of a verdict.
    pub const VERDICTS: [&str; 3] = ["same", "different", "unsure"];

    /// Returns the role of this word.
    pub fn find(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Returns the word that pages and tables use.
    pub fn word(self) -> &'static str {
        match self {
            Role::Title => "title",
            Role::Alias => "alias",
            Role::When => "when",
            Role::Status => "status",
            Role::Direction => "direction",
            Role::Place => "place",
            Role::Party => "party",
            Role::Quantity => "quantity",
            Role::Whole => "whole",
            Role::Path => "path",
            Role::Former => "former",
            Role::Published => "published",
            Role::Url => "url",
            Role::Identifier => "identifier",
            Role::Series => "series",
            Role::Ordinal => "ordinal",
            Role::Copy => "copy",
            Role::Verdict => "verdict",
            Role::Compared => "compared",
            Role::Reason => "reason",
            Role::Quotation => "quotation",
        }
    }

    /// Returns whether a record has it once only.
    pub(super) fn once(self) -> bool {
        match self {
            Role::Alias | Role::Place | Role::Party | Role::Path | Role::Former => false,
            Role::Url | Role::Identifier | Role::Compared | Role::Quotation => false,
            Role::Title | Role::When | Role::Status | Role::Direction | Role::Quantity => true,
            Role::Whole | Role::Published | Role::Series | Role::Ordinal | Role::Copy => true,
            Role::Verdict | Role::Reason => true,
        }
    }

    /// Returns whether it can act on such values.
    pub(super) fn fits(self, holds: &Type) -> bool {
        match self {
            Role::Title | Role::Quotation => matches!(holds, Type::Text),
            Role::Alias => matches!(holds, Type::Text | Type::String),
            Role::When | Role::Published => matches!(holds, Type::Date),
            Role::Status | Role::Direction => matches!(holds, Type::Word(_)),
            Role::Verdict => matches!(holds, Type::Word(words) if are_verdicts(words)),
            Role::Place | Role::Party | Role::Whole | Role::Series | Role::Copy => {
                matches!(holds, Type::Reference(_))
            }
            Role::Compared => matches!(holds, Type::Reference(_)),
            Role::Quantity => matches!(holds, Type::Count),
            Role::Ordinal => matches!(holds, Type::Integer),
            Role::Path | Role::Former | Role::Url | Role::Identifier | Role::Reason => {
                matches!(holds, Type::String)
            }
        }
    }

    /// Returns what it acts on, for messages.
    pub(super) fn wants(self) -> &'static str {
        match self {
            Role::Title | Role::Quotation => "a text in up to three languages",
            Role::Alias => "a text",
            Role::When | Role::Published => "a date",
            Role::Status | Role::Direction => "a vocabulary",
            Role::Verdict => "a vocabulary of `same`, `different` and `unsure`",
            Role::Place | Role::Party | Role::Whole | Role::Series | Role::Copy => "a reference",
            Role::Compared => "a reference",
            Role::Quantity => "a count",
            Role::Ordinal => "a whole number",
            Role::Path | Role::Former | Role::Url | Role::Identifier | Role::Reason => "a string",
        }
    }
}

fn are_verdicts(words: &[Word]) -> bool {
    let known = |word: &&Word| Role::VERDICTS.contains(&word.word.as_str());
    words.len() == Role::VERDICTS.len() && words.iter().filter(known).count() == words.len()
}
