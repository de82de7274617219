package dev.lockkeeper.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// Where a verb speaks: results to `out`, everything else to `err`. `asks` puts a question; its answer is empty where nobody sits there.
public record Terminal(PrintStream out, PrintStream err, boolean colours, Function<String, Optional<String>> asks) {

    /// The one this process was started on. `NO_COLOR` and a dumb terminal are respected.
    public static Terminal ofThisProcess() {
        Optional<Console> person = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        String noColour = System.getenv("NO_COLOR");
        boolean plain = (noColour != null && !noColour.isEmpty()) || "dumb".equals(System.getenv("TERM"));
        return new Terminal(speaking(FileDescriptor.out, System.out), speaking(FileDescriptor.err, System.err),
                person.isPresent() && !plain, question -> person.map(console -> console.readLine("%s", question)));
    }

    /// A stream that can say Hangul: a locale that nobody set means ASCII, where every letter would become a question mark.
    private static PrintStream speaking(FileDescriptor descriptor, PrintStream standard) {
        return standard.charset().equals(StandardCharsets.US_ASCII)
                ? new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8)
                : standard;
    }

    /// The sign if the terminal's character set has it, else the plain one.
    String sign(String sign, String plain) {
        Charset charset = out.charset();
        return charset.canEncode() && charset.newEncoder().canEncode(sign) ? sign : plain;
    }
}
