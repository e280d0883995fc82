//! Whatever the loop is stuck in, a signal or the end of the terminal ends the program.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::output::Output;
use super::signals::Ear;

/// How long the loop may take to leave by itself.
const LOOP: Duration = Duration::from_millis(300);
/// How long the rest of the program may take, which prints where things stood.
const REST: Duration = Duration::from_millis(900);

/// Held by who has the terminal; dropped when it was given back.
pub(super) type Lead = Sender<()>;

/// Sleeps beside the loop until a signal comes that ends the program, or the terminal goes. The loop
/// hears it as well; if it does not leave in time, this leaves for it.
pub(super) fn start(ear: Ear, output: Arc<Output>) -> io::Result<Lead> {
    let (lead, given_back) = channel();
    thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
        if let Ok(code) = ear.wait() {
            insist(code, &given_back, output);
        }
    })?;
    Ok(lead)
}

fn insist(code: u8, given_back: &Receiver<()>, output: Arc<Output>) {
    if given_back.recv_timeout(LOOP) == Err(RecvTimeoutError::Disconnected) {
        // Printing may be stuck too. If it is not, the program ends before this wakes.
        thread::sleep(REST);
    } else {
        output.close();
        let (done, wait) = channel::<()>();
        let _ = thread::Builder::new().spawn(move || {
            output.give_back();
            let _ = writeln!(io::stderr(), "error: ended by {}", super::signal_name(code));
            drop(done);
        });
        let _ = wait.recv_timeout(LOOP);
    }
    std::process::exit(i32::from(code));
}
