package dev.lockkeeper.app;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.containers.ServiceWatch;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Tells when the service stands differently than before, as soon as the watch sees it. The first look tells nothing: it is no change.
final class Stir {

    private final AtomicReference<Optional<Standing>> last = new AtomicReference<>(Optional.empty());
    private final Runnable stirred;

    private record Standing(Optional<String> container, Optional<Condition> condition, boolean reached) {}

    /// `stirred` is called on the watch's thread.
    Stir(ServiceWatch watch, Runnable stirred) {
        this.stirred = stirred;
        watch.onChange(this::seen);
    }

    void seen(ServiceSight sight) {
        if (!sight.looked()) {
            return;
        }
        Optional<Standing> now = Optional.of(new Standing(sight.facts().map(facts -> facts.container().id()),
                sight.facts().map(ServiceFacts::condition), sight.problem().isEmpty()));
        Optional<Standing> before = last.getAndSet(now);
        if (before.isPresent() && !before.equals(now)) {
            stirred.run();
        }
    }
}
