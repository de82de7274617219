import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Builds what the present system installs, from `target/dist/lib`: an app image with a Java of its own, and a `.deb` (Debian)
/// or an `.msi` (Windows) of it. Run by `mvn -q -Pinstaller package`; arguments: version, folder of the jars, folder to build into.
final class Package {

    /// What the jars on the class path need of the JDK. jdk.charsets: the code page of Korean Windows. jdk.zipfs: migrations are read
    /// from our own jar. jdk.localedata: Korean numbers and dates.
    private static final String MODULES = "java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,"
            + "java.security.jgss,java.instrument,jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.localedata,jdk.net,jdk.unsupported,jdk.zipfs";

    /// Never changes: by it Windows knows a newer version from another program.
    private static final String UPGRADE_UUID = "8f0d3c52-5a0e-4c56-9c1b-6d5d3a9f7a11";

    public static void main(String[] arguments) throws IOException {
        String version = arguments[0];
        Path jars = Path.of(arguments[1]);
        Path target = Path.of(arguments[2]);
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        empty(target);
        Files.createDirectories(target);

        List<String> image = new ArrayList<>(List.of("--type", "app-image", "--name", "lockkeeper", "--app-version", version,
                "--vendor", "Lockkeeper", "--description", "Admin console for the database of a self-hosted chat service",
                "--input", jars.toString(), "--main-jar", "lockkeeper-" + version + ".jar", "--main-class", "dev.lockkeeper.Main",
                "--add-modules", MODULES, "--jlink-options",
                "--strip-native-commands --strip-debug --no-header-files --no-man-pages --compress zip-6 --include-locales en,ko",
                "--java-options", "--enable-native-access=ALL-UNNAMED", "--java-options", "-XX:+UseSerialGC",
                "--java-options", "-XX:CompileThresholdScaling=4", "--java-options", "-XX:+UnlockDiagnosticVMOptions",
                "--java-options", "-XX:AsyncDeflationInterval=5000", "--java-options", "-XX:-UsePerfData",
                "--dest", target.toString()));
        if (windows) {
            // A program of the window subsystem has no console: the verbs get a launcher of their own.
            image.addAll(List.of("--add-launcher", "lockkeeper-cli=" + Path.of("installer", "lockkeeper-cli.properties")));
        }
        jpackage(image);
        train(version, jars, target.resolve("lockkeeper"), windows);

        List<String> common = new ArrayList<>(List.of("--name", "lockkeeper", "--app-version", version, "--vendor", "Lockkeeper",
                "--app-image", target.resolve("lockkeeper").toString(), "--dest", target.toString()));
        if (windows) {
            if (!onPath("candle.exe") && !onPath("wix.exe")) {
                skipped("the .msi needs the WiX toolset (wix.exe or candle.exe on the PATH)");
                return;
            }
            common.addAll(List.of("--type", "msi", "--win-per-user-install", "--win-dir-chooser", "--win-menu", "--win-menu-group",
                    "Lockkeeper", "--win-shortcut", "--win-upgrade-uuid", UPGRADE_UUID));
            jpackage(common);
        } else if (System.getProperty("os.name").equals("Linux")) {
            if (!onPath("dpkg-deb") || !onPath("fakeroot")) {
                skipped("the .deb needs dpkg-deb and fakeroot (apt-get install fakeroot)");
                return;
            }
            common.addAll(List.of("--type", "deb", "--linux-package-name", "lockkeeper", "--linux-deb-maintainer",
                    "maintainers@lockkeeper.invalid", "--linux-shortcut", "--linux-app-category", "admin",
                    "--linux-package-deps", "libgtk-3-0"));
            jpackage(common);
        }
    }

    /// Makes verbs start in half the time, with the image's own Java; `src/build/Train.java` says how.
    private static void train(String version, Path jars, Path image, boolean windows) throws IOException {
        Path app = Stream.of(image.resolve("lib").resolve("app"), image.resolve("app"), image.resolveSibling("lockkeeper.app").resolve("Contents/app"))
                .filter(Files::isDirectory).findFirst().orElse(image);
        Path launcher = windows ? image.resolve("lockkeeper-cli.exe") : image.resolve("bin").resolve("lockkeeper");
        if (Files.notExists(launcher)) {
            return;
        }
        try {
            new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", jars + File.separator + "*",
                    Path.of("src", "build", "Train.java").toString(), version, app.toString(), launcher.toAbsolutePath().toString())
                    .inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void jpackage(List<String> options) {
        java.io.StringWriter said = new java.io.StringWriter();
        java.io.PrintWriter out = new java.io.PrintWriter(said, true);
        int code = java.util.spi.ToolProvider.findFirst("jpackage").orElseThrow().run(out, out, options.toArray(String[]::new));
        if (code != 0) {
            System.err.print(said);
            System.err.println("jpackage ended with " + code);
            System.exit(code);
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> new File(folder, program).canExecute());
    }

    private static void skipped(String why) {
        System.err.println("Only the app image was built: " + why + ".");
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
