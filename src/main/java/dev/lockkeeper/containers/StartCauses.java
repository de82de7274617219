package dev.lockkeeper.containers;

import static dev.lockkeeper.containers.Rule.when;

import dev.lockkeeper.containers.StartProblem.ComposeFileMalformed;
import dev.lockkeeper.containers.StartProblem.ComposeFileRefused;
import dev.lockkeeper.containers.StartProblem.EngineDiskFull;
import dev.lockkeeper.containers.StartProblem.EngineTooOldForFile;
import dev.lockkeeper.containers.StartProblem.EnvFileRefused;
import dev.lockkeeper.containers.StartProblem.ImageMissing;
import dev.lockkeeper.containers.StartProblem.ImageRefused;
import dev.lockkeeper.containers.StartProblem.InUseElsewhere;
import dev.lockkeeper.containers.StartProblem.MountRefused;
import dev.lockkeeper.containers.StartProblem.NameTaken;
import dev.lockkeeper.containers.StartProblem.NetworksExhausted;
import dev.lockkeeper.containers.StartProblem.PortReserved;
import dev.lockkeeper.containers.StartProblem.PortTaken;
import dev.lockkeeper.containers.StartProblem.RuntimeRefused;
import dev.lockkeeper.containers.StartProblem.ServiceMissing;
import dev.lockkeeper.containers.StartProblem.VariableMissing;
import dev.lockkeeper.containers.StartProblem.VolumeUndefined;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads from the words of Compose, old and new, and of the engine why a container was not made or started.
final class StartCauses {

    private static final Pattern PORT = Pattern.compile("(?:\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-f:]*\\]):(\\d+)");
    private static final Pattern IMAGE = Pattern.compile(
            "(?:No such image: |unable to get image '|Pulling \\S+ \\(|manifest for |pull access denied for )([^\\s',)]+)");

    private StartCauses() {}

    static Optional<StartProblem> of(List<String> said) {
        return Rule.first(rules(said), String.join("\n", said));
    }

    /// Where the engine's words name no image.
    static final String UNNAMED = "?";

    private static List<Rule<StartProblem>> rules(List<String> said) {
        return List.of(
                when("([^\n]*(?:port is already allocated|address already in use|Only one usage of each socket address))",
                        found -> new PortTaken(port(found.group(1)), said)),
                when("([^\n]*forbidden by its access permissions)", found -> new PortReserved(port(found.group(1)), "", said)),
                when("pull access denied|manifest unknown|manifest for \\S+ not found|requested access to the resource is denied",
                        _ -> new ImageRefused(image(said), said)),
                when("no such image|registry-1\\.docker\\.io|lookup \\S+(?: on \\S+)?: no such host"
                        + "|failed to resolve reference|Get \"https?://[^\"\\s]+/v2/[^\n]*(?:dial tcp|timeout|EOF|TLS|x509|http: server gave)"
                        + "|Client\\.Timeout exceeded while awaiting headers",
                        _ -> new ImageMissing(image(said), said)),
                when("required variable (\\S+) is missing a value", found -> new VariableMissing(found.group(1), said)),
                when("Missing mandatory value for \"\\w+\" option interpolating \\{[^}]*\\$\\{(\\w+)",
                        found -> new VariableMissing(found.group(1), said)),
                when("container name \"/?([^\"]+)\" is already in use", found -> new NameTaken(found.group(1), said)),
                when("failed to read [^\n]*\\.env[^\n:]*: line (\\d+): ([^\n]+)",
                        found -> new EnvFileRefused(found.group(1), withoutValue(found.group(2)), said)),
                when("(couldn't find env file|env file [^\n]* not found)[^\n]*",
                        found -> new EnvFileRefused("0", found.group(1), said)),
                when("^yaml: line (\\d+): ([^\n]+)", found -> new ComposeFileMalformed(found.group(1), found.group(2), said)),
                when("yaml\\.\\w+\\.\\w+Error: ([^\n]+)\n[^\n]*line (\\d+)",
                        found -> new ComposeFileMalformed(found.group(2), found.group(1), said)),
                when("^yaml: unmarshal errors:\\s+line (\\d+): ([^\n]+)",
                        found -> new ComposeFileMalformed(found.group(1), found.group(2), said)),
                when("^yaml: ([^\n]+)", found -> new ComposeFileMalformed("?", found.group(1), said)),
                when("can't set ([\\w.]+) as feature require Docker Engine (v?\\d+)[^\n]*",
                        found -> new EngineTooOldForFile("Docker Engine " + found.group(2) + " (" + found.group(1) + ")", said)),
                when("refers to undefined volume ([^\\s:]+)", found -> new VolumeUndefined(found.group(1), said)),
                when("no such service: (\\S+)", found -> new ServiceMissing(found.group(1), said)),
                when("validating [^\n]+?: ([^\n]+)", found -> new ComposeFileRefused(found.group(1), said)),
                when("(Unsupported config option for [^\n]+|Invalid hostPort: \\S+|[^\n]*invalid compose project[^\n]*"
                        + "|error while interpolating [^\n]+|empty compose file"
                        + "|[\\w.]+ contains an invalid type[^\n]*|services\\.\\S+ must be an? \\w+[^\n]*"
                        + "|additional properties? [^\n]+)", found -> new ComposeFileRefused(found.group(1), said)),
                when("(invalid mount config[^\n]*|mount path must be absolute[^\n]*|bind source path does not exist[^\n]*"
                        + "|mounts denied[^\n]*|[^\n]*is not shared from the host[^\n]*"
                        + "|external volume \"[^\"]+\" not found[^\n]*|Volume \\S+ declared as external, but could not be found[^\n]*)",
                        found -> new MountRefused(found.group(1).strip(), said)),
                when("non-overlapping IPv4 address pool|all predefined address pools have been fully subnetted",
                        _ -> new NetworksExhausted(said)),
                when("no space left on device", _ -> new EngineDiskFull(said)),
                when("((?:volume|network) [^\n]*(?:is in use|has active endpoints)[^\n]*)",
                        found -> new InUseElsewhere(found.group(1), said)),
                when("((?:OCI runtime create failed|failed to create (?:shim|task)|exec format error)[^\n]*)",
                        found -> new RuntimeRefused(found.group(1), said)));
    }

    private static String port(String line) {
        Matcher port = PORT.matcher(line);
        return port.find() ? port.group(1) : "?";
    }

    private static String image(List<String> said) {
        Matcher image = IMAGE.matcher(String.join("\n", said));
        return image.find() ? image.group(1) : UNNAMED;
    }

    /// Compose quotes the value that it could not read, which may be a password.
    private static String withoutValue(String reason) {
        return reason.replaceAll("(?i)(unterminated quoted value).*", "$1");
    }
}
