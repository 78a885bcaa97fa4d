//! The model that makes vectors, opened once. Without one, reports are compared by their words.

use crate::shared::Shared;
use coranto_encode::{Encoder, Text, Vector};
use std::sync::Arc;

#[derive(Clone)]
pub(crate) struct Model(Option<Arc<Encoder>>);

impl Model {
    /// As the settings say. A model that cannot be opened is told once and done without.
    pub async fn open(shared: &Shared) -> Model {
        let place = shared.settings.stories.model.trim().to_owned();
        if place == "none" {
            return Model(None);
        }
        let opened = shared.cpu.run(move || match place.as_str() {
            "" | "bundled" => Encoder::bundled(),
            path => Encoder::open(path),
        });
        match opened.await {
            Ok(Ok(encoder)) => Model(Some(Arc::new(encoder))),
            Ok(Err(error)) => {
                tracing::error!(%error, "the model cannot be opened: reports are compared by their words alone");
                Model(None)
            }
            Err(_) => Model(None),
        }
    }

    pub fn none() -> Model {
        Model(None)
    }

    /// What stands beside a vector in the record: name, dimension, the beginning of its checksum.
    pub fn name(&self) -> Option<String> {
        let identity = self.0.as_ref()?.identity();
        Some(format!("{} {} {}", identity.name, identity.dimension, identity.sha256.get(..12).unwrap_or_default()))
    }

    /// A stored vector, when this model made it.
    pub fn read(&self, vector: Option<&[u8]>, made_by: Option<&str>) -> Option<Vector> {
        let identity = self.0.as_ref()?.identity();
        (made_by == self.name().as_deref()).then_some(())?;
        Vector::from_bytes(vector?, identity.dimension).ok()
    }

    /// The vector of what says nothing.
    pub fn blank(&self) -> Vector {
        Vector::empty(self.0.as_ref().map_or(0, |encoder| encoder.identity().dimension))
    }

    /// A vector for each title and lead; none without a model.
    pub fn encode(&self, texts: &[(String, String)]) -> Vec<Vector> {
        let Some(encoder) = &self.0 else { return Vec::new() };
        let texts: Vec<Text> = texts.iter().map(|(title, lead)| Text { title, lead }).collect();
        encoder.encode(&texts)
    }
}
