package dev.lockkeeper.adapter.alembic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a Python file, in the encoding that its first two lines name, with plain line ends.
final class PythonText {

    private static final Pattern COOKIE = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");
    private static final Map<String, String> NAMES = Map.of("utf8", "UTF-8", "latin-1", "ISO-8859-1", "latin1", "ISO-8859-1",
            "cp949", "x-windows-949", "uhc", "x-windows-949", "euc-kr", "EUC-KR", "euckr", "EUC-KR");

    private PythonText() {}

    static String of(byte[] bytes) throws UnreadException {
        boolean marked = bytes.length > 2 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF;
        Charset charset = marked ? StandardCharsets.UTF_8 : cookie(bytes).orElse(StandardCharsets.UTF_8);
        int start = marked ? 3 : 0;
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes, start, bytes.length - start)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadException(0, "not " + charset.name());
        }
        String plain = text.replace("\r\n", "\n").replace('\r', '\n');
        int nul = plain.indexOf('\0');
        if (nul >= 0) {
            throw new UnreadException(1 + (int) plain.substring(0, nul).chars().filter(c -> c == '\n').count(), "NUL");
        }
        return plain;
    }

    private static Optional<Charset> cookie(byte[] bytes) throws UnreadException {
        String[] first = new String(bytes, 0, Math.min(bytes.length, 1000), StandardCharsets.ISO_8859_1).split("\r\n|\n|\r", 3);
        for (int i = 0; i < Math.min(2, first.length); i++) {
            Matcher cookie = COOKIE.matcher(first[i]);
            if (cookie.find()) {
                String name = cookie.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
                try {
                    return Optional.of(Charset.forName(NAMES.getOrDefault(name, name)));
                } catch (IllegalArgumentException e) {
                    throw new UnreadException(i + 1, "coding " + cookie.group(1));
                }
            }
            if (!first[i].isBlank() && !first[i].strip().startsWith("#")) {
                break;
            }
        }
        return Optional.empty();
    }
}
