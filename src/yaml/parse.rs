//! Text to [`Node`] with granit-parser, which is kept to this file.

use super::Node;
use crate::diagnostic::Sink;
use crate::source::File;

/// Reads the one document in a file, or says why it cannot be read.
pub fn parse(file: &File, sink: &mut Sink) -> Option<Node> {
    let _ = (file, sink);
    None
}
