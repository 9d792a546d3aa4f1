package dev.shippy.runtime;

import dev.shippy.contracts.Characters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the command line and the variables of this process as UTF-8, whatever the locale. The JVM decodes them by the
 * locale and, under LC_ALL=C as in cron, loses everything but ASCII; Linux keeps the bytes. A text that is not UTF-8,
 * or cannot be read again, contains {@link #REPLACEMENT} and must be refused. Thread-safe.
 */
public final class ProcessInput {

    /** Stands for bytes that could not be decoded. */
    public static final char REPLACEMENT = '\uFFFD';

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Path VARIABLES = Path.of("/proc/self/environ");

    private ProcessInput() {}

    /** The arguments of {@code main}. */
    public static String[] arguments(String... decoded) {
        return isAscii(List.of(decoded)) ? decoded : arguments(COMMAND_LINE, decoded);
    }

    /** The environment. */
    public static Map<String, String> variables() {
        Map<String, String> decoded = System.getenv();
        return isAscii(decoded.values()) ? decoded : variables(VARIABLES, decoded);
    }

    /** Whether text could be decoded: a JVM that cannot leaves a replacement character or half of a surrogate pair. */
    public static boolean isIntact(String text) {
        return text.indexOf(REPLACEMENT) < 0 && Characters.isWellFormed(text);
    }

    /** The last words of the command line, if they match the arguments. */
    static String[] arguments(Path commandLine, String... decoded) {
        List<String> words = words(commandLine);
        int options = words.size() - decoded.length;
        for (int i = 0; i < decoded.length; i++) {
            if (options < 0 || (isAscii(List.of(decoded[i])) && !decoded[i].equals(words.get(options + i)))) {
                return decoded;
            }
        }
        return words.subList(options, words.size()).toArray(new String[0]);
    }

    static Map<String, String> variables(Path variables, Map<String, String> decoded) {
        Map<String, String> exact = new HashMap<>(decoded);
        for (String word : words(variables)) {
            int end = word.indexOf('=');
            String name = word.substring(0, Math.max(0, end));
            if (exact.containsKey(name)) {
                exact.put(name, word.substring(end + 1));
            }
        }
        return exact;
    }

    /** Each word ends with a zero byte. Empty if there is no such file. */
    private static List<String> words(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            List<String> words = new ArrayList<>();
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == 0) {
                    words.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                    start = i + 1;
                }
            }
            return words;
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private static boolean isAscii(Collection<String> texts) {
        // Loops, not streams: every command starts here, and the first stream costs milliseconds.
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) > '~') {
                    return false;
                }
            }
        }
        return true;
    }
}
