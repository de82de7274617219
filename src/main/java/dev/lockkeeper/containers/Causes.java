package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ContainerAndImageMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import java.util.regex.Pattern;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ContainerExited;
import dev.lockkeeper.containers.ContainerProblem.ContainerNotStarted;
import dev.lockkeeper.containers.ContainerProblem.ContainerRestarting;
import dev.lockkeeper.containers.StartProblem.PortHeldByContainer;
import dev.lockkeeper.containers.StartProblem.PortHeldByProcess;
import dev.lockkeeper.containers.StartProblem.PortReserved;
import dev.lockkeeper.containers.StartProblem.PortTaken;
import dev.lockkeeper.containers.StartProblem.ComposeFileMalformed;
import dev.lockkeeper.containers.StartProblem.ComposeFileRefused;
import dev.lockkeeper.containers.StartProblem.VolumeUndefined;
import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Turns what happened ("exited with code 1", "Compose ended with code 1") into why it happened, where that can be proven. What cannot
/// stays as it was, in the original words.
public final class Causes {

    /// What takes services in from another file.
    private static final Pattern ELSEWHERE = Pattern.compile("(?m)^include\\s*:|^\\s+extends\\s*:");

    private final PortHolders holders;
    private final Supplier<Optional<String>> image;
    private final Predicate<String> here;
    private final Supplier<Optional<ComposeText>> file;

    /// As many of Compose's words are shown, with the place in the file before them.
    private static final int SAID = 19;

    public Causes(PortHolders holders) {
        this(holders, Optional::empty, _ -> true, Optional::empty);
    }

    /// `image` tells the one that the Compose file names, `here` whether the engine has an image of that name; `file` is the Compose file.
    public Causes(PortHolders holders, Supplier<Optional<String>> image, Predicate<String> here,
            Supplier<Optional<ComposeText>> file) {
        this.holders = holders;
        this.image = image;
        this.here = here;
        this.file = file;
    }

    /// The cause of a problem, or the problem itself. May ask the system who has a port: not on the screen's thread.
    public Problem of(Problem problem) {
        return switch (problem) {
            case ContainerExited(var service, int exitCode, _, var log) ->
                cause(problem, EndCauses.of(new Ended(service, exitCode, false, log), false).map(this::written));
            case ContainerRestarting(var service, int exitCode, _, var log) ->
                cause(problem, EndCauses.of(new Ended(service, exitCode, true, log), false).map(this::written));
            case ContainerMissing missing -> cause(problem, unmade(missing));
            case ContainerNotStarted(_, var reason) -> start(problem, List.of(reason));
            case ComposeFailed(_, _, var lines) -> start(problem, lines);
            default -> problem;
        };
    }

    /// What there is not to make a container from.
    private Optional<Problem> unmade(ContainerMissing missing) {
        return file.get().filter(text -> lacks(text, missing.service()))
                .<Problem>map(text -> new StartProblem.ServiceMissing(missing.service(),
                        List.of(text.file() + ": " + String.join(", ", text.services()))))
                .or(() -> file.get().flatMap(text -> text.image(missing.service())).filter(name -> !here.test(name))
                        .map(name -> new ContainerAndImageMissing(missing.service(), missing.project(), name)));
    }

    /// Whether the whole file is known and has neither the service nor another with a database.
    private static boolean lacks(ComposeText text, String service) {
        return !text.services().isEmpty() && text.databases().isEmpty() && !text.services().contains(service)
                && !ELSEWHERE.matcher(text.text()).find();
    }

    /// The operation, whose failures come with their cause.
    public <T> Operation<T> explaining(Operation<T> operation) {
        return (journal, stop) -> {
            try {
                return operation.run(journal, stop);
            } catch (ProblemException e) {
                Problem cause = of(e.problem());
                throw cause.equals(e.problem()) ? e : new ProblemException(cause, e);
            }
        };
    }

    private Problem start(Problem problem, List<String> said) {
        return cause(problem, StartCauses.of(said).map(this::named).map(this::placed));
    }

    /// What Compose has against its file, with the place in the file, which its words name in many ways or not at all.
    private StartProblem placed(StartProblem problem) {
        return switch (problem) {
            case ComposeFileMalformed(var line, var reason, var said) -> new ComposeFileMalformed(line, reason, placed(said));
            case ComposeFileRefused(var reason, var said) -> new ComposeFileRefused(reason, placed(said));
            case VolumeUndefined(var volume, var said) -> new VolumeUndefined(volume, placed(said));
            default -> problem;
        };
    }

    /// A locale, with whether the Compose file names it.
    private EndProblem written(EndProblem problem) {
        return problem instanceof EndProblem.LocaleInvalid(var locale, _, var ended)
                ? new EndProblem.LocaleInvalid(locale, file.get().filter(known -> known.text().contains(locale)).isPresent(),
                        ended)
                : problem;
    }

    private List<String> placed(List<String> said) {
        return file.get().map(text -> {
            List<String> all = new ArrayList<>();
            all.add(text.file() + text.lineOf(String.join("\n", said)).map(line -> ":" + line).orElse(""));
            all.addAll(said.subList(Math.max(0, said.size() - SAID), said.size()));
            return List.copyOf(all);
        }).orElse(said);
    }

    private static Problem cause(Problem problem, Optional<? extends Problem> cause) {
        return cause.isPresent() ? cause.get() : problem;
    }

    /// A taken port, with the name of who has it.
    private StartProblem named(StartProblem problem) {
        return switch (problem) {
            case PortTaken(var port, var said) when port.matches("\\d{1,5}") ->
                holders.of(Integer.parseInt(port)).map(holder -> held(Integer.parseInt(port), holder, said)).orElse(problem);
            case PortReserved(var port, _, var said) when port.matches("\\d{1,5}") ->
                holders.of(Integer.parseInt(port)).filter(PortHolder.Reserved.class::isInstance)
                        .map(holder -> held(Integer.parseInt(port), holder, said)).orElse(problem);
            case StartProblem.ImageMissing(var name, var said) when name.equals(StartCauses.UNNAMED) ->
                new StartProblem.ImageMissing(image.get().orElse(name), said);
            case StartProblem.ImageRefused(var name, var said) when name.equals(StartCauses.UNNAMED) ->
                new StartProblem.ImageRefused(image.get().orElse(name), said);
            default -> problem;
        };
    }

    private static StartProblem held(int port, PortHolder holder, List<String> said) {
        return switch (holder) {
            case PortHolder.Program(long pid, var program) -> new PortHeldByProcess(port, pid, program, said);
            case PortHolder.Container(var name) -> new PortHeldByContainer(port, name, said);
            case PortHolder.Reserved(int from, int to) -> new PortReserved(String.valueOf(port), from + "–" + to, said);
        };
    }
}
