package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.util.List;

/// The journal of work that is one step of other work: its own steps are lines of that step.
public record LinesOnly(Journal journal) implements Journal {

    @Override
    public void plan(List<Message> steps) {}

    @Override
    public void intends(Intent intent) {
        journal.intends(intent);
    }

    @Override
    public void step(int number) {}

    @Override
    public void progress(long done, long total) {
        journal.progress(done, total);
    }

    @Override
    public void line(Source source, Level level, String text) {
        journal.line(source, level, text);
    }
}
