package dev.lockkeeper.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The verbs by their names. Only the one that is asked for is loaded.
final class Verbs {

    /// In the order of the help.
    private static final List<String> NAMES = List.of("doctor", "bundle", "setup", "engine", "up", "container", "current",
            "history",
            "upgrade",
            "downgrade",
            "stamp",
            "adopt", "which", "diff", "plan", "apply", "resolve", "runs", "preview", "lint", "rehearse", "round-trip", "backup",
            "backups", "verify", "restore", "swap-back", "kept", "prune",
            "schedule", "key", "env", "users", "unlock");

    private Verbs() {}

    static List<Verb> all() {
        return NAMES.stream().map(name -> named(name).orElseThrow()).toList();
    }

    static boolean known(String name) {
        return NAMES.contains(name);
    }

    /// The verb that somebody who typed this probably meant.
    static Optional<String> like(String typed) {
        return NAMES.stream().filter(name -> distance(name, typed) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(name, typed)));
    }

    /// How many letters must be put in, taken out or changed.
    private static int distance(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    static Optional<Verb> named(String name) {
        return switch (name) {
            case "doctor" -> Optional.of(new DoctorVerb());
            case "bundle" -> Optional.of(new BundleVerb());
            case "engine" -> Optional.of(new EngineVerb());
            case "setup" -> Optional.of(new SetupVerb());
            case "up" -> Optional.of(new UpVerb());
            case "container" -> Optional.of(new ContainerVerb());
            case "current" -> Optional.of(new CurrentVerb());
            case "history" -> Optional.of(new HistoryVerb());
            case "upgrade" -> Optional.of(new MoveVerb(true));
            case "downgrade" -> Optional.of(new MoveVerb(false));
            case "stamp" -> Optional.of(new StampVerb(false));
            case "adopt" -> Optional.of(new StampVerb(true));
            case "which" -> Optional.of(new WhichVerb());
            case "diff" -> Optional.of(new DiffVerb());
            case "plan" -> Optional.of(new PlanVerb());
            case "apply" -> Optional.of(new ApplyVerb());
            case "resolve" -> Optional.of(new ResolveVerb());
            case "runs" -> Optional.of(new RunsVerb());
            case "preview" -> Optional.of(new PreviewVerb());
            case "lint" -> Optional.of(new LintVerb());
            case "rehearse" -> Optional.of(new RehearseVerb());
            case "round-trip" -> Optional.of(new RoundTripVerb());
            case "backup" -> Optional.of(new BackupVerb());
            case "backups" -> Optional.of(new BackupsVerb());
            case "verify" -> Optional.of(new VerifyVerb());
            case "restore" -> Optional.of(new RestoreVerb());
            case "swap-back" -> Optional.of(new SwapBackVerb());
            case "kept" -> Optional.of(new KeptVerb());
            case "prune" -> Optional.of(new PruneVerb());
            case "schedule" -> Optional.of(new ScheduleVerb());
            case "key" -> Optional.of(new KeyVerb());
            case "env" -> Optional.of(new EnvVerb());
            case "users" -> Optional.of(new UsersVerb());
            case "unlock" -> Optional.of(new UnlockVerb());
            default -> Optional.empty();
        };
    }
}
