//! One file's tree to one [`Record`](super::Record).
