package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.containers.DesktopFacts.Kind;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineByHand;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What whoever stands behind [Desktop] keeps to.
public abstract class DesktopContract {

    /// Docker Desktop, installed and not running.
    protected abstract Desktop off() throws Exception;

    /// A machine without Docker.
    protected abstract Desktop absent() throws Exception;

    /// An engine that is a service of the system.
    protected abstract Desktop service() throws Exception;

    /// How often something was launched so far.
    protected abstract int launched();

    @Test
    void looking_starts_nothing_and_says_the_same_again() throws Exception {
        for (Desktop desktop : new Desktop[]{off(), absent(), service()}) {
            DesktopFacts first = desktop.look();
            assertThat(desktop.look()).isEqualTo(first);
            assertThat(first.running()).isFalse();
            assertThat(desktop.fault()).isEmpty();
        }
        assertThat(launched()).isZero();
    }

    @Test
    void what_is_installed_says_where_and_how_it_is_started_and_is_launched_once() throws Exception {
        Desktop desktop = off();
        DesktopFacts facts = desktop.look();
        assertThat(facts.kind()).isEqualTo(Kind.DESKTOP);
        assertThat(facts.startable()).isTrue();
        assertThat(facts.place()).isPresent();
        assertThat(facts.command()).isNotBlank();
        desktop.start(Journal.silent(), new StopSignal());
        assertThat(launched()).isEqualTo(1);
    }

    @Test
    void nothing_is_launched_where_nothing_is_installed() throws Exception {
        Desktop desktop = absent();
        assertThat(desktop.look()).isEqualTo(new DesktopFacts(Kind.ABSENT, Optional.empty(), Optional.empty(), false, ""));
        assertThatThrownBy(() -> desktop.start(Journal.silent(), new StopSignal())).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(EngineAbsent.class));
        assertThat(launched()).isZero();
    }

    @Test
    void a_service_is_never_started_only_its_command_is_said() throws Exception {
        Desktop desktop = service();
        assertThat(desktop.look().kind()).isEqualTo(Kind.SERVICE);
        assertThat(desktop.look().command()).isNotBlank();
        assertThatThrownBy(() -> desktop.start(Journal.silent(), new StopSignal())).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new EngineByHand(desktop.look().command())));
        assertThat(launched()).isZero();
    }
}
