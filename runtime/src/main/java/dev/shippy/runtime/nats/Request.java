package dev.shippy.runtime.nats;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.Rpc;
import io.nats.client.Message;
import io.nats.client.support.IncomingHeadersProcessor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request as it came: its headers are in jnats' message, or carried in front of the body. */
final class Request {

    private final Message message;
    private final byte[] data;
    private final boolean carries;
    private final int bodyStart;

    private Request(Message message, boolean carries, int bodyStart) {
        this.message = message;
        this.data = message.getData();
        this.carries = carries;
        this.bodyStart = bodyStart;
    }

    /** Of a connection that leaves headers to jnats. */
    static Request plain(Message message) {
        return new Request(message, false, 0);
    }

    /** Of a connection whose messages all have {@link CarriedHeaders} that can be read. */
    static Request carried(Message message) {
        return new Request(
                message,
                true,
                Integer.BYTES + ByteBuffer.wrap(message.getData()).getInt());
    }

    String replyTo() {
        return message.getReplyTo();
    }

    RequestHeaders headers() {
        if (!carries) {
            return RequestHeaders.of(message.getHeaders());
        }
        if (bodyStart == Integer.BYTES) {
            return RequestHeaders.of(null);
        }
        @Nullable RequestHeaders plain = RequestHeaders.ofPlain(new PlainHeaders(data, Integer.BYTES, bodyStart));
        return plain != null ? plain : RequestHeaders.of(unusual(Arrays.copyOfRange(data, Integer.BYTES, bodyStart)));
    }

    private static io.nats.client.impl.@Nullable Headers unusual(byte[] headers) {
        return new IncomingHeadersProcessor(headers).getHeaders();
    }

    /** Bytes of the body. */
    int size() {
        return data.length - bodyStart;
    }

    <Q extends com.google.protobuf.Message> Q parse(Rpc<?, Q, ?> rpc) throws InvalidProtocolBufferException {
        return rpc.parseRequest(data, bodyStart, size());
    }
}
