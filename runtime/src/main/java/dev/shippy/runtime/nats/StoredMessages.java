package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventStream;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.support.IncomingHeadersProcessor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What streams hold, as JetStream hands it over: delivered by a consumer, or asked for by its sequence. */
final class StoredMessages {

    private static final byte[] NOTHING = new byte[0];

    private StoredMessages() {}

    static StoredMessage delivered(Message message) {
        DeliveryPlace place = DeliveryPlace.of(message.getReplyTo());
        byte[] body = message.getData() == null ? NOTHING : message.getData();
        return new StoredMessage(
                place.stream(),
                place.sequence(),
                place.storedAt(),
                message.getSubject(),
                firstOfEach(message.hasHeaders() ? message.getHeaders() : null),
                body);
    }

    /** A delivery with {@link CarriedHeaders}. */
    static StoredMessage carried(Message message, DeliveryPlace place) {
        byte[] data = message.getData();
        int end = Integer.BYTES + ByteBuffer.wrap(data).getInt();
        return new StoredMessage(
                place.stream(),
                place.sequence(),
                place.storedAt(),
                message.getSubject(),
                end == Integer.BYTES ? Map.of() : headers(data, Integer.BYTES, end),
                Arrays.copyOfRange(data, end, data.length));
    }

    /** Reads JetStream's answer to STREAM.MSG.GET, in which headers that jnats cannot read would end the reading. */
    static StoredMessage answered(EventStream stream, Message answer) {
        JsonObject message = new JsonObject(Buffer.buffer(answer.getData())).getJsonObject("message");
        byte[] headers = bytes(message, "hdrs");
        return new StoredMessage(
                stream.name(),
                message.getLong("seq"),
                Instant.parse(message.getString("time")),
                message.getString("subject"),
                headers.length == 0 ? Map.of() : headers(headers, 0, headers.length),
                bytes(message, "data"));
    }

    /** In the usual base64; Vert.x' own is another one. */
    private static byte[] bytes(JsonObject message, String field) {
        return Base64.getDecoder().decode(message.getString(field, ""));
    }

    private static Map<String, String> headers(byte[] bytes, int from, int to) {
        HeaderFields plain = HeaderFields.of(new PlainHeaders(bytes, from, to));
        if (plain != null) {
            return plain;
        }
        HeaderBlock block = HeaderBlock.of(Arrays.copyOfRange(bytes, from, to));
        return block.refusal().isEmpty()
                ? firstOfEach(new IncomingHeadersProcessor(block.bytes()).getHeaders())
                : Map.of(HeaderGuard.REFUSED, block.refusal());
    }

    /** jnats has null for what is not there. */
    private static Map<String, String> firstOfEach(@Nullable Headers headers) {
        Map<String, String> first = new HashMap<>();
        if (headers != null) {
            headers.forEach((name, values) -> first.put(name, values.isEmpty() ? "" : values.get(0)));
        }
        return first;
    }
}
