//! The registry of engine codes. A code is a page: its id, severity and summary are read from
//! the page, so nothing is said twice; here stands one line for each.

use crate::diagnostic::Severity;

/// One kind of fault, with the page that explains it.
#[derive(Debug)]
pub struct Code {
    /// The name, such as `unknown-key`; also the page's file name.
    pub name: &'static str,
    /// The page's Markdown text. Its first line reads `# V103 unknown-key (error)`.
    pub page: &'static str,
}

impl Code {
    /// Returns the short id, such as `V103`.
    pub fn id(&self) -> &'static str {
        self.heading().split(' ').next().unwrap_or_default()
    }

    /// Returns how much a fault of this code weighs.
    pub fn severity(&self) -> Severity {
        match self.heading().rsplit(' ').next() {
            Some("(warning)") => Severity::Warning,
            Some("(info)") => Severity::Info,
            _ => Severity::Error,
        }
    }

    /// Returns the page's one-line summary: its second line.
    pub fn summary(&self) -> &'static str {
        self.page.lines().nth(1).unwrap_or_default()
    }

    fn heading(&self) -> &'static str {
        self.page.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

/// Declares each code with its page, and the list of all.
macro_rules! codes {
    ($($code:ident $name:literal)*) => {
        $(
            #[doc = concat!("The code of the page `", $name, ".md`.")]
            pub static $code: Code =
                Code { name: $name, page: include_str!(concat!($name, ".md")) };
        )*

        /// Every engine code, in the order of the registry.
        pub static ALL: &[&Code] = &[$(&$code),*];
    };
}

codes! {
    // F: files and folders.
    NOT_UTF8 "not-utf8"
    // V2: dates.
    INVALID_DATE "invalid-date"
    IMPOSSIBLE_DATE "impossible-date"
    DATE_FORM "date-form"
    // V3: counts and amounts of money.
    INVALID_COUNT "invalid-count"
    COUNT_FORM "count-form"
    INVALID_AMOUNT "invalid-amount"
    AMOUNT_FORM "amount-form"
    // V4: texts in three languages.
    WRONG_SCRIPT "wrong-script"
    MIXED_SCRIPTS "mixed-scripts"
    STRAY_CHARACTER "stray-character"
    // V5: ids.
    ID_FORM "id-form"
}

/// Returns the code with this id or name; the case of the id does not matter.
pub fn find(word: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(word) || code.name == word)
}
