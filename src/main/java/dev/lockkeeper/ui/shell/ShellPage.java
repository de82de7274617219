package dev.lockkeeper.ui.shell;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the window shows around its pages. `allowedUntil`: until when production takes changes, and why it was allowed.
public record ShellPage(Standing standing, List<Environment> environments, Place place, Optional<Allowed> allowed) {

    public static final ShellPage BLANK = new ShellPage(new Opening(Optional.empty()), List.of(), Place.OVERVIEW,
            Optional.empty());

    public ShellPage {
        environments = List.copyOf(environments);
    }

    /// How the environment stands.
    public sealed interface Standing {}

    public record Opening(Optional<Environment> wanted) implements Standing {}

    public record Open(Environments.Opened opened) implements Standing {}

    public record Closed(Problem problem) implements Standing {}

    /// Leave to change production, for a while.
    public record Allowed(Instant until, String reason) {}

    ShellPage standing(Standing now) {
        return new ShellPage(now, environments, place, Optional.empty());
    }

    ShellPage offering(List<Environment> all) {
        return new ShellPage(standing, all, place, allowed);
    }

    ShellPage at(Place other) {
        return new ShellPage(standing, environments, other, allowed);
    }

    ShellPage allowing(Optional<Allowed> leave) {
        return new ShellPage(standing, environments, place, leave);
    }

    public Optional<Environments.Opened> opened() {
        return standing instanceof Open open ? Optional.of(open.opened()) : Optional.empty();
    }

    /// The environment that is open, or about to be.
    public Optional<Environment> environment() {
        return switch (standing) {
            case Open open -> Optional.of(open.opened().environment());
            case Opening opening -> opening.wanted();
            case Closed _ -> Optional.empty();
        };
    }

    /// Whether changes may be made now.
    public boolean changesAllowed(Instant now) {
        return environment().map(environment -> !environment.production()
                || allowed.filter(leave -> leave.until().isAfter(now)).isPresent()).orElse(false);
    }
}
