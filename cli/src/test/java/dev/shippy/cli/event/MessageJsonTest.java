package dev.shippy.cli.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.contracts.vessel.v1.Vessel;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageJsonTest {

    static Stream<Message> messages() {
        return Stream.of(
                UserEvent.newBuilder()
                        .setUserId("a\"\\\n\u0001\u00e9\ud83d\ude00")
                        .setOccurredAt(Long.MAX_VALUE)
                        .setByService(true)
                        .build(),
                UserEvent.newBuilder().setUserId("what?").build(),
                UserEvent.newBuilder().setUserId("\u00e9").build(),
                UserEvent.newBuilder().setUserId("\u20ac").build(),
                UserEvent.getDefaultInstance(),
                ConsignmentEvent.newBuilder().setVesselId("v").setOccurredAt(-1).build(),
                // Not plain: it has fields that may be absent, others that repeat, and messages in messages.
                Vessel.newBuilder().setCapacity(3).setAvailable(false).build(),
                Consignment.newBuilder()
                        .addContainers(Container.newBuilder().setId("1"))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isWhatProtobufItselfWrites(Message message) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonGenerator json = JsonText.lines(bytes);

        new MessageJson(json).write(message);
        json.flush();

        String text = bytes.toString(StandardCharsets.UTF_8);
        boolean event = message instanceof UserEvent || message instanceof ConsignmentEvent;
        JsonFormat.Printer printer = JsonFormat.printer().preservingProtoFieldNames();
        String expected = event
                ? printer.includingDefaultValueFields(
                                Set.copyOf(message.getDescriptorForType().getFields()))
                        .print(message)
                : printer.print(message);
        assertEquals(new JsonObject(expected), new JsonObject(text));
        assertEquals(text, text.replaceAll("[^ -~]", "?"));
    }
}
