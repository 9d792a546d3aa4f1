package dev.shippy.faults;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import dev.shippy.contracts.Rpc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The messages that a service has to survive, made for one rpc. */
final class Attacks {

    /** In every text that is sent, and in no log. */
    static final String MARKER = "hostile-marker";

    private static final int UNKNOWN_FIELD = 1_000;
    private static final byte[] INVALID_UTF_8 = {(byte) 0xC3, 0x28, (byte) 0xA0, (byte) 0xFF};

    /** The fields that a service reads; it does not look at the others, which it sets itself. */
    private static final Map<String, Set<String>> READ = Map.ofEntries(
            Map.entry("consignment.CreateConsignment", Set.of("description", "weight", "vessel_id")),
            Map.entry("consignment.GetConsignments", Set.of("page_size", "page_token")),
            Map.entry("consignment.GetConsignment", Set.of("id")),
            Map.entry("consignment.CancelConsignment", Set.of("id")),
            Map.entry("vessel.FindAvailable", Set.of("capacity", "max_weight")),
            Map.entry("vessel.Create", Set.of("id", "name", "capacity", "max_weight")),
            Map.entry("vessel.Get", Set.of("id")),
            Map.entry("vessel.List", Set.of("page_size", "page_token")),
            Map.entry("vessel.Reserve", Set.of("vessel_id", "reservation_id")),
            Map.entry("vessel.Release", Set.of("vessel_id", "reservation_id", "up_to")),
            Map.entry("user.Create", Set.of("name", "company", "email", "password")),
            Map.entry("user.Auth", Set.of("email", "password")),
            Map.entry("user.Get", Set.of("id")),
            Map.entry("user.Delete", Set.of("id")),
            Map.entry("user.Grant", Set.of("id")),
            Map.entry("user.Revoke", Set.of("id")),
            Map.entry("user.GetAll", Set.of("page_size", "page_token")));

    private final Set<String> read;
    private final Message good;
    private final byte[] body;
    private final HeaderBlock headers;
    private final List<Attack> attacks = new ArrayList<>();

    private Attacks(Rpc<?, ?, ?> rpc, Message good, HeaderBlock headers) {
        this.read = READ.getOrDefault(rpc.toString(), Set.of());
        this.good = good;
        this.body = good.toByteArray();
        this.headers = headers;
    }

    /** Everything against one rpc. */
    static List<Attack> on(Rpc<?, ?, ?> rpc, Message good, HeaderBlock headers, Random random) {
        Attacks attacks = new Attacks(rpc, good, headers);
        attacks.bodies(random);
        attacks.fields();
        if (rpc.toString().equals("consignment.CreateConsignment")) {
            attacks.containers();
        }
        attacks.wellFormedHeaders();
        attacks.malformedHeaders();
        return attacks.attacks;
    }

    private void bodies(Random random) {
        harmless("empty", new byte[0]);
        harmless("NULs", new byte[1_000]);
        harmless("random", random(random, 100));
        harmless("60 KB at random", random(random, 60_000));
        refused("900 KB", random(random, 900_000), "900000 bytes");
        for (int length = 1; length < Math.min(body.length, 24); length++) {
            harmless("cut after " + length, Arrays.copyOf(body, length));
        }
        harmless("20,000 unknown fields", joined(body, unknownFields(20_000)));
        refused("100,000 unknown fields", joined(body, unknownFields(100_000)), "bytes");
        harmless("a large unknown field", joined(body, lengthDelimited(UNKNOWN_FIELD, new byte[60_000])));
        refused(
                "a field longer than the body",
                joined(body, new byte[] {0x7A, (byte) 0xFF, (byte) 0xFF, 0x7F}),
                "body");
        refused("groups nested 5,000 deep", groups(5_000, true), "body");
        refused("groups never closed", groups(5_000, false), "body");
    }

