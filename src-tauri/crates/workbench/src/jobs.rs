//! Long work: progress out, cancel in.

use crate::contract::Progress;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Passes progress to whoever started a job, at most twenty times a second, and says whether they want it to stop.
pub struct Reporter<'a> {
    send: &'a (dyn Fn(Progress) + Sync),
    cancelled: &'a AtomicBool,
    /// When it last sent something, and the words of it.
    last: std::sync::Mutex<Option<(Instant, String)>>,
}

impl<'a> Reporter<'a> {
    /// A reporter that sends to `send` until `cancelled` is set.
    pub fn new(send: &'a (dyn Fn(Progress) + Sync), cancelled: &'a AtomicBool) -> Self {
        Self { send, cancelled, last: std::sync::Mutex::new(None) }
    }

    /// Reports `done` of `total`; returns whether to stop.
    pub fn at(&self, done: usize, total: usize, words: &str) -> bool {
        if let Ok(mut last) = self.last.lock() {
            // The last step, and the first of another kind of work, are always told.
            let due = done == total || last.as_ref().is_none_or(|(at, said)| at.elapsed() > Duration::from_millis(50) || said != words);
            if due {
                *last = Some((Instant::now(), words.to_owned()));
                (self.send)(Progress { done: done as u64, total: total as u64, words: words.to_owned() });
            }
        }
        self.cancelled.load(Ordering::Relaxed)
    }
}
