//! Flaws that say just what a finding of their mistake says: they join it.

use std::collections::BTreeMap;

use super::findings::Draft;

/// Adds the flaws of the mistake whose findings begin at `start`. A flaw that says just what the
/// mistake says is no second finding.
pub(super) fn flaws(drafts: &mut Vec<Draft>, start: usize, all: impl Iterator<Item = Draft>) {
    let mut told: Option<BTreeMap<String, usize>> = None;
    for flaw in all {
        let told = told.get_or_insert_with(|| {
            let own = drafts.iter().enumerate().skip(start).rev();
            own.map(|(position, draft)| (draft.finding.fingerprint.clone(), position))
                .collect()
        });
        if let Some(twin) = told.get(&flaw.finding.fingerprint) {
            drafts[*twin].origins.extend(flaw.origins);
        } else {
            told.insert(flaw.finding.fingerprint.clone(), drafts.len());
            drafts.push(flaw);
        }
    }
}
