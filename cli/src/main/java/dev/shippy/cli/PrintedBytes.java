package dev.shippy.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Takes bytes of ASCII for somebody who prints characters, and tells when that fails. */
final class PrintedBytes extends OutputStream {

    private final PrintWriter out;

    PrintedBytes(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(new String(bytes, offset, length, StandardCharsets.US_ASCII));
        flush();
    }

    @Override
    public void flush() throws IOException {
        if (out.checkError()) {
            throw ClosedPipe.exception();
        }
    }
}
