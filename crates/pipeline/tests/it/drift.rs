//! A publisher changes its design: an alarm begins, and ends when the pages are as they were.

use crate::kit::{Kit, NOON};
use coranto_core::health::{DayFigures, Drift};
use coranto_core::{Clock, Millis};
use coranto_store::article::{self, Again, Stage};
use coranto_store::testing::Database;
use coranto_store::{extraction, source};
use coranto_world::{Dress, Running, World};
use tokio_util::sync::CancellationToken;

const A_DAY: i64 = 14;

fn after(days: i64) -> Millis {
    Millis(NOON.0 + days * Millis::DAY)
}

/// A paper that wears `dress` for three days, three days after it was first read.
async fn paper(database: Database, dress: Dress) -> (Kit, Running) {
    let clock = Clock::manual(NOON);
    let world = World::daily(clock.clone(), A_DAY, &[(after(3), dress), (after(6), Dress::Usual)]);
    let internet = world.start().await.unwrap();
    let kit = Kit::new(database, internet.address, clock);
    kit.pipeline.import(&world.sources()).await.unwrap();
    (kit, internet)
}

/// Reads the paper every day up to `day`, and says what is in force then.
async fn read_until(kit: &Kit, from: i64, day: i64) -> Vec<Drift> {
    for day in from..=day {
        kit.clock.set(after(day));
        coranto_store::feed::make_due(&kit.db, None, after(day)).await.unwrap();
        let summary = kit.once().await;
        assert_eq!(summary.new, A_DAY as u64, "{summary:#?}");
    }
    source::health(&kit.db, None).await.unwrap().remove(0).alarms
}

on_both!(a_text_that_a_script_draws_is_told_and_ends_when_it_stands_in_the_page);
async fn a_text_that_a_script_draws_is_told_and_ends_when_it_stands_in_the_page(database: Database) {
    let (kit, _internet) = paper(database, Dress::Scripted).await;
    assert_eq!(read_until(&kit, 0, 3).await, []);
    let alarms = read_until(&kit, 4, 5).await;
    assert!(matches!(alarms[..], [Drift::PassRateFell { from: 95..=100, to: 0..=30, .. }]), "{alarms:?}");
    assert!(matches!(read_until(&kit, 6, 6).await[..], [Drift::PassRateFell { .. }]));
    assert_eq!(read_until(&kit, 7, 8).await, []);
    let days: Vec<DayFigures> = extraction::days(&kit.db, None, 0).await.unwrap().into_iter().map(|(_, d)| d).collect();
    let refused: i64 = days.iter().map(|d| d.pages - d.passed).sum();
    assert_eq!(refused, article::quarantine(&kit.db, None, 500).await.unwrap().len() as i64);
    assert!(refused >= 3 * A_DAY - 1);
}

on_both!(bodies_that_shrink_are_told);
async fn bodies_that_shrink_are_told(database: Database) {
    let (kit, _internet) = paper(database, Dress::Teaser).await;
    assert_eq!(read_until(&kit, 0, 3).await, []);
    let alarms = read_until(&kit, 4, 5).await;
    assert!(matches!(alarms[..], [Drift::BodiesShrank { from: 380..=420, to: 50..=120, .. }]), "{alarms:?}");
    assert_eq!(read_until(&kit, 6, 8).await, []);
}

on_both!(dates_and_authors_that_vanish_are_told);
async fn dates_and_authors_that_vanish_are_told(database: Database) {
    let (kit, _internet) = paper(database, Dress::Nameless).await;
    assert_eq!(read_until(&kit, 0, 3).await, []);
    let alarms = read_until(&kit, 4, 5).await;
    assert!(matches!(alarms[..], [Drift::DatesVanished { .. }, Drift::AuthorsVanished { .. }]), "{alarms:?}");
}

on_both!(pages_that_were_set_aside_are_read_again_on_request);
async fn pages_that_were_set_aside_are_read_again_on_request(database: Database) {
    let (kit, internet) = paper(database, Dress::Scripted).await;
    read_until(&kit, 4, 6).await;
    let set_aside = article::quarantine(&kit.db, None, 500).await.unwrap().len() as u64;
    assert!(set_aside > 20);
    // Nobody asks for them again by himself.
    let before = internet.requests("");
    assert_eq!(kit.pipeline.pages_once(None, &|_| (), CancellationToken::new()).await.unwrap().pages_quarantined, 0);
    assert_eq!(internet.requests(""), before);
    let queued = article::again(&kit.db, Again { set_aside: true, ..Again::default() }, kit.clock.now()).await.unwrap();
    let summary = kit.pipeline.pages_once(None, &|_| (), CancellationToken::new()).await.unwrap();
    assert_eq!((queued, summary.pages_quarantined, summary.feeds_read), (set_aside, set_aside, 0));
    assert_eq!(article::stages(&kit.db).await.unwrap()[3], (Stage::Quarantined, set_aside as i64));
}
