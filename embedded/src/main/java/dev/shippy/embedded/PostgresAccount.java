package dev.shippy.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as. It refuses to run as root; then it runs in a user namespace in which root is nobody, or, where
 * the system allows none, as nobody with the right to pass through root's folders.
 */
enum PostgresAccount {
    /** Whoever runs this JVM. */
    OWN(""),
    /** Root without its rights. */
    NAMESPACE("unshare --user"),
    /** The user nobody. */
    NOBODY(
            "setpriv --securebits=+no_setuid_fixup --reuid=65534 --regid=65534 --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override");

    private static final String NOBODYS_ID = "65534";

    private final String prefix;

    PostgresAccount(String prefix) {
        this.prefix = prefix;
    }

    /** The account for a data folder, which stays with its owner. */
    static PostgresAccount of(Path data) {
        if (!"0".equals(output(List.of("id", "-u")))) {
            return OWN;
        }
        boolean nobodys = Files.exists(data) && owner(data) != 0;
        if (!nobodys && NAMESPACE.works()) {
            return NAMESPACE;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new EmbeddedServerException("PostgreSQL does not run as root, and this system allows neither "
                + "`unshare --user` nor `setpriv`: run as another user.");
    }

    List<String> command(List<String> arguments) {
        List<String> command = Stream.of(prefix.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        command.addAll(arguments);
        return command;
    }

    /** Gives an empty folder to the account. */
    void own(Path folder) {
        if (this != NOBODY) {
            return;
        }
        try {
            var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODYS_ID);
            Path unused = Files.setOwner(folder, nobody);
        } catch (IOException e) {
            throw new EmbeddedServerException(folder + " cannot be given to the user nobody", e);
        }
    }

    private boolean works() {
        String id = output(command(List.of("id", "-u")));
        return !id.isEmpty() && !id.equals("0");
    }

    private static int owner(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new EmbeddedServerException(path + " cannot be read", e);
        }
    }

    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readNBytes(100), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
