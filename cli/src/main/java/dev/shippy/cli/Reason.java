package dev.shippy.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Explains why a file cannot be used: the message of many file exceptions is only a path. */
public final class Reason {

    private Reason() {}

    public static String of(IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        return cause instanceof FileSystemException file ? of(file) : String.valueOf(cause.getMessage());
    }

    private static String of(FileSystemException cause) {
        if (cause instanceof AccessDeniedException) {
            return "access to " + cause.getFile() + " is denied";
        }
        if (cause instanceof NoSuchFileException) {
            return cause.getFile() + " does not exist and cannot be created";
        }
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return cause.getFile() + " is not a folder";
        }
        return cause.getReason() == null ? String.valueOf(cause.getMessage()) : cause.getReason();
    }
}
