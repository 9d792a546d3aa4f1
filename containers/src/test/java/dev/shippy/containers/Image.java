package dev.shippy.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The images that suites run against. Which tag that is stands in compose.yaml and nowhere else. */
public enum Image {
    MONGO("mongo"),
    POSTGRES("postgres"),
    NATS("nats");

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern IN_COMPOSE = Pattern.compile("(?m)^ +image: (\\S+)$");

    private final String repository;

    Image(String repository) {
        this.repository = repository;
    }

    /**
     * The name with its tag, such as {@code mongo:8.0}.
     *
     * @throws IllegalStateException if compose.yaml does not name exactly one tag of it
     */
    public String tag() {
        Set<String> tags = inCompose().stream()
                .filter(image -> image.startsWith(repository + ":"))
                .collect(Collectors.toSet());
        if (tags.size() != 1) {
            throw new IllegalStateException("compose.yaml names not one tag of " + repository + ", but " + tags);
        }
        return tags.iterator().next();
    }

    private static Set<String> inCompose() {
        try {
            return IN_COMPOSE
                    .matcher(Files.readString(PROJECT.resolve("compose.yaml")))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
