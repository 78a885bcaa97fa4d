//! The developer's microscope: one page, fetched and read as the pipeline would.

use crate::Microscope;
use crate::cpu::Panicked;
use crate::shared::Shared;
use anyhow::{Result, bail};
use coranto_core::Address;
use coranto_core::reason::FetchOutcome;
use coranto_page::{Memory, Options};
use std::sync::Arc;

pub(crate) async fn look(
    shared: &Shared,
    address: &Address,
    explain: bool,
    memory: Option<Arc<Memory>>,
) -> Result<Microscope> {
    let answer = shared.fetcher.page(address, None).await;
    let mut seen = Microscope {
        address: answer.address.clone(),
        outcome: answer.outcome,
        reading: None,
        body: answer.body.clone(),
        content_type: answer.content_type.clone(),
    };
    if matches!(seen.outcome, FetchOutcome::Fetched { .. }) {
        let options = Options { explain, memory: memory.clone(), ..Options::of(&shared.settings.read) };
        let from = answer.address.clone();
        match crate::read::parse(shared, answer.body, answer.content_type, answer.address, options).await {
            Ok(mut reading) => {
                if reading.rejected.is_none() {
                    crate::parts::join(shared, None, memory, &from, &mut reading).await;
                }
                seen.reading = Some(reading);
            }
            Err(Panicked) => bail!("reading {address} failed inside Coranto; please report this page"),
        }
    }
    Ok(seen)
}
