//! Stands in for `vnni` on processors of another kind, which never have it.

use super::{Bytes, Columns, Factors};

#[derive(Clone, Copy)]
pub enum Vnni {}

impl Vnni {
    pub fn new() -> Option<Vnni> {
        None
    }

    pub fn bytes(self, _: &Bytes, _: &[Columns], _: &Factors, _: &mut [f32]) {
        match self {}
    }

    pub fn shorts(self, _: &[i32], _: usize, _: &[Columns], _: f32, _: &mut [f32], _: usize) {
        match self {}
    }
}
