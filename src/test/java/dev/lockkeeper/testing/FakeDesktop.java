package dev.lockkeeper.testing;

import dev.lockkeeper.containers.Desktop;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.Wsl;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.util.Optional;

/// A Docker Desktop that is as the test says.
public final class FakeDesktop implements Desktop {

    public static final DesktopFacts INSTALLED = new DesktopFacts(DesktopFacts.Kind.DESKTOP,
            Optional.of("C:\\Program Files\\Docker\\Docker"), Optional.of("4.38.0"), false, "docker desktop start --detach");
    public static final DesktopFacts SERVICE = new DesktopFacts(DesktopFacts.Kind.SERVICE, Optional.empty(), Optional.empty(),
            false,
            "sudo systemctl start docker");
    public static final DesktopFacts ABSENT = new DesktopFacts(DesktopFacts.Kind.ABSENT, Optional.empty(), Optional.empty(),
            false,
            "");

    public volatile DesktopFacts facts = INSTALLED;
    public volatile Optional<String> fault = Optional.empty();
    public volatile Optional<Wsl> wsl = Optional.empty();
    public volatile int launched;
    public volatile Runnable launching = () -> {};

    @Override
    public DesktopFacts look() {
        return facts;
    }

    @Override
    public Optional<String> fault() {
        return fault;
    }

    @Override
    public Optional<Wsl> wsl() {
        return wsl;
    }

    @Override
    public void start(Journal journal, StopSignal stop) {
        switch (facts.kind()) {
            case ABSENT -> throw new ProblemException(new EngineProblem.EngineAbsent(""));
            case SERVICE -> throw new ProblemException(new EngineProblem.EngineByHand(facts.command()));
            case DESKTOP -> {
                synchronized (this) {
                    launched++;
                }
                launching.run();
            }
        }
    }
}
