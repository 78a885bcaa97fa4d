//! Cross-validation over sites: every page is read with trees that have seen no page of its site.

use super::rows;
use super::set::Page;
use anyhow::Context;
use coranto_page::Model;
use std::path::Path;
use std::sync::Arc;

/// Models by number; a site belongs to one of them by its name.
#[derive(Debug)]
pub struct Folds(Vec<Arc<Model>>);

impl Folds {
    /// `0.txt`, `1.txt`, … as `training/lines/train.py --folds` writes them.
    pub fn open(folder: &Path) -> anyhow::Result<Folds> {
        let mut models = Vec::new();
        loop {
            let file = folder.join(format!("{}.txt", models.len()));
            if !file.exists() {
                break;
            }
            let text = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let model = Model::parse(&text).map_err(|e| anyhow::anyhow!("{}: {e}", file.display()))?;
            models.push(Arc::new(model));
        }
        anyhow::ensure!(models.len() >= 2, "{} holds no models 0.txt, 1.txt, …", folder.display());
        Ok(Folds(models))
    }

    /// The trees that were grown without this page's site.
    pub(super) fn without(&self, page: &Page) -> Option<Arc<Model>> {
        let fold = hash(&rows::site(page)) % self.0.len() as u64;
        self.0.get(usize::try_from(fold).ok()?).cloned()
    }
}

/// FNV-1a, which the training script computes too.
fn hash(site: &str) -> u64 {
    coranto_core::hash::stable(site.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_one_fold_and_a_folder_without_models_is_refused() {
        assert_eq!(hash("courier.example"), hash("courier.example"));
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        let empty = tempfile::tempdir().unwrap();
        assert!(Folds::open(empty.path()).unwrap_err().to_string().contains("0.txt"));
        std::fs::write(empty.path().join("0.txt"), "tree\n").unwrap();
        assert!(Folds::open(empty.path()).unwrap_err().to_string().contains("nowhere"));
    }
}
