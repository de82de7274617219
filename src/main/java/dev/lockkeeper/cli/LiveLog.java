package dev.lockkeeper.cli;

import dev.lockkeeper.operation.Intent;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.words.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The steps and lines of a run, told in their order while it runs. The work only puts them down: a terminal that is held up holds
/// up nobody else.
final class LiveLog {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Voice voice;

    LiveLog(Voice voice) {
        this.voice = voice;
    }

    private sealed interface Event {
        record Step(int number, int of, Message title) implements Event {}

        record Line(LogLine line) implements Event {}

        record End() implements Event {}
    }

    /// The same journal, listened to.
    Journal listening(Journal journal) {
        return new Journal() {
            private volatile List<Message> plan = List.of();
            private volatile RunSnapshot.@Nullable Count stage;

            @Override
            public void plan(List<Message> steps) {
                plan = List.copyOf(steps);
                journal.plan(steps);
            }

            @Override
            public void stage(int number, int of) {
                stage = new RunSnapshot.Count(number, of);
                journal.stage(number, of);
            }

            @Override
            public void intends(Intent intent) {
                journal.intends(intent);
            }

            @Override
            public void step(int number) {
                journal.step(number);
                List<Message> known = plan;
                if (number >= 1 && number <= known.size()) {
                    RunSnapshot.Count told = stage;
                    events.add(new Event.Step(told == null ? number : told.number(), told == null ? known.size() : told.of(),
                            known.get(number - 1)));
                }
            }

            @Override
            public void progress(long done, long total) {
                journal.progress(done, total);
            }

            @Override
            public void line(Source source, Level level, String text) {
                journal.line(source, level, text);
                events.add(new Event.Line(new LogLine(Instant.now(), level, source, text)));
            }
        };
    }

    void end() {
        events.add(new Event.End());
    }

    /// Tells until the end.
    void tell() throws InterruptedException {
        while (true) {
            switch (events.take()) {
                case Event.Step(int number, int of, Message title) ->
                    voice.note(voice.paint("1", "[" + number + "/" + of + "] " + voice.say(title)));
                case Event.Line(LogLine line) -> tell(line);
                case Event.End() -> {
                    return;
                }
            }
        }
    }

    /// Details stay in the log file.
    private void tell(LogLine line) {
        if (line.level() == Level.DEBUG) {
            return;
        }
        String text = "  %s  %-5s %-8s  %s".formatted(CLOCK.format(line.at()), line.level(), line.source().label(), line.text());
        voice.note(switch (line.level()) {
            case DEBUG, INFO -> text;
            case OK -> voice.paint("32", text);
            case WARN -> voice.paint("33", text);
            case ERROR -> voice.paint("31", text);
        });
    }
}
