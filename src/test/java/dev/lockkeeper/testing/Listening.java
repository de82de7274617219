package dev.lockkeeper.testing;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.words.Message;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// A journal of which every line is heard.
public record Listening(Consumer<String> heard) implements Journal {

    /// The lines are added to `told`, by one thread at a time.
    public static Listening into(List<String> told) {
        Collection<String> one = Collections.synchronizedList(told);
        return new Listening(one::add);
    }

    @Override
    public void plan(List<Message> steps) {}

    @Override
    public void step(int number) {}

    @Override
    public void progress(long done, long total) {}

    @Override
    public void line(Source source, Level level, String text) {
        heard.accept(text);
    }
}
