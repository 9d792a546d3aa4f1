package dev.shippy.faults;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** One message of MongoDB's wire protocol, as it was sent. */
final class StoreMessage {

    private static final int HEADER_BYTES = 16;
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int OP_MSG = 2013;
    private static final int OP_QUERY = 2004;
    private static final int CHECKSUM_PRESENT = 1;

    private final byte[] bytes;
    private final ByteBuffer numbers;

    private StoreMessage(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The next one, or nothing when the connection has ended. */
    static Optional<StoreMessage> read(DataInputStream in) throws IOException {
        int size;
        try {
            size = Integer.reverseBytes(in.readInt());
        } catch (EOFException ended) {
            return Optional.empty();
        }
        if (size < HEADER_BYTES || size > MOST_BYTES) {
            throw new IOException("A message of " + size + " bytes");
        }
        StoreMessage message = new StoreMessage(new byte[size]);
        message.numbers.putInt(0, size);
        in.readFully(message.bytes, Integer.BYTES, size - Integer.BYTES);
        return Optional.of(message);
    }

    void write(OutputStream out) throws IOException {
        out.write(bytes);
    }

    int id() {
        return numbers.getInt(4);
    }

    int answers() {
        return numbers.getInt(8);
    }

    /** The command, its document sequences as arrays; nothing for handshakes of an older kind. */
    Optional<BsonDocument> command() {
        if (numbers.getInt(12) != OP_MSG) {
            return Optional.empty();
        }
        int flags = numbers.getInt(HEADER_BYTES);
        int end = (flags & CHECKSUM_PRESENT) == 0 ? bytes.length : bytes.length - Integer.BYTES;
        BsonDocument command = new BsonDocument();
        int position = HEADER_BYTES + Integer.BYTES;
        while (position < end) {
            int section = position + 1;
            if (bytes[position] == 0) {
                command.putAll(document(section));
            } else {
                sequence(section, command);
            }
            position = section + numbers.getInt(section);
        }
        return Optional.of(command);
    }

    /** The command or answer without its document sequences; an empty document for older message types. */
    BsonDocument body() {
        return switch (numbers.getInt(12)) {
            case OP_MSG -> document(bodySection());
            case OP_QUERY -> document(endOfText(HEADER_BYTES + Integer.BYTES) + 2 * Integer.BYTES);
            default -> new BsonDocument();
        };
    }

    private int bodySection() {
        int position = HEADER_BYTES + Integer.BYTES;
        while (bytes[position] != 0) {
            position += 1 + numbers.getInt(position + 1);
        }
        return position + 1;
    }

    /** The position after a string's terminating zero. */
    private int endOfText(int start) {
        int position = start;
        while (bytes[position] != 0) {
            position++;
        }
        return position + 1;
    }

    private void sequence(int start, BsonDocument command) {
        int end = start + numbers.getInt(start);
        int name = start + Integer.BYTES;
        int position = endOfText(name);
        String key = new String(bytes, name, position - 1 - name, StandardCharsets.UTF_8);
        BsonArray documents = new BsonArray();
        while (position < end) {
            documents.add(document(position));
            position += numbers.getInt(position);
        }
        command.put(key, documents);
    }

    private BsonDocument document(int start) {
        return new RawBsonDocument(bytes, start, numbers.getInt(start));
    }
}
