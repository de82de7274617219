package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.containers.LogWord;
import dev.lockkeeper.containers.ServiceEvent;
import dev.lockkeeper.ui.containers.ContainersPage.Stand;
import dev.lockkeeper.ui.log.ContainerLogModel;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.Optional;

/// Leads the log to the container that the page is about, and puts what the engine tells among its lines.
/// Touched on the screen's thread only.
final class LogFeed {

    private final ContainerLogModel log;
    private Optional<Instant> told = Optional.empty();
    private Optional<ServiceEvent> last = Optional.empty();

    LogFeed(ContainerLogModel log) {
        this.log = log;
    }

    ContainerLogModel log() {
        return log;
    }

    /// To be called as often as the page changes while it is looked at.
    void follow(ContainersPage page, Words words) {
        switch (page.stand()) {
            case Stand.Here here -> {
                log.open(here.facts().container().id());
                tell(page, here.facts().container().id(), words);
            }
            // what was read stays on the screen, with its times
            case Stand.Unreachable _,Stand.Missing _ -> {
                if (told.isPresent()) {
                    told = Optional.empty();
                    log.close();
                }
            }
            case Stand.Asking _,Stand.Elsewhere _,Stand.Several _ -> {
            }
        }
    }

    /// Only what happens from now on: what happened earlier has no place after lines that are younger.
    private void tell(ContainersPage page, String container, Words words) {
        Instant newest = page.sight().events().isEmpty() ? Instant.EPOCH : page.sight().events().getLast().at();
        if (told.isEmpty()) {
            told = Optional.of(newest);
            return;
        }
        Instant before = told.get();
        told = Optional.of(newest.isAfter(before) ? newest : before);
        page.sight().events().stream().filter(event -> event.at().isAfter(before) && event.container().equals(container))
                .filter(this::fresh).forEach(event -> log.tell(entry(event, words)));
    }

    /// The engine tells some ends twice.
    private boolean fresh(ServiceEvent event) {
        boolean again = last.filter(before -> before.kind() == event.kind() && before.container().equals(event.container()))
                .isPresent();
        last = Optional.of(event);
        return !again;
    }

    private static LogEntry entry(ServiceEvent event, Words words) {
        String key = "containers.event." + event.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return LogEntry.event(event.at(), switch (event.kind()) {
            case DIED -> event.exitCode().orElse(1) == 0 ? LogWord.LOG : LogWord.ERROR;
            case OUT_OF_MEMORY -> LogWord.ERROR;
            case UNHEALTHY, PAUSED -> LogWord.WARNING;
            case CREATED, STARTED, HEALTHY, UNPAUSED, RESTARTED, REMOVED -> LogWord.LOG;
        }, words.say(key, event.exitCode().map(String::valueOf).orElse("?")));
    }
}
