//! What holds between records: references, duplicates, and the names that help to mend them.
