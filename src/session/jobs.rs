//! Work off the drawing thread: loading files and checking large accounts.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::file::Progress;
use crate::model::Text;
use crate::origin::{self, OpenError, Opened};
use crate::rules::Book;

use super::disk::{Failure, file_name, open_failure, set_name};
use super::open_file::Loaded;
use super::recheck::{CheckJob, Checked};
use super::{FileId, JobView};

/// What a thread reports.
pub(super) enum Report {
    /// Files were read and checked, or could not be.
    Loaded {
        id: FileId,
        sets: Vec<Result<Loaded, Failure>>,
        /// Files that were looked at and are no accounts, or are the same as another one.
        passed_over: Vec<Text>,
    },
    /// Accounts were checked.
    Checked(Checked),
}

/// How files are loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sets {
    /// Each for itself, but for workbooks and texts that belong together.
    AsTheyAre,
    /// The same, of a folder, where other things may lie too.
    OfFolder,
    /// All as one set of accounts, which they were before.
    One,
}

/// Files that are being loaded.
struct Job {
    id: FileId,
    paths: Vec<PathBuf>,
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

    /// Reads files on a thread and checks them, also by the user's own rules.
    pub(super) fn load(
        &mut self,
        id: FileId,
        paths: Vec<PathBuf>,
        sets: Sets,
        own: Option<Arc<Book>>,
    ) {
        let progress = Arc::new(Progress::default());
        self.loading.push(Job {
            id,
            paths: paths.clone(),
            progress: Arc::clone(&progress),
        });
        self.spawn(move || {
            let opened = match sets {
                Sets::AsTheyAre | Sets::OfFolder => origin::read(&paths, &progress),
                Sets::One => vec![origin::read_as_one(&paths, &progress)],
            };
            let (strays, opened): (Vec<_>, Vec<_>) = opened
                .into_iter()
                .partition(|opened| is_passed_over(opened, sets));
            let checked = |opened| Loaded::new(opened, own.clone());
            let loaded = opened
                .into_iter()
                .map(|opened| opened.map(checked).map_err(open_failure));
            Report::Loaded {
                id,
                sets: loaded.collect(),
                passed_over: strays.iter().map(why).collect(),
            }
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
                Report::Loaded { id, .. } => {
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
                name: job.name(),
                progress: fraction(&job.progress),
            })
            .collect()
    }

    /// The file that is being loaded from a path.
    pub(super) fn loading(&self, path: &std::path::Path) -> Option<FileId> {
        let mut loading = self.loading.iter();
        loading
            .find(|job| job.paths.iter().any(|loading| loading == path))
            .map(|job| job.id)
    }
}

/// Whether a file need not be opened: the same text in another form, and in a folder what is no
/// accounts.
fn is_passed_over(opened: &Result<Opened, OpenError>, sets: Sets) -> bool {
    match opened {
        Err(OpenError::OtherForm { .. }) => true,
        Err(error) => sets == Sets::OfFolder && error.is_stray(),
        Ok(opened) => sets == Sets::OfFolder && opened.is_stray(),
    }
}

fn why(passed_over: &Result<Opened, OpenError>) -> Text {
    match passed_over {
        Err(error) => error.text(),
        Ok(opened) => {
            let name = set_name(opened.origin.files());
            Text::new(
                format!("没有谈到决算：{name}"),
                format!("does not speak of final accounts: {name}"),
            )
        }
    }
}

impl Job {
    /// The first file, and how many more.
    fn name(&self) -> String {
        let mut names = self.paths.iter().map(|path| file_name(path));
        let first = names.next().unwrap_or_default();
        match names.count() {
            0 => first,
            more => format!("{first} +{more}"),
        }
    }
}

/// How much of a file is read, from 0 to 1; `None` while its size is not known.
#[expect(clippy::cast_possible_truncation, reason = "a bar on the screen")]
fn fraction(progress: &Progress) -> Option<f32> {
    (progress.total() > 0).then(|| (progress.done() as f64 / progress.total() as f64) as f32)
}
