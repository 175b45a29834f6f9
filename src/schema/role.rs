//! Roles: which there are, what each can act on, and which a kind has once only. A word
//! enters, a [`Role`] leaves; whether it suits a field is answered here and said elsewhere.

use super::{Role, Type};

impl Role {
    /// Every role.
    pub const ALL: [Role; 12] = [
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
    ];

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
        }
    }

    /// Returns whether a record has it once only.
    pub(super) fn once(self) -> bool {
        !matches!(self, Role::Alias | Role::Place | Role::Party | Role::Path | Role::Former)
    }

    /// Returns whether it can act on such values.
    pub(super) fn fits(self, holds: &Type) -> bool {
        match self {
            Role::Title => matches!(holds, Type::Text),
            Role::Alias => matches!(holds, Type::Text | Type::String),
            Role::When | Role::Published => matches!(holds, Type::Date),
            Role::Status | Role::Direction => matches!(holds, Type::Word(_)),
            Role::Place | Role::Party | Role::Whole => matches!(holds, Type::Reference(_)),
            Role::Quantity => matches!(holds, Type::Count),
            Role::Path | Role::Former => matches!(holds, Type::String),
        }
    }

    /// Returns what it acts on, for messages.
    pub(super) fn wants(self) -> &'static str {
        match self {
            Role::Title => "a text in up to three languages",
            Role::Alias => "a text",
            Role::When | Role::Published => "a date",
            Role::Status | Role::Direction => "a vocabulary",
            Role::Place | Role::Party | Role::Whole => "a reference",
            Role::Quantity => "a count",
            Role::Path | Role::Former => "a string",
        }
    }
}
