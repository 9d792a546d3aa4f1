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
        return of(System.getenv().getOrDefault("XDG_CACHE_HOME", ""), System.getProperty("user.home", ""));
    }

    /** A relative folder is ignored, as the XDG specification requires. Java's home is "?" if there is none. */
    static Cache of(String configured, String home) {
        if (configured.startsWith("/")) {
            return new Cache(Path.of(configured).resolve("shippy"));
        }
        if (!home.startsWith("/")) {
            throw new EmbeddedServerException(
                    "There is no home folder for downloads: set XDG_CACHE_HOME to an absolute path");
        }
        return new Cache(Path.of(home).resolve(".cache/shippy"));
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
