//! Diagnostics to text, for people and for machines. Nothing here knows a rule.
