package dev.lockkeeper.app;

import dev.lockkeeper.operation.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;

/// Where libraries write what they have to say: files of the logs folder that are kept small, never the terminal.
/// Java makes one of these itself the first time that anything is logged; until then it costs nothing.
public final class LibraryLog {

    /// To be called before anything is logged. Java looks through all libraries for another kind of log, once, and meanwhile there is
    /// other work to do.
    public static void install() {
        System.setProperty("java.util.logging.config.class", LibraryLog.class.getName());
        Thread.ofPlatform().daemon().name("lockkeeper-log").start(LogManager::getLogManager);
    }

    public LibraryLog() throws IOException {
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(settings().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String settings() {
        Path logs = Folders.ofThisUser().logs();
        try {
            PrivateFiles.makeFolder(logs);
            Path first = logs.resolve("lockkeeper.0.0.log");
            if (Files.notExists(first)) {
                // Made by the library, it would be for everybody to read.
                PrivateFiles.makeFile(first);
            }
        } catch (IOException e) {
            return ".level=OFF\n"; // nowhere to write: no reason to trouble the terminal
        }
        String file = "java.util.logging.FileHandler.";
        return "handlers=java.util.logging.FileHandler\n.level=INFO\n"
                + file + "pattern=" + escaped(logs.toString().replace("%", "%%")) + "/lockkeeper.%u.%g.log\n"
                + file + "limit=1000000\n" + file + "count=3\n" + file + "append=true\n" + file + "encoding=UTF-8\n"
                + file + "formatter=java.util.logging.SimpleFormatter\n";
    }

    /// As it must stand in a properties file.
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char letter : text.replace('\\', '/').toCharArray()) {
            escaped.append(letter < 0x7f ? String.valueOf(letter) : "\\u%04x".formatted((int) letter));
        }
        return escaped.toString();
    }
}
