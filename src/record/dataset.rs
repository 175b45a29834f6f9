//! The walk over all record files, and what is known of every record.
