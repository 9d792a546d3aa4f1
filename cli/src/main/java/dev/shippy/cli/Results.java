package dev.shippy.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes results in UTF-8 whatever the locale, since other programs read them. A PrintWriter hides failures; this one
 * throws them at the next {@link #flush}.
 */
final class Results extends PrintWriter {

    private final Destination destination;

    Results(OutputStream destination) {
        this(new Destination(destination));
    }

    private Results(Destination destination) {
        super(new BufferedWriter(new OutputStreamWriter(destination, StandardCharsets.UTF_8)), true);
        this.destination = destination;
    }

    /** The same destination, for large amounts of bytes. */
    OutputStream bytes() {
        flush();
        return destination;
    }

    /** @throws UncheckedIOException if any write so far has failed */
    @Override
    public void flush() {
        super.flush();
        if (destination.failure != null) {
            throw new UncheckedIOException(destination.failure);
        }
    }

    private static final class Destination extends OutputStream {

        private final OutputStream out;
        private @Nullable IOException failure;

        Destination(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException lost) {
                failure = failure == null ? lost : failure;
                throw lost;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException lost) {
                failure = failure == null ? lost : failure;
                throw lost;
            }
        }
    }
}
