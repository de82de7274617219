package dev.lockkeeper.containers;

import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.containers.ContainerProblem.VolumeInUseTwice;
import dev.lockkeeper.containers.ServiceFacts.Attached;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;
import java.util.Optional;

/// Compose, but for starting a second server on the same data: each would be process 1 of its container and take the other's lock for its own.
public final class OneServerPerVolume implements Compose {

    private final Compose compose;
    private final Services services;
    private final Volumes volumes;

    public OneServerPerVolume(Compose compose, Services services, Volumes volumes) {
        this.compose = compose;
        this.services = services;
        this.volumes = volumes;
    }

    @Override
    public String service() {
        return compose.service();
    }

    @Override
    public List<String> candidates() {
        return compose.candidates();
    }

    @Override
    public String command(Deed deed) {
        return compose.command(deed);
    }

    @Override
    public Optional<ComposeText> text() {
        return compose.text();
    }

    @Override
    public void run(Deed deed, Journal journal, StopSignal stop) {
        if (!deed.starts()) {
            compose.run(deed, journal, stop);
            return;
        }
        Optional<ServiceFacts> before = services.look();
        before.flatMap(ServiceFacts::data).or(this::expected).ifPresent(mount -> alone(mount, before));
        compose.run(deed, journal, stop);
        // The file may have meant another volume than could be told beforehand.
        Optional<ServiceFacts> after = services.look();
        try {
            after.flatMap(ServiceFacts::data).ifPresent(mount -> alone(mount, after));
        } catch (ProblemException e) {
            compose.run(Deed.STOP, journal, new StopSignal());
            throw e;
        }
    }

    private Optional<Attached> expected() {
        return compose.text().flatMap(text -> text.volume(compose.service()))
                .map(name -> new Attached(name, "/var/lib/postgresql/data", true));
    }

    private void alone(Attached mount, Optional<ServiceFacts> ours) {
        String own = ours.map(facts -> facts.container().id()).orElse("");
        volumes.users(mount).stream().filter(Volumes.User::running).filter(user -> !user.id().equals(own)).findFirst()
                .ifPresent(other -> {
                    throw new ProblemException(new VolumeInUseTwice(mount.source(), other.name(),
                            ours.map(facts -> facts.container().name()).orElse(SERVICE)));
                });
    }
}
