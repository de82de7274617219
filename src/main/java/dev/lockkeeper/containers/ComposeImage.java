package dev.lockkeeper.containers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line of a Compose file that names the image of a service.
final class ComposeImage {

    /// The name, with its registry, the tag's leading number, and the rest of the tag: `postgres`, `16`, `.4-bookworm`.
    private static final Pattern IMAGE = Pattern
            .compile("^(\\s+image:\\s*[\"']?)([^\\s\"'#:]+(?::\\d+/[^\\s\"'#:]+)?):(\\d+)([^\\s\"'#]*)(.*)$");

    private ComposeImage() {}

    /// The file's text with another major version in the tag, minor version left out; empty where the service names no image with a
    /// version.
    static Optional<String> withMajor(String yaml, String service, String major) {
        String[] lines = yaml.split("\n", -1);
        int begin = -1;
        int indent = 0;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (begin < 0) {
                Matcher head = Pattern.compile("^(\\s+)[\"']?" + Pattern.quote(service) + "[\"']?:\\s*(#.*)?$").matcher(line);
                if (head.matches()) {
                    begin = i;
                    indent = head.group(1).length();
                }
            } else if (!line.isBlank() && !line.strip().startsWith("#") && blanks(line) <= indent) {
                return Optional.empty();
            } else {
                Matcher image = IMAGE.matcher(line);
                if (image.matches()) {
                    String flavour = image.group(4).replaceFirst("^(?:\\.\\d+)*", "");
                    lines[i] = image.group(1) + image.group(2) + ":" + major + flavour + image.group(5);
                    return Optional.of(String.join("\n", lines));
                }
            }
        }
        return Optional.empty();
    }

    private static int blanks(String line) {
        return line.length() - line.stripLeading().length();
    }
}
