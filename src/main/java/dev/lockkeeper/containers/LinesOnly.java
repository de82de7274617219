package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.words.Message;
import java.util.List;

/// Work within a step: its own steps are lines of that step.
record LinesOnly(Journal journal) implements Journal {

    @Override
    public void plan(List<Message> steps) {}

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
