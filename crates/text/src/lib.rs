//! What can be said of a text by reading it alone: its language and direction, its words, its beginning, its section. Pure.
