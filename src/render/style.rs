//! How printed texts look: words enter, the same words leave with or without the escapes that
//! a terminal takes for colours.

/// How a text is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colours, as ANSI escapes.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
}

impl Style {
    /// No colours, and the width of a printed page: what tests and pipes see.
    pub const PLAIN: Style = Style { color: false, width: 140 };

    /// Returns the text in bold.
    pub fn bold(self, text: &str) -> String {
        self.escaped("\u{1b}[1m", text)
    }

    /// Returns the text in bold red.
    pub fn red(self, text: &str) -> String {
        self.escaped("\u{1b}[1m\u{1b}[91m", text)
    }

    /// Returns the text in bold green.
    pub fn green(self, text: &str) -> String {
        self.escaped("\u{1b}[1m\u{1b}[92m", text)
    }

    fn escaped(self, escape: &str, text: &str) -> String {
        if self.color { format!("{escape}{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
