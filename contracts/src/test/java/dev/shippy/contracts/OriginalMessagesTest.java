package dev.shippy.contracts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes as the tutorial's Go programs write them, laid down field by field: tag, length, content. */
class OriginalMessagesTest {

    @Test
    void readsAConsignment() throws InvalidProtocolBufferException {
        String container = "12" + text("cust001") + "1a" + text("Manchester, United Kingdom") + "22" + text("user001");
        String bytes = "12" + text("This is a test consignment") + "18" + "d8ad03" + "22" + length(container)
                + container + "2a" + text("vessel001");

        assertWire(
                bytes,
                Consignment.newBuilder()
                        .setDescription("This is a test consignment")
                        .setWeight(55_000)
                        .addContainers(Container.newBuilder()
                                .setCustomerId("cust001")
                                .setOrigin("Manchester, United Kingdom")
                                .setUserId("user001"))
                        .setVesselId("vessel001")
                        .build());
    }

    @Test
    void readsAVessel() throws InvalidProtocolBufferException {
        String bytes = "0a" + text("vessel001") + "10" + "f403" + "18" + "c09a0c" + "22" + text("Boaty McBoatface")
                + "28" + "01" + "32" + text("owner");

        assertWire(
                bytes,
                Vessel.newBuilder()
                        .setId("vessel001")
                        .setCapacity(500)
                        .setMaxWeight(200_000)
                        .setName("Boaty McBoatface")
                        .setAvailable(true)
                        .setOwnerId("owner")
                        .build());
    }

    @Test
    void readsASpecification() throws InvalidProtocolBufferException {
        assertWire(
                "0803" + "10d8ad03",
                Specification.newBuilder().setCapacity(3).setMaxWeight(55_000).build());
    }

    @Test
    void readsAUser() throws InvalidProtocolBufferException {
        String bytes = "0a" + text("1") + "12" + text("Ewan") + "1a" + text("BBC") + "22" + text("e@x.org") + "2a"
                + text("secret");

        assertWire(
                bytes,
                User.newBuilder()
                        .setId("1")
                        .setName("Ewan")
                        .setCompany("BBC")
                        .setEmail("e@x.org")
                        .setPassword("secret")
                        .build());
    }

    @Test
    void readsATokenWithErrors() throws InvalidProtocolBufferException {
        String error = "08" + "9103" + "12" + text("no");

        assertWire(
                "0a" + text("abc") + "10" + "01" + "1a" + length(error) + error,
                Token.newBuilder()
                        .setToken("abc")
                        .setValid(true)
                        .addErrors(dev.shippy.contracts.user.v1.Error.newBuilder()
                                .setCode(401)
                                .setDescription("no"))
                        .build());
    }

    private static void assertWire(String hex, Message expected) throws InvalidProtocolBufferException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(expected, expected.getParserForType().parseFrom(bytes));
        assertArrayEquals(bytes, expected.toByteArray());
    }

    private static String text(String value) {
        String content = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
        return length(content) + content;
    }

    /** The length of what the hex digits stand for, as one varint byte. */
    private static String length(String hex) {
        return HexFormat.of().toHexDigits((byte) (hex.length() / 2));
    }
}
