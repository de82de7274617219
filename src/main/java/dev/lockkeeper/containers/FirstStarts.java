package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.containers.ContainerProblem.FirstStartUnfinished;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The volumes whose first start is known to have broken off. Only the log of the container that was there tells, and goes with it; a server
/// that starts on such a volume later leaves no trace of it in there. So what was seen is kept, for as long as the volume is the same.
public final class FirstStarts {

    private final Path folder;
    private final Function<String, Optional<String>> made;

    /// Kept in `folder`; `made` tells when a volume was made, which tells it from another of its name.
    public FirstStarts(Path folder, Function<String, Optional<String>> made) {
        this.folder = folder;
        this.made = made;
    }

    /// Keeps what the log of the project's container tells now, where it tells anything. Never throws a problem: it comes after one.
    public void look(Containers containers) {
        try {
            containers.find().ifPresent(facts -> note(facts, containers));
        } catch (ProblemException e) {
            // told by whoever asks in earnest
        }
    }

    /// The same for a container that is known.
    public void note(ContainerFacts facts, Containers containers) {
        try {
            FirstStart.brokenOff(facts, FirstStart.log(facts, containers)).ifPresent(problem -> keep(facts, problem));
        } catch (ProblemException e) {
            // as above
        }
    }

    /// That the first start of the container's volume broke off, as its log tells, else as that of a container before it told.
    public Optional<ContainerProblem> unfinished(ContainerFacts facts, Containers containers) {
        List<String> log = FirstStart.log(facts, containers);
        Optional<ContainerProblem> seen = FirstStart.unfinished(facts, log);
        seen.ifPresent(problem -> keep(facts, (FirstStartUnfinished) problem));
        return seen.isPresent() || FirstStart.finished(log) ? seen : kept(facts);
    }

    /// That what a container ended by is what a first start left that broke off: then no setting mends it. Empty for any other end.
    public Optional<Problem> behind(Problem end, ContainerFacts facts, Containers containers) {
        boolean maybe = switch (end) {
            case EndProblem.ConfigurationInvalid(var where, _) -> where.contains("pg_hba.conf");
            case EndProblem.DataFilesMissing _ -> true;
            default -> false;
        };
        if (!maybe) {
            return Optional.empty();
        }
        try {
            return unfinished(facts, containers).or(() -> {
                Optional<FirstStartUnfinished> left = FirstStart.leftovers(facts, FirstStart.log(facts, containers));
                left.ifPresent(problem -> keep(facts, problem));
                return left;
            }).map(problem -> problem);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private void keep(ContainerFacts facts, FirstStartUnfinished problem) {
        file(facts).ifPresent(file -> {
            try {
                PrivateFiles.makeFolder(folder);
                PrivateFiles.write(file, problem.where() + "\n" + String.join("\n", problem.log()) + "\n");
            } catch (IOException e) {
                // then the log alone tells, as long as it is there
            }
        });
    }

    private Optional<ContainerProblem> kept(ContainerFacts facts) {
        return file(facts).filter(Files::isRegularFile).flatMap(file -> {
            try {
                List<String> lines = Files.readAllLines(file);
                return lines.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new FirstStartUnfinished(facts.name(), facts.volume().orElse("?"), lines.getFirst(),
                                List.copyOf(lines.subList(1, lines.size()))));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /// Empty where it cannot be told which volume it is.
    private Optional<Path> file(ContainerFacts facts) {
        try {
            return facts.volume().flatMap(volume -> made.apply(volume).map(at -> volume + " " + at))
                    .map(volume -> folder.resolve(name(volume) + ".txt"));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static String name(String volume) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(volume.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
