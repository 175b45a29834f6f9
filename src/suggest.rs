//! "Did you mean": a misspelt word and the words that would be right enter, the nearest leaves,
//! or none where none is near.

/// Returns the candidate nearest to `word`, if it is near enough to be what was meant: one slip
/// in a short word, one in three letters of a long one. Case does not count; of equally near
/// candidates the first in alphabetical order wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let length = wanted.chars().count();
    let allowed = (length / 3).clamp(1, 5);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed && *distance < length.max(2))
        .min()
        .map(|(_, candidate)| candidate)
}
