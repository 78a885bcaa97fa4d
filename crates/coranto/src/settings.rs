//! Gathers the settings: defaults, file, environment, flags.

use crate::cli::Global;
use crate::reply::Usage;
use anyhow::{Context, Result};
use coranto_core::config::{Layers, Origin, Settings};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Clone)]
pub struct Gathered {
    pub layers: Layers,
    pub settings: Arc<Settings>,
}

impl Gathered {
    /// A flag of one subcommand on top of the rest.
    pub fn flag(&mut self, key: &str, value: Option<&str>, flag: &str) -> Result<()> {
        if let Some(value) = value {
            self.layers.text(key, value, Origin::Flag(flag.to_owned()))?;
            self.settings = Arc::new(self.layers.settings());
        }
        Ok(())
    }
}

pub fn gather(global: &Global) -> Result<Gathered> {
    let mut layers = Layers::new();
    if let Some(file) = settings_file(global.config.as_deref()) {
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("the settings file {} cannot be read", file.display()))?;
        layers.file(&file.display().to_string(), &text)?;
    }
    layers.environment(std::env::vars())?;
    for (key, value, flag) in
        [("store.data_dir", &global.data_dir, "--data-dir"), ("store.database", &global.database, "--database")]
    {
        if let Some(value) = value {
            layers.text(key, value, Origin::Flag(flag.to_owned()))?;
        }
    }
    for pair in &global.set {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(
                Usage(format!("--set needs KEY=VALUE, such as --set fetch.concurrency=16, not “{pair}”")).into()
            );
        };
        layers.text(key.trim(), value, Origin::Flag("--set".to_owned()))?;
    }
    let settings = Arc::new(layers.settings());
    Ok(Gathered { layers, settings })
}

/// A file that was named must be there; one at the usual places may be.
fn settings_file(named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_owned).or_else(|| {
        ["coranto.toml", "/etc/coranto/coranto.toml"].into_iter().map(PathBuf::from).find(|usual| usual.is_file())
    })
}