    private void fields() {
        for (FieldDescriptor field : good.getDescriptorForType().getFields()) {
            if (field.getJavaType() == JavaType.STRING) {
                texts(field);
            }
            if (field.getJavaType() == JavaType.INT || field.getJavaType() == JavaType.LONG) {
                numbers(field);
            }
        }
    }

    private void texts(FieldDescriptor field) {
        byte[] invalid = lengthDelimited(field.getNumber(), INVALID_UTF_8);
        refused(field.getName() + " is not UTF-8", joined(body, invalid), "body");
        text(field, "has a NUL", MARKER + "\0", true);
        // A password may hold what its owner can type.
        text(
                field,
                "has a control character",
                MARKER + "\u0007",
                !field.getName().equals("password"));
        text(
                field,
                "has an escape sequence",
                MARKER + "\u001b[2J",
                !field.getName().equals("password"));
        text(field, "has 10,000 characters", (MARKER + " ").repeat(667), true);
        text(field, "has characters beyond ASCII", MARKER + "\u00e9\u200d\ud83d\ude00", false);
        for (String hidden : List.of("\u202e", "\u200b", "\uffff", "\ue000")) {
            text(
                    field,
                    "has a hidden character",
                    MARKER + hidden,
                    !field.getName().equals("password"));
        }
        text(field, "looks like a query", MARKER + "'; DROP TABLE account; --$where{\"$gt\":\"\"}", false);
    }

    private void text(FieldDescriptor field, String how, String value, boolean isRefused) {
        Message.Builder message = good.toBuilder();
        if (field.isRepeated()) {
            message.addRepeatedField(field, value);
        } else {
            message.setField(field, value);
        }
        spoilt(field, how, message, isRefused);
    }

    private void numbers(FieldDescriptor field) {
        boolean mayBeZero = field.getName().equals("page_size");
        boolean mayBeLarge = !mayBeZero && !field.getName().equals("capacity");
        number(field, 0, !mayBeZero);
        number(field, -1, true);
        number(field, Integer.MIN_VALUE, true);
        number(field, Integer.MAX_VALUE, !mayBeLarge);
    }

    private void number(FieldDescriptor field, int value, boolean isRefused) {
        Object boxed = field.getJavaType() == JavaType.INT ? (Object) value : (Object) (long) value;
        spoilt(field, "is " + value, good.toBuilder().setField(field, boxed), isRefused);
    }

    private void spoilt(FieldDescriptor field, String how, Message.Builder message, boolean isRefused) {
        String name = field.getName() + " " + how;
        byte[] bytes = message.build().toByteArray();
        if (isRefused && read.contains(field.getName())) {
            refused(name, bytes, field.getName());
        } else {
            harmless(name, bytes);
        }
    }

    private void containers() {
        byte[] container = {0x22, 0x00};
        refused("1,001 containers", joined(body, repeated(container, 1_001)), "containers");
        refused("30,000 containers", joined(body, repeated(container, 30_000)), "containers");
        refused("100,001 containers", repeated(container, 100_001), "bytes");
        byte[] long10000 =
                lengthDelimited(4, lengthDelimited(3, MARKER.repeat(715).getBytes(StandardCharsets.UTF_8)));
        refused("an origin of 10,000 characters", joined(body, long10000), "containers[3].origin");
    }

