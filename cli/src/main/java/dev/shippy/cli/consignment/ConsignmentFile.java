package dev.shippy.cli.consignment;

import dev.shippy.cli.Json;
import dev.shippy.cli.Reason;
import dev.shippy.cli.UsageException;
import dev.shippy.cli.Utf8;
import dev.shippy.contracts.consignment.v1.Consignment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A consignment as JSON, in a file or on standard input. */
record ConsignmentFile(Path file, InputStream input) {

    /** More than the largest consignment takes, however it is written. */
    private static final int LARGEST = 1024 * 1024;

    Consignment read() {
        return Json.read(text(), Consignment.newBuilder(), shownName(), "a consignment")
                .build();
    }

    private String text() {
        try (InputStream stream = isInput() ? input : Files.newInputStream(file)) {
            return Utf8.read(stream, shownName(), LARGEST);
        } catch (NoSuchFileException missing) {
            throw new UsageException("There is no file " + file);
        } catch (AccessDeniedException denied) {
            throw new UsageException("The file " + file + " may not be read");
        } catch (IOException unreadable) {
            throw new UsageException(shownName() + " cannot be read: " + Reason.of(unreadable));
        }
    }

    private String shownName() {
        return isInput() ? "Standard input" : file.toString();
    }

    private boolean isInput() {
        return file.toString().equals("-");
    }
}
