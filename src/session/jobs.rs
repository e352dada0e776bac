//! Work off the drawing thread: loading files and checking large accounts.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::file::Progress;
use crate::model::Text;

use super::disk;
use super::open_file::Loaded;
use super::recheck::{CheckJob, Checked};
use super::{FileId, JobView};

/// What a thread reports.
pub(super) enum Report {
    /// A file was read and checked.
    Loaded {
        id: FileId,
        path: PathBuf,
        loaded: Box<Loaded>,
    },
    /// A file could not be read.
    Failed {
        id: FileId,
        text: Text,
        hints: Vec<Text>,
    },
    /// Accounts were checked.
    Checked(Checked),
}

/// A file that is being loaded.
struct Job {
    id: FileId,
    path: PathBuf,
    progress: Arc<Progress>,
}

/// Running threads, and the way back from them.
pub(super) struct Jobs {
    loading: Vec<Job>,
    sender: Sender<Report>,
    reports: Receiver<Report>,
    /// Called from a thread when it has something to report, so that the window draws again.
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Jobs {
    pub(super) fn new(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (sender, reports) = channel();
        Self {
            loading: Vec::new(),
            sender,
            reports,
            wake,
        }
    }

    pub(super) fn set_wake(&mut self, wake: Arc<dyn Fn() + Send + Sync>) {
        self.wake = wake;
    }

    /// Reads and checks a file on a thread.
    pub(super) fn load(&mut self, id: FileId, path: PathBuf) {
        let progress = Arc::new(Progress::default());
        self.loading.push(Job {
            id,
            path: path.clone(),
            progress: Arc::clone(&progress),
        });
        self.spawn(move || match disk::read(&path, &progress) {
            Ok((document, stamp)) => match Loaded::new(document, Some(stamp)) {
                Ok(loaded) => Report::Loaded {
                    id,
                    path,
                    loaded: Box::new(loaded),
                },
                Err(error) => Report::Failed {
                    id,
                    text: Text::join(
                        [&Text::same(path.display().to_string()), &error.text()],
                        "：",
                        ": ",
                    ),
                    hints: Vec::new(),
                },
            },
            Err((text, hints)) => Report::Failed { id, text, hints },
        });
    }

    /// Checks a file on a thread.
    pub(super) fn check(&self, check: CheckJob) {
        self.spawn(move || Report::Checked(check.run()));
    }

    fn spawn(&self, work: impl FnOnce() -> Report + Send + 'static) {
        let sender = self.sender.clone();
        let wake = Arc::clone(&self.wake);
        std::thread::spawn(move || {
            // The receiver is gone when the program ends; then nobody needs the report.
            if sender.send(work()).is_ok() {
                wake();
            }
        });
    }

    /// Stops loading; the thread ends at its next look.
    pub(super) fn cancel(&mut self, id: FileId) {
        for job in self.loading.iter().filter(|job| job.id == id) {
            job.progress.cancel();
        }
        self.loading.retain(|job| job.id != id);
    }

    /// What the threads have to report; reports on cancelled files are dropped.
    pub(super) fn reports(&mut self) -> Vec<Report> {
        let mut reports = Vec::new();
        while let Ok(report) = self.reports.try_recv() {
            match &report {
                Report::Loaded { id, .. } | Report::Failed { id, .. } => {
                    let wanted = self.loading.iter().any(|job| job.id == *id);
                    self.loading.retain(|job| job.id != *id);
                    if wanted {
                        reports.push(report);
                    }
                }
                Report::Checked(_) => reports.push(report),
            }
        }
        reports
    }

    pub(super) fn views(&self) -> Vec<JobView> {
        self.loading
            .iter()
            .map(|job| JobView {
                id: job.id,
                name: job.path.file_name().map_or_else(
                    || job.path.display().to_string(),
                    |name| name.to_string_lossy().into_owned(),
                ),
                progress: fraction(&job.progress),
            })
            .collect()
    }

    /// The file that is being loaded from a path.
    pub(super) fn loading(&self, path: &std::path::Path) -> Option<FileId> {
        let mut loading = self.loading.iter();
        loading.find(|job| job.path == path).map(|job| job.id)
    }
}

/// How much of a file is read, from 0 to 1; `None` while its size is not known.
#[expect(clippy::cast_possible_truncation, reason = "a bar on the screen")]
fn fraction(progress: &Progress) -> Option<f32> {
    (progress.total() > 0).then(|| (progress.done() as f64 / progress.total() as f64) as f32)
}
