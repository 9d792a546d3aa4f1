package dev.shippy.consignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.consignment.v1.State;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WireTest {

    @Test
    void readsTheTutorialsConsignment() {
        assertEquals(Samples.draft(), Wire.draft(request().build()));
    }

    @Test
    void ignoresWhatTheServerSets() {
        Consignment.Builder request =
                request().setId("x").setState(State.BOOKED).setCreatedAt(7);
        request.getContainersBuilder(0).setId("9").setUserId("somebody");
        assertEquals(Samples.draft(), Wire.draft(request.build()));
    }

    @Test
    void readsAWish() {
        assertEquals(
                Optional.of("vessel001"),
                Wire.draft(request().setVesselId("vessel001").build()).wishedVessel());
    }

    @Test
    void takesWhatIsJustAllowed() {
        Consignment.Builder most = request()
                .setDescription("d".repeat(Limits.DESCRIPTION_CHARACTERS))
                .setWeight(Integer.MAX_VALUE)
                .clearContainers()
                .addAllContainers(Collections.nCopies(Limits.CONTAINERS, container(Limits.NAME_CHARACTERS)));
        assertEquals(Limits.CONTAINERS, Wire.draft(most.build()).room().containers());
        assertEquals(
                "a\nb\tc",
                Wire.draft(request().setDescription("a\nb\tc").build()).description());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAWeightThatIsNone(int weight) {
        assertRefused("weight ", request().setWeight(weight));
    }

    @Test
    void refusesNoContainersAndTooMany() {
        assertRefused("containers ", request().clearContainers());
        assertRefused("containers ", request().addAllContainers(Collections.nCopies(Limits.CONTAINERS, container(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u001bb", "a\u0085b"})
    void refusesControlCharacters(String text) {
        assertRefused("description ", request().setDescription(text));
        assertRefused("containers[0].origin ", first(Container.newBuilder().setOrigin(text)));
        assertRefused("containers[0].customer_id ", first(Container.newBuilder().setCustomerId(text)));
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertRefused("description ", request().setDescription("d".repeat(Limits.DESCRIPTION_CHARACTERS + 1)));
        assertRefused("containers[3].customer_id ", request().addContainers(container(Limits.NAME_CHARACTERS + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "a.b", "*", ">", "ä"})
    void refusesAWishThatIsNoIdentifier(String wish) {
        assertRefused("vessel_id ", request().setVesselId(wish));
    }

    @Test
    void writesWhatItKnows() {
        dev.shippy.consignment.Consignment pending = Samples.pending("vessel1", 9_000);
        Consignment message = Wire.message(
                Change.of(pending).state(dev.shippy.consignment.State.BOOKED).apply());
        assertEquals(pending.id(), message.getId());
        assertEquals("vessel1", message.getVesselId());
        assertEquals(State.BOOKED, message.getState());
        assertEquals(pending.createdAt(), message.getCreatedAt());
        assertEquals(
                List.of("1", "2", "3"),
                message.getContainersList().stream().map(Container::getId).toList());
        assertEquals(pending.owner(), message.getContainers(2).getUserId());
    }

    @Test
    void namesNoVesselBeforeItIsCertain() {
        dev.shippy.consignment.Consignment pending = Samples.pending("vessel1", 9_000);
        assertEquals("", Wire.message(pending).getVesselId());
        assertEquals(
                "",
                Wire.message(Change.of(pending)
                                .state(dev.shippy.consignment.State.REJECTED)
                                .apply())
                        .getVesselId());
    }

    @Test
    void neverTakesMoreBytesThanItCounts() {
        Draft large = new Draft(
                "ü".repeat(Limits.DESCRIPTION_CHARACTERS),
                Integer.MAX_VALUE,
                Collections.nCopies(
                        Limits.CONTAINERS, new dev.shippy.consignment.Container("ü".repeat(200), "€".repeat(200))),
                "v".repeat(64));
        dev.shippy.consignment.Consignment consignment = dev.shippy.consignment.Consignment.accepted(
                Samples.freshId(),
                Samples.freshId(),
                System.currentTimeMillis(),
                large,
                large.wishedVessel(),
                new dev.shippy.contracts.Deadline(1),
                Samples.TRACE);
        int counted = large.replyBytes(consignment.owner());
        // A page adds a tag and a length to each.
        int sent = 6
                + Wire.message(Change.of(consignment)
                                .state(dev.shippy.consignment.State.BOOKED)
                                .apply())
                        .getSerializedSize();
        assertTrue(sent <= counted, sent + " bytes, counted " + counted);
    }

    private static void assertRefused(String beginning, Consignment.Builder request) {
        ServiceException refusal = assertThrows(ServiceException.class, () -> Wire.draft(request.build()));
        assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
        assertTrue(refusal.sentence().startsWith(beginning), refusal.sentence());
    }

    private static Consignment.Builder first(Container.Builder container) {
        return request().setContainers(0, container);
    }

    private static Container container(int characters) {
        return Container.newBuilder()
                .setCustomerId("c".repeat(characters))
                .setOrigin("o")
                .build();
    }

    private static Consignment.Builder request() {
        Consignment.Builder request = Consignment.newBuilder()
                .setDescription(Samples.draft().description())
                .setWeight(55_000);
        Samples.draft()
                .containers()
                .forEach(container -> request.addContainers(Container.newBuilder()
                        .setCustomerId(container.customerId())
                        .setOrigin(container.origin())));
        return request;
    }
}
