package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.InsideServer;
import dev.lockkeeper.environment.EnvFlaw;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionRefused;
import dev.lockkeeper.readiness.ConnectionProblem.PasswordWrong;
import dev.lockkeeper.readiness.ConnectionProblem.PortNotPublished;
import dev.lockkeeper.readiness.ConnectionProblem.PublishedElsewhere;
import dev.lockkeeper.readiness.ConnectionProblem.PwVolumeMismatch;
import java.util.Optional;

/// Tells why a login is refused: a mistyped password from one that the volume does not know, a server that is not there from one at
/// another port.
public final class LoginCause {

    private final Environment environment;
    private final InsideServer inside;

    public LoginCause(Environment environment, InsideServer inside) {
        this.environment = environment;
        this.inside = inside;
    }

    /// The cause of a refused login, or the problem itself. Asks the container: not on the screen's thread.
    public Problem of(Problem problem, Optional<ContainerFacts> container) {
        return switch (problem) {
            case PasswordWrong(var address, var evidence) -> expanded().<Problem>map(flaw -> flaw)
                    .or(() -> container.filter(facts -> inside.opens(facts, address))
                            .map(facts -> new PwVolumeMismatch(address, facts.volume().orElse("?"), evidence)))
                    .orElse(problem);
            case ConnectionRefused(var address, _) -> container.flatMap(facts -> elsewhere(facts, address)).orElse(problem);
            default -> problem;
        };
    }

    private static Optional<Problem> elsewhere(ContainerFacts facts, Address address) {
        Optional<Integer> port = facts.publishedPort();
        if (port.isEmpty()) {
            return Optional.of(new PortNotPublished(address, facts.name()));
        }
        return port.filter(published -> published != address.port())
                .map(published -> new PublishedElsewhere(address, published));
    }

    private Optional<EnvFlaw> expanded() {
        try {
            return environment.file().flatMap(file -> EnvLint.of(file, Optional.empty()).stream()
                    .filter(EnvFlaw.PasswordExpanded.class::isInstance).findFirst());
        } catch (ProblemException e) {
            return Optional.empty(); // changed since it was opened
        }
    }
}
