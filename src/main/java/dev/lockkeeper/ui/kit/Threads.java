package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Where questions are asked (never on the screen's thread) and answers come back (always on it).
public interface Threads {

    /// Asks away from the screen; exactly one of the two is then called on the screen's thread.
    <A> void ask(Callable<A> question, Consumer<A> answer, Consumer<Problem> problem);

    /// Runs something on the screen's thread, soon.
    void onScreen(Runnable change);

    /// Runs something on the screen's thread after a while, once.
    Later later(Duration wait, Runnable change);

    /// Something that will happen, unless it is called off before.
    @FunctionalInterface
    interface Later {
        void callOff();
    }
}
