//! The registry of engine codes. A code is a page: its id, severity and summary are read from
//! the page, so nothing is said twice; here stands one line for each.

mod sections;

pub use sections::{Block, Section, sections};

use crate::diagnostic::Severity;

/// One kind of fault, with the page that explains it.
#[derive(Debug)]
pub struct Code {
    /// The name, such as `unknown-key`; also the page's file name.
    pub name: &'static str,
    /// The page's Markdown text. Its first line reads `# V103 unknown-key (error)`.
    pub page: &'static str,
}

/// What a page says of itself, be it that of an engine's code or of a dataset's rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described<'a> {
    /// The short id, such as `V103`.
    pub id: &'a str,
    /// The name, such as `unknown-key`.
    pub name: &'a str,
    /// How much a fault of this code weighs.
    pub severity: Severity,
    /// The one-line summary.
    pub summary: &'a str,
    /// The whole page, in Markdown.
    pub text: &'a str,
}

impl Code {
    /// Returns the short id, such as `V103`.
    pub fn id(&self) -> &'static str {
        self.heading().split(' ').next().unwrap_or_default()
    }

    /// Returns how much a fault of this code weighs.
    pub fn severity(&self) -> Severity {
        let word = self.heading().rsplit(' ').next().unwrap_or_default();
        Severity::find(word.trim_matches(['(', ')'])).unwrap_or(Severity::Error)
    }

    /// Returns the page's one-line summary: its second line.
    pub fn summary(&self) -> &'static str {
        self.page.lines().nth(1).unwrap_or_default()
    }

    /// Returns what the page says of itself.
    pub fn described(&self) -> Described<'static> {
        Described {
            id: self.id(),
            name: self.name,
            severity: self.severity(),
            summary: self.summary(),
            text: self.page,
        }
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
    UNREADABLE "unreadable"
    TOO_LARGE "too-large"
    WRONG_EXTENSION "wrong-extension"
    UNKNOWN_KIND "unknown-kind"
    BAD_FILE_NAME "bad-file-name"
    NO_RECORDS "no-records"

    // Y: YAML that cannot be read, or that every reader might read otherwise.
    YAML_SYNTAX "yaml-syntax"
    DUPLICATE_KEY "duplicate-key"
    ANCHOR "anchor"
    TAG "tag"
    MERGE_KEY "merge-key"
    SEVERAL_DOCUMENTS "several-documents"
    DIRECTIVE "directive"
    TAB_INDENT "tab-indent"
    EMPTY_VALUE "empty-value"
    TOO_DEEP "too-deep"
    COMPLEX_KEY "complex-key"
    EMPTY_FILE "empty-file"
    NOT_A_MAP "not-a-map"
    CONTROL_CHARACTER "control-character"
    UNCLOSED_QUOTE "unclosed-quote"
    MISSING_SPACE "missing-space"
    BAD_INDENTATION "bad-indentation"
    UNQUOTED_COLON "unquoted-colon"
    UNQUOTED_CHARACTER "unquoted-character"
    UNCLOSED_BRACKET "unclosed-bracket"
    MISPLACED_DASH "misplaced-dash"
    BAD_ESCAPE "bad-escape"
    MISSING_COLON "missing-colon"
    TRAILING_TEXT "trailing-text"

    // S1: kind pages.
    UNKNOWN_KEYWORD "unknown-keyword"
    WRONG_KEYWORD_VALUE "wrong-keyword-value"
    UNKNOWN_DEFINITION "unknown-definition"
    REFERENCE_TO_NO_KIND "reference-to-no-kind"
    UNKNOWN_SCHEMA_WORD "unknown-schema-word"
    REQUIRED_WITHOUT_PROPERTY "required-without-property"
    UNDESCRIBED_FIELD "undescribed-field"
    UNLABELLED_WORD "unlabelled-word"
    OPEN_MAP "open-map"
    NO_COLUMN "no-column"
    SAME_COLUMN "same-column"
    INVALID_EXAMPLE "invalid-example"
    ODD_CONDITION "odd-condition"
    UNREADABLE_PATTERN "unreadable-pattern"
    REPEATED_ROLE "repeated-role"
    MISPLACED_KEYWORD "misplaced-keyword"
    EMPTY_RANGE "empty-range"
    DATASET_PAGE "dataset-page"
    UNFIT_NAME "unfit-name"

    // S2: summary pages.
    BROKEN_SUMMARY_HEAD "broken-summary-head"
    SUMMARY_SQL "summary-sql"
    SUMMARY_COLUMNS "summary-columns"
    SUMMARY_VALUE "summary-value"

    // S3: templates of the report and the codebook.
    BROKEN_TEMPLATE "broken-template"

    // S4: the pages of rules, and the baseline of their hits.
    BROKEN_RULE_PAGE "broken-rule-page"
    RULE_SQL "rule-sql"
    RULE_COLUMNS "rule-columns"
    REPEATED_RULE "repeated-rule"
    RULE_EXAMPLE "rule-example"
    BROKEN_BASELINE "broken-baseline"

    // V1: the shape of a record.
    MISSING_FIELD "missing-field"
    UNKNOWN_WORD "unknown-word"
    UNKNOWN_KEY "unknown-key"
    WRONG_TYPE "wrong-type"
    WRONG_FORM "wrong-form"
    OUT_OF_RANGE "out-of-range"
    WRONG_SIZE "wrong-size"
    REPEATED_ITEM "repeated-item"
    UNFILLED_EXAMPLE "unfilled-example"

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

    // R: references.
    DANGLING_REFERENCE "dangling-reference"
    WRONG_KIND "wrong-kind"
    FORMER_ID "former-id"
    UNKNOWN_PATH "unknown-path"
    CIRCULAR_REFERENCE "circular-reference"

    // D: the dataset as a whole.
    DUPLICATE_ID "duplicate-id"
    REUSED_ID "reused-id"

    // D2: what people decided about hits of rules.
    UNUSED_WAIVER "unused-waiver"
    CURED_HIT "cured-hit"
}

/// Returns the code with this id or name; the case of the id does not matter.
pub fn find(word: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(word) || code.name == word)
}