    private void wellFormedHeaders() {
        for (String value : List.of("soon", "", "-1", "1e9", "9".repeat(4_096), "9".repeat(15), "0x1F")) {
            refusedHeaders(
                    "Deadline \"" + value + "\"", headers.without("Deadline").with("Deadline", value), "Deadline");
        }
        for (String value : List.of("", "r".repeat(4_096), "a b", "a\tb", "a\u007fb")) {
            refusedHeaders("Request-Id \"" + value + "\"", headers.with("Request-Id", value), "Request-Id");
        }
        refusedHeaders("two Request-Ids", headers.with("Request-Id", "a").with("Request-Id", "b"), "Request-Id");
        refusedHeaders("two Deadlines", headers.with("Deadline", "1"), "Deadline");
        harmlessHeaders(
                "a trace of garbage", headers.with("traceparent", MARKER).with("tracestate", MARKER));
        harmlessHeaders("a Caller of 4 KB", headers.with("Caller", "c".repeat(4_096)));
        harmlessHeaders("an error of their own", headers.with("Nats-Service-Error-Code", "500"));
        refusedHeaders("1,000 headers", many(1_000), "64");
        refusedHeaders("one header 1,000 times", headers.withLines("x: y\r\n".repeat(1_000)), "64");
        refusedHeaders("60 KB of headers", headers.with("x", "y".repeat(60_000)), "bytes");
        refusedHeaders("900 KB of headers", headers.with("x", "y".repeat(900_000)), "bytes");
    }

    private void malformedHeaders() {
        refusedHeaders("a header with a line feed", headers.with("x", "a\nDeadline: 1"), "malformed");
        refusedHeaders("a header with a carriage return", headers.with("x", "a\rb"), "malformed");
        refusedHeaders("a header with a line break", headers.with("x", "a\r\nb"), "malformed");
        harmlessHeaders("a header beyond ASCII", headers.with("x", "\u00ff\u0080"));
        refusedHeaders("a header without a name", headers.with("", "x"), "malformed");
        harmlessHeaders("a name with a space", headers.with("a b", "x"));
        refusedHeaders("a Caller beyond ASCII", headers.with("Caller", "\u00ff"), "Caller");
        refusedHeaders("a misspelt Caller", headers.with("X-Caller", "x"), "X-Caller");
        refusedHeaders("another version", new HeaderBlock("NATS/9.9\r\n\r\n"), "malformed");
        refusedHeaders("no end", new HeaderBlock("NATS/1.0\r\nx: y"), "malformed");
        refusedHeaders("no version", new HeaderBlock("x: y\r\n\r\n"), "malformed");
        refusedHeaders("two bytes", new HeaderBlock("xy"), "malformed");
        refusedHeaders("a status of letters", new HeaderBlock("NATS/1.0 abc\r\n\r\n"), "malformed");
        harmlessHeaders("a status", new HeaderBlock("NATS/1.0 503\r\n\r\n"));
        harmlessHeaders("another status", new HeaderBlock("NATS/1.0 100 Idle Heartbeat\r\n\r\n"));
    }

    private HeaderBlock many(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("x").append(i).append(": y\r\n");
        }
        return headers.withLines(lines.toString());
    }

    private void harmless(String name, byte[] bytes) {
        attacks.add(Attack.harmless(name, headers, bytes));
    }

    private void refused(String name, byte[] bytes, String mention) {
        attacks.add(Attack.refused(name, headers, bytes, mention));
    }

    private void harmlessHeaders(String name, HeaderBlock block) {
        attacks.add(Attack.harmless(name, block, body));
    }

    private void refusedHeaders(String name, HeaderBlock block, String mention) {
        attacks.add(Attack.refused(name, block, body, mention));
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] unknownFields(int count) {
        return written(out -> {
            for (int i = 0; i < count; i++) {
                out.writeUInt32(UNKNOWN_FIELD + i % 1_000, 1);
            }
        });
    }

    private static byte[] groups(int depth, boolean closed) {
        return written(out -> {
            for (int i = 0; i < depth; i++) {
                out.writeTag(UNKNOWN_FIELD, WireFormat.WIRETYPE_START_GROUP);
            }
            for (int i = 0; closed && i < depth; i++) {
                out.writeTag(UNKNOWN_FIELD, WireFormat.WIRETYPE_END_GROUP);
            }
        });
    }

    private static byte[] lengthDelimited(int field, byte[] bytes) {
        return written(out -> out.writeBytes(field, ByteString.copyFrom(bytes)));
    }

    private interface Writing {
        void on(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.on(out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
