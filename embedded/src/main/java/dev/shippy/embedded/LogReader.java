package dev.shippy.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Reads the lines appended to a log file, even if the file is truncated in between. For one thread. */
final class LogReader {

    private static final int MOST_BYTES = 256 * 1024;

    private final Path path;
    private long offset;
    private String unfinished = "";

    LogReader(Path path, long offset) {
        this.path = path;
        this.offset = offset;
    }

    /** The lines written since the last call, at most the newest 256 KiB. Empty if the file cannot be read. */
    List<String> newLines() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < offset) {
                offset = 0;
                unfinished = "";
            }
            if (size - offset > MOST_BYTES) {
                offset = size - MOST_BYTES;
                unfinished = "";
            }
            return read(channel, (int) (size - offset));
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<String> read(FileChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = Math.max(0, channel.read(bytes, offset));
        offset += read;
        String text = unfinished + new String(bytes.array(), 0, read, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        unfinished = text.length() - end > MOST_BYTES ? "" : text.substring(end);
        return text.substring(0, end).lines().toList();
    }
}
