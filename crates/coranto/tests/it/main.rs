//! The command as a person or a script uses it: the real program, started as a process.

mod asked_wrongly;
mod explain;
mod health;
mod house;
mod read_and_serve;
