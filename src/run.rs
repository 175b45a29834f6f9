//! One short function a command: the only place where rooms are joined.
