package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.util.List;

/// What a piece of work tells about itself while it runs. Any thread may write.
public interface Journal {

    /// Says the steps ahead, once, before the first.
    void plan(List<Message> steps);

    /// Says what is about to be changed, before it is: it stands on the disk when this returns. Throws [OperationProblem.BookUnwritable].
    default void intends(Intent intent) {}

    /// Says where the run is among its own steps, which stay as many as they were, where the plan takes in the steps of work below them.
    default void stage(int number, int of) {}

    /// Begins step `number`, counted from 1; the one before it is thereby done.
    void step(int number);

    /// Measured bytes of a known total, within the present step.
    void progress(long done, long total);

    /// One line of the live log.
    void line(Source source, Level level, String text);

    default void info(Source source, String text) {
        line(source, Level.INFO, text);
    }

    /// A command that is given to another program now, as it would be typed in the project's folder, without secrets.
    default void command(String text) {
        info(Source.KEEPER, Transcript.SIGN + text.replaceAll("\\R", " "));
    }

    /// Listens to nothing.
    static Journal silent() {
        return new Journal() {
            @Override
            public void plan(List<Message> steps) {}

            @Override
            public void step(int number) {}

            @Override
            public void progress(long done, long total) {}

            @Override
            public void line(Source source, Level level, String text) {}
        };
    }
}
