package dev.lockkeeper.containers;

import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.operation.ProblemException;
import java.util.Optional;

/// The engine, and the program that runs it: where the one is off, it says what is known of the other.
public record EngineRoom(Engine engine, Desktop desktop) implements Engine {

    @Override
    public EngineFacts ask() {
        try {
            return engine.ask();
        } catch (ProblemException e) {
            throw switch (e.problem()) {
                case EngineStopped(var address, var evidence, var _) -> {
                    DesktopFacts facts = desktop.look();
                    // its program comes up long before the place where the engine listens
                    yield new ProblemException(facts.running()
                            ? new EngineStarting(address, evidence)
                            : new EngineStopped(address, evidence, Optional.of(facts)), e);
                }
                case EngineAbsent(var address) -> {
                    DesktopFacts facts = desktop.look();
                    // installed where only the registry knows
                    yield facts.startable()
                            ? new ProblemException(new EngineStopped(address, address + ": not there", Optional.of(facts)), e)
                            : e;
                }
                default -> e;
            };
        }
    }

    @Override
    public void ping() {
        engine.ping();
    }

    /// Starts the engine and waits until it serves.
    public StartEngine start() {
        return new StartEngine(engine, desktop);
    }
}
