package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;

/// Gives the database's role the password that the environment file says, where the volume was made with another one. The data stays.
public final class SetPassword implements Operation<Boolean> {

    private final Containers containers;
    private final InsideServer inside;
    private final Address address;
    private final Secret password;
    private final Runnable login;
    private final Path project;

    /// `login` throws where the database does not let us in.
    public SetPassword(Containers containers, InsideServer inside, Address address, Secret password, Runnable login,
            Path project) {
        this.containers = containers;
        this.inside = inside;
        this.address = address;
        this.password = password;
        this.login = login;
        this.project = project;
    }

    @Override
    public Boolean run(Journal journal, StopSignal stop) {
        journal.plan(List.of(Message.of("step.set-password", address.user()), Message.of("step.log-in")));
        journal.step(1);
        ContainerFacts container = containers.find()
                .orElseThrow(() -> new ProblemException(new ContainerMissing(containers.service(), project)));
        stop.heed(Message.of("state.password-not-set"));
        journal.command("docker exec -it " + container.name() + " psql -U " + address.user() + " -d "
                + address.database() + " -c '\\password'");
        inside.setPassword(container, address, password);
        journal.step(2);
        login.run();
        journal.line(Source.KEEPER, Level.OK, address.toString());
        return true;
    }
}
