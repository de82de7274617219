package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.InsideServer;
import dev.lockkeeper.environment.EnvFlaw;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem.PasswordWrong;
import dev.lockkeeper.readiness.ConnectionProblem.PwVolumeMismatch;
import java.util.Optional;

/// Tells a password that was mistyped from one that the volume does not know because it was made with another.
public final class PasswordCause {

    private final Environment environment;
    private final InsideServer inside;

    public PasswordCause(Environment environment, InsideServer inside) {
        this.environment = environment;
        this.inside = inside;
    }

    /// The cause of a refused login, or the problem itself. Asks the container: not on the screen's thread.
    Problem of(Problem problem, Optional<ContainerFacts> container) {
        if (!(problem instanceof PasswordWrong(var address, var evidence))) {
            return problem;
        }
        Optional<EnvFlaw> expanded = expanded();
        if (expanded.isPresent()) {
            return expanded.get();
        }
        return container.filter(facts -> inside.opens(facts, address))
                .<Problem>map(facts -> new PwVolumeMismatch(address, facts.volume().orElse("?"), evidence)).orElse(problem);
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
