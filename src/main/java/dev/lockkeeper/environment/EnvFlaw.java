package dev.lockkeeper.environment;

import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;
import java.util.List;

/// What is wrong in an `.env` file although Docker Compose may read it. Lines are counted from 1; no value is ever told.
public sealed interface EnvFlaw extends Problem {

    Path file();

    /// Whether [EnvMend#mend] takes it away without asking anybody anything.
    boolean mendable();

    /// Three bytes before the first key, which some programs take for a part of its name.
    record EnvByteOrderMark(Path file) implements EnvFlaw {
        @Override
        public boolean mendable() {
            return true;
        }
    }

    /// UTF-16, as PowerShell's `>` and an old Notepad write it. Compose reads none of it.
    record EnvUtf16(Path file) implements EnvFlaw {
        @Override
        public boolean mendable() {
            return true;
        }
    }

    record EnvWindowsLines(Path file, int lines) implements EnvFlaw {
        @Override
        public boolean mendable() {
            return true;
        }
    }

    /// Keys that the example has and the file has not.
    record EnvKeysMissing(Path file, List<String> keys, Path example) implements EnvFlaw {

        public EnvKeysMissing {
            keys = List.copyOf(keys);
        }

        /// A secret is not taken from an example.
        @Override
        public boolean mendable() {
            return keys.stream().anyMatch(key -> !EnvLint.secret(key));
        }
    }

    /// The last one counts; the others mislead.
    record EnvKeyRepeated(Path file, String key, String lines) implements EnvFlaw {
        @Override
        public boolean mendable() {
            return true;
        }
    }

    /// A `$` in a secret begins a variable: the password that arrives is another than the one written.
    record PasswordExpanded(Path file, String key, int line) implements EnvFlaw {
        @Override
        public boolean mendable() {
            return false; // whether the variable is meant, only its author knows
        }
    }
}
