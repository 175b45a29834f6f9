//! The node tree as the validator sees it.
