package dev.shippy.cli;

import dev.shippy.runtime.ProcessInput;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts file names from the command line. */
final class FileName implements ITypeConverter<Path> {

    @Override
    public Path convert(String name) {
        try {
            return path(name);
        } catch (UsageException wrong) {
            throw new TypeConversionException(wrong.getMessage());
        }
    }

    /** @throws UsageException when this JVM cannot name such a file */
    static Path path(String name) {
        if (!ProcessInput.isIntact(name)) {
            throw new UsageException("A file's name is not UTF-8 text");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException unnameable) {
            String charset = System.getProperty("sun.jnu.encoding", "its charset");
            throw new UsageException("The locale (" + charset + ") cannot represent the file name \"" + Text.line(name)
                    + "\"; set LC_ALL=C.UTF-8");
        }
    }
}
