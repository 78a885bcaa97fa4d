//! Vectors kept and compared.

use coranto_encode::{Table, Vector, VectorRefused, cosine};
use proptest::prelude::*;

use crate::vector;

#[test]
fn a_vector_survives_the_record() {
    let bridge = vector("Harbour bridge shut", "Divers found a crack.");
    assert_eq!(Vector::from_bytes(&bridge.to_bytes(), 384).as_ref(), Ok(&bridge));
    assert_eq!(Vector::from_bytes(&[1, 2], 384), Err(VectorRefused::Dimension { found: 2, expected: 384 }));
    assert_eq!(cosine(&bridge, &Vector::from_bytes(&[1, 2], 2).unwrap()), 0.0);
}

#[test]
fn a_table_finds_what_is_near_and_forgets_what_is_overwritten() {
    let [bridge, again, match_] = [
        vector("Harbour bridge shut after crack is found", ""),
        vector("Crack closes harbour bridge", ""),
        vector("Rovers reach cup final", ""),
    ];
    let mut table = Table::new(384);
    for (row, vector) in [&bridge, &match_, &Vector::empty(384), &Vector::empty(7), &again].into_iter().enumerate() {
        assert_eq!(table.push(vector), row);
    }
    let found: Vec<usize> = table.near(&bridge, 0.5).iter().map(|(row, _)| *row).collect();
    assert_eq!(found, [0, 4]);
    table.set(4, &match_);
    table.set(99, &match_);
    assert_eq!(table.near(&bridge, 0.5).len(), 1);
    assert_eq!(
        (table.near(&Vector::empty(384), -1.0).len(), table.near(&Vector::empty(3), 0.1).len(), table.len()),
        (0, 0, 5)
    );
}

proptest! {
    /// Any bytes of the right number are a vector, and the quick way gives what the plain one does.
    #[test]
    fn cosines_are_right(pairs in prop::collection::vec((any::<u8>(), any::<u8>()), 1..400)) {
        let (a, b): (Vec<u8>, Vec<u8>) = pairs.into_iter().unzip();
        let vectors = [&a, &b].map(|bytes| Vector::from_bytes(bytes, bytes.len()).unwrap());
        let dot = |a: &[u8], b: &[u8]| a.iter().zip(b).map(|(&a, &b)| f64::from(a as i8) * f64::from(b as i8)).sum::<f64>();
        let lengths = (dot(&a, &a) * dot(&b, &b)).sqrt();
        let expected = if lengths == 0.0 { 0.0 } else { dot(&a, &b) / lengths };
        prop_assert!((f64::from(cosine(&vectors[0], &vectors[1])) - expected).abs() < 1e-4);
        let mut table = Table::new(a.len());
        table.push(&vectors[1]);
        for (_, near) in table.near(&vectors[0], -2.0) {
            prop_assert!((f64::from(near) - expected).abs() < 1e-4);
        }
    }
}
