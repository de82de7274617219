package dev.lockkeeper.cli;

import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.Ailment;
import dev.lockkeeper.operation.Problem;
import java.util.stream.Stream;
import dev.lockkeeper.containers.Actions;
import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.Deed;
import dev.lockkeeper.containers.Ending;
import dev.lockkeeper.containers.HealthCheck.Probe;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceFacts.Port;
import dev.lockkeeper.containers.Tending;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.containers.VolumeReset;
import dev.lockkeeper.containers.VolumeReset.Backing;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `container`: looks at the database's container, and does with it what the containers page can do.
final class ContainerVerb implements Verb {

    private static final int LOG_LINES = 200;

    @Override
    public String name() {
        return "container";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("ACTION")
                .description(words.say("cli.parameter.container")).build());
        spec.addPositional(PositionalParamSpec.builder().index("1").arity("0..1").type(String.class).paramLabel("FILE|PROJECT")
                .description(words.say("cli.parameter.container.of")).build());
        spec.addOption(OptionSpec.builder("--no-backup").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.no-backup")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        if (!desk.environment().inContainer()) {
            throw new ProblemException(new CommandProblem.NothingToBringUp(desk.environment().name()));
        }
        String action = asked.parameter().orElse("status");
        return switch (action) {
            case "status" -> status(desk.tending(), voice);
            case "start", "stop", "restart", "recreate", "unpause", "pull" ->
                act(Deed.valueOf(action.toUpperCase(Locale.ROOT)), asked, desk, voice, work);
            case "load" -> load(file(asked, voice), desk, voice, work);
            case "prune" -> prune(asked, desk, voice, work);
            case "choose" -> choose(asked, desk, voice);
            case "reset-volume" -> reset(asked, desk, voice, work);
            default -> throw usage(voice);
        };
    }

    private static ProblemException usage(Voice voice) {
        return new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.container")));
    }

    private static Path file(Asked asked, Voice voice) {
        try {
            return Path.of(asked.second().orElseThrow(() -> usage(voice)));
        } catch (InvalidPathException e) {
            throw new ProblemException(new CommandProblem.Usage(String.valueOf(e.getMessage())), e);
        }
    }

    private static ExitCode status(Tending tending, Voice voice) {
        Optional<ServiceFacts> found = tending.seen().services().look();
        if (found.isEmpty()) {
            voice.tell(new JsonLine().put("condition", "none").put("exit", ExitCode.ATTENTION.number()),
                    voice.say("cli.container.none"));
            return ExitCode.ATTENTION;
        }
        ServiceFacts facts = found.get();
        Optional<Ending> ending = facts.condition().alive() || facts.condition() == Condition.CREATED
                ? Optional.empty()
                : facts.ending(tending.seen().containers().logTail(facts.container().id(), LOG_LINES));
        Optional<Problem> shared = Ailment.secondServer(facts.container(), tending.seen().containers());
        List<Problem> weak = Stream.concat(shared.stream(), tending.weaknesses(facts).stream()).toList();
        ExitCode code = shared.isPresent() ? ExitCode.FAILED : switch (facts.condition()) {
            case HEALTHY, RUNNING -> weak.isEmpty() ? ExitCode.DONE : ExitCode.ATTENTION;
            case CREATED, STARTING, PAUSED -> ExitCode.ATTENTION;
            case UNHEALTHY, RESTARTING, EXITED, REMOVED -> ExitCode.FAILED;
        };
        List<JsonLine> findings = weak.stream().map(voice::describe).toList();
        voice.tell(object(facts, ending, voice).put("findings", findings).put("exit", code.number()),
                lines(facts, ending, voice));
        weak.forEach(problem -> voice.show(voice.explain(problem, Optional.empty())));
        return code;
    }

    private static JsonLine object(ServiceFacts facts, Optional<Ending> ending, Voice voice) {
        List<JsonLine> probes = facts.check().probes().stream().map(probe -> new JsonLine().put("at", probe.at())
                .put("exitCode", probe.exitCode()).put("millis", probe.took().toMillis()).put("output", probe.output())).toList();
        List<JsonLine> mounts = facts.ways().mounts().stream()
                .map(mount -> new JsonLine().put("source", mount.source()).put("at", mount.at()).put("volume", mount.volume()))
                .toList();
        return new JsonLine().put("container", facts.container().name()).put("id", facts.container().id())
                .put("project", facts.origin().project()).put("service", facts.origin().service())
                .put("condition", facts.condition().name().toLowerCase(Locale.ROOT))
                .put("state", facts.container().state().name().toLowerCase(Locale.ROOT))
                .put("health", facts.container().health().name().toLowerCase(Locale.ROOT))
                .put("image", facts.image().name()).put("imageId", facts.image().id())
                .put("restarts", facts.container().restarts()).put("policy", facts.policy())
                .put("ports", facts.ways().ports().stream().map(Port::toString).toList()).put("mounts", mounts)
                .put("createdAt", facts.createdAt()).put("startedAt", facts.container().startedAt())
                .put("finishedAt", facts.container().finishedAt())
                .put("uptimeSeconds", facts.uptime(Instant.now()).map(Duration::toSeconds))
                .put("exitCode", ending.map(Ending::exitCode)).put("outOfMemory", ending.map(Ending::outOfMemory))
                .put("signal", ending.flatMap(Ending::signal)).put("fatal", ending.flatMap(Ending::fatal))
                .put("ending", ending.map(known -> voice.say(known.words()))).put("probes", probes);
    }

    private static List<String> lines(ServiceFacts facts, Optional<Ending> ending, Voice voice) {
        Columns table = new Columns();
        table.row(voice.say("cli.container.service"),
                facts.origin().project() + " · " + facts.origin().service() + " · " + facts.container().id().substring(0, 12));
        table.row(voice.say("cli.container.image"), facts.image().name());
        facts.ways().ports().forEach(port -> table.row(voice.say("cli.container.port"), port.toString()));
        facts.data().ifPresent(mount -> table.row(voice.say("cli.container.volume"), mount.source()));
        table.row(voice.say("cli.container.policy"),
                voice.say("cli.container.policy.of", facts.policy().toString(), facts.container().restarts()));
        facts.uptime(Instant.now()).ifPresent(up -> table.row(voice.say("cli.container.up"),
                voice.say("cli.container.up.of", up.toHours(), up.toMinutesPart(), up.toSecondsPart())));
        ending.ifPresent(known -> {
            table.row(voice.say("cli.container.ended"), voice.say(known.words()));
            known.fatal().ifPresent(line -> table.row("", line));
        });
        for (Probe probe : facts.check().probes()) {
            table.row(voice.say("cli.container.probes"), HistoryVerb.clock(probe.at()) + "  (" + probe.exitCode() + ") "
                    + probe.output().replace('\n', ' '));
        }
        List<String> lines = new ArrayList<>();
        lines.add(facts.container().name() + ": " + voice.say(facts.condition().words(facts.container().exitCode())));
        lines.addAll(table.lines());
        return lines;
    }

    private static ExitCode act(Deed deed, Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Actions actions = desk.tending().actions();
        boolean cuts = deed == Deed.STOP || deed == Deed.RESTART || deed == Deed.RECREATE;
        voice.note("$ " + actions.command(deed));
        if (cuts) {
            asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.deed", Message.of(deed.key())), voice);
        }
        return work.run(Message.of(deed.key()), id -> actions.doing(deed, id), (done, ended) -> {
            JsonLine object = new JsonLine().put("deed", deed.name().toLowerCase(Locale.ROOT));
            done.service().ifPresent(facts -> object.put("container", facts.container().name()).put("condition",
                    facts.condition().name().toLowerCase(Locale.ROOT)));
            String line = done.service().filter(_ -> deed != Deed.PULL)
                    .map(facts -> voice.say("cli.container.done", facts.container().name(),
                            facts.condition().words(facts.container().exitCode()), MoveVerb.seconds(ended.took())))
                    .orElseGet(() -> voice.say("cli.container.pulled", MoveVerb.seconds(ended.took())));
            voice.tell(object.put("images", done.images()).put("millis", ended.took().toMillis())
                    .put("exit", ExitCode.DONE.number()).put("log", ended.log()), line);
            return ExitCode.DONE;
        });
    }

    private static ExitCode load(Path file, Desk desk, Voice voice, Work work) throws InterruptedException {
        Actions actions = desk.tending().actions();
        voice.note("$ " + actions.loadCommand(file));
        return work.run(Message.of("deed.load"), _ -> actions.loading(file), (done, ended) -> {
            voice.tell(new JsonLine().put("deed", "load").put("images", done.images()).put("millis", ended.took().toMillis())
                    .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                    voice.say("cli.container.loaded", String.join(", ", done.images()), MoveVerb.seconds(ended.took())));
            return ExitCode.DONE;
        });
    }

    /// Says what would go and how much room comes free, asks, removes it and checks. With nothing to remove there is nothing to ask.
    private static ExitCode prune(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Actions actions = desk.tending().actions();
        List<UnusedImage> unused = actions.unused();
        if (unused.isEmpty()) {
            voice.tell(new JsonLine().put("deed", "prune").put("removed", 0).put("bytes", 0)
                    .put("exit", ExitCode.DONE.number()), voice.say("cli.container.prune.nothing"));
            return ExitCode.DONE;
        }
        Columns table = new Columns();
        unused.forEach(image -> table.row(image.shortId(), HistoryVerb.clock(image.made()),
                BackupVerb.size(image.bytes(), voice)));
        table.lines().forEach(voice::note);
        long bytes = unused.stream().mapToLong(UnusedImage::bytes).sum();
        String room = BackupVerb.size(bytes, voice);
        voice.note(voice.say("cli.container.prune.room", unused.size(), room));
        voice.note("$ " + actions.pruneCommand(unused));
        asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.images", unused.size(), room), voice);
        return work.run(Message.of("deed.prune"), _ -> actions.pruning(unused, false), (done, ended) -> {
            voice.tell(new JsonLine().put("deed", "prune").put("removed", done.removed().size())
                    .put("images", done.removed().stream().map(UnusedImage::id).toList()).put("bytes", done.bytes())
                    .put("millis", ended.took().toMillis()).put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                    voice.say("cli.container.pruned", done.removed().size(), BackupVerb.size(done.bytes(), voice),
                            MoveVerb.seconds(ended.took())));
            return ExitCode.DONE;
        });
    }

    private static ExitCode choose(Asked asked, Desk desk, Voice voice) {
        String project = asked.second().filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*"))
                .orElseThrow(() -> usage(voice));
        if (desk.tending().compose().candidates().contains(project)) {
            desk.tending().choice().chooseService(Optional.of(project));
            voice.tell(new JsonLine().put("service", project).put("exit", ExitCode.DONE.number()),
                    voice.say("cli.container.chosen.service", project));
            return ExitCode.DONE;
        }
        List<String> several = desk.tending().seen().containers().several();
        if (several.stream().noneMatch(one -> one.startsWith(project + ": "))) {
            throw new ProblemException(several.isEmpty()
                    ? new CommandProblem.Usage(voice.say("cli.container.choose.unknown", project))
                    : new ContainerProblem.SeveralServices(several));
        }
        desk.tending().choice().choose(Optional.of(project));
        voice.tell(new JsonLine().put("project", project).put("exit", ExitCode.DONE.number()),
                voice.say("cli.container.chosen", project));
        return ExitCode.DONE;
    }

    /// The volume's name has to be typed, and where no proven backup stands behind it, `--no-backup` besides.
    private static ExitCode reset(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        VolumeReset reset = desk.tending().reset();
        VolumeReset.Preview preview = reset.preview();
        Backing backing = asked.flag("--no-backup") ? Backing.DECLINED : Backing.PROVEN;
        preview.refusal().filter(_ -> backing == Backing.PROVEN || !preview.declinable()).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        voice.note(voice.say("cli.container.reset.volume", preview.volume(), preview.bytes().isPresent()
                ? BackupVerb.size(preview.bytes().getAsLong(), voice)
                : voice.say("cli.container.reset.size-unknown")));
        voice.note(preview.backup().filter(_ -> preview.refusal().isEmpty())
                .map(known -> voice.say("cli.container.reset.backup", known.name(), HistoryVerb.clock(known.at())))
                .orElseGet(() -> voice.paint("33", voice.say("cli.container.reset.no-backup"))));
        preview.commands().forEach(command -> voice.note("$ " + command));
        confirm(preview.volume(), asked, voice);
        return work.run(Message.of("deed.reset"), id -> reset.resetting(preview.volume(), backing, id), (done, ended) -> {
            List<String> lines = new ArrayList<>(
                    List.of(voice.say("cli.container.reset.done", done.volume(), MoveVerb.seconds(ended.took()))));
            done.restorable().ifPresent(known -> lines.add(voice.say("cli.container.reset.restore", known.name())));
            voice.tell(new JsonLine().put("volume", done.volume()).put("container", done.container().name())
                    .put("restorable", done.restorable().map(known -> known.name())).put("exit", ExitCode.DONE.number())
                    .put("log", ended.log()), lines);
            return ExitCode.DONE;
        });
    }

    private static void confirm(String volume, Asked asked, Voice voice) {
        String given = asked.text("--confirm")
                .or(() -> voice.ask(Message.of("cli.ask.name", Message.of("cli.ask.reset", volume), volume)))
                .orElseThrow(() -> new ProblemException(
                        new CommandProblem.ConfirmationMissing(volume, "--confirm=" + volume)));
        if (!given.equals(volume)) {
            throw new ProblemException(new CommandProblem.ConfirmationWrong(volume, given));
        }
    }
}
