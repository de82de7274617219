package dev.lockkeeper.ui.kit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text for a colleague, without the passwords that foreign programs may have written into it.
public final class Masked {

    private static final Pattern SECRETS = Pattern.compile(
            "(?i)((?:password|passwd|pwd|secret|token)[\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&]+)|(://[^:/@\\s]+:)[^@\\s]+(?=@)");

    private Masked() {}

    public static String of(String text) {
        return SECRETS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(
                (found.group(1) != null ? found.group(1) : found.group(3)) + "••••"));
    }
}
