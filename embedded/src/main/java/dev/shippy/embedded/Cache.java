package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The user's cache: {@code $XDG_CACHE_HOME/shippy}, or {@code ~/.cache/shippy}. */
record Cache(Path root) {

    static Cache ofUser() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path home = configured.startsWith("/")
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home", "/tmp"), ".cache");
        return new Cache(home.resolve("shippy"));
    }

    Path entry(String name) {
        return root.resolve(name);
    }

    /** An empty folder on the same file system, to be filled and then {@link #publish published} or deleted. */
    Path scratch() {
        try {
            Path parent = Files.createDirectories(root);
            return Files.createTempDirectory(parent, ".new-");
        } catch (IOException e) {
            throw new EmbeddedServerException("The cache " + root + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Makes a filled folder the entry of this name in one step; when another process was first, its entry stays. */
    Path publish(Path filled, String name) {
        Path entry = entry(name);
        try {
            return Files.move(filled, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            TemporaryDirectory.delete(filled);
            return entry;
        } catch (IOException e) {
            TemporaryDirectory.delete(filled);
            if (Files.isDirectory(entry)) {
                return entry;
            }
            throw new EmbeddedServerException("The cache " + entry + " cannot be written: " + e.getMessage(), e);
        }
    }
}
