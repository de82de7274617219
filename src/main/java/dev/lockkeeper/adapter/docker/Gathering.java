package dev.lockkeeper.adapter.docker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Lets the pieces of a flood gather in the socket for a moment, and then reads many at once.
///
/// The engine writes every line of a log for itself. A reader that keeps up is woken for every one of them, which costs the engine and the reader
/// more than the line: 1,000,000 lines took 5.5 s in place of 9.5 on a machine of two cores (`docker logs`: 8.8). A reader that lags does not
/// wait, and a log in which little comes is never held up.
final class Gathering {

    /// More than reading the next piece takes that is there already.
    private static final long WAITED = 4_000;
    private static final long PAUSE = 200_000;
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(10);
    /// So many pieces in a window are a flood.
    private static final int FLOOD = 100;
    /// So many pieces came at once: the reader lags already.
    private static final int LAGS = 48;

    private long last;
    private long window;
    private int inWindow;
    private int atOnce;
    private boolean flood;

    /// A piece has come; called on the thread that reads. An interrupt ends the pause.
    void piece() {
        long now = System.nanoTime();
        inWindow++;
        if (now - window > WINDOW) {
            flood = inWindow > FLOOD;
            inWindow = 0;
            window = now;
        }
        atOnce++;
        if (now - last > WAITED) {
            if (flood && atOnce < LAGS) {
                LockSupport.parkNanos(PAUSE);
                now = System.nanoTime();
            }
            atOnce = 0;
        }
        last = now;
    }
}
