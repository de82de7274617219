package dev.lockkeeper.app;

import dev.lockkeeper.containers.ServiceChoice;
import java.nio.file.Path;
import java.util.Optional;

/// The chosen Compose project and the chosen service, in small files of the console's own folder. Read anew each time: another console may
/// have chosen.
record KeptChoice(Path file) implements ServiceChoice {

    @Override
    public Optional<String> project() {
        return read(file);
    }

    @Override
    public void choose(Optional<String> project) {
        new KeptLine(file).keep(project);
    }

    @Override
    public Optional<String> service() {
        return read(ofService());
    }

    @Override
    public void chooseService(Optional<String> service) {
        new KeptLine(ofService()).keep(service);
    }

    private Path ofService() {
        return file.resolveSibling(file.getFileName() + ".service");
    }

    private static Optional<String> read(Path from) {
        return new KeptLine(from).read().filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*"));
    }
}
