//! Keeps a call on one thread.
//!
//! The matrix library spreads over all of rayon's threads whenever there are several, and the caller (a job in the pipeline's bounded pool) has been given one. Inside a
//! pool of a single thread it does not. There are as many such pools as calls have run at the same time.

use std::sync::Mutex;

use rayon::{ThreadPool, ThreadPoolBuilder};

#[derive(Default)]
pub struct OneThread {
    idle: Mutex<Vec<ThreadPool>>,
}

impl OneThread {
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let idle = self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        // No thread to be had (a limit of the system): the work is done all the same, here.
        let Some(pool) =
            idle.or_else(|| ThreadPoolBuilder::new().num_threads(1).thread_name(|_| "encode".to_owned()).build().ok())
        else {
            return work();
        };
        let done = pool.install(work);
        self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(pool);
        done
    }
}
