package dev.shippy.faults;

import com.google.protobuf.Message;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.contracts.vessel.v1.VesselId;
import java.util.UUID;

/** A request of each kind that is answered with 200 when an admin sends it, to be sent right after the bad ones, and spoilt. */
final class GoodMessages {

    private static final Specification ONE_CONTAINER =
            Specification.newBuilder().setCapacity(1).setMaxWeight(1).build();

    private static final long RECENT_MILLIS = 60_000;

    private final Person admin;
    private final String customerId;
    private final String consignmentId;

    GoodMessages(Person admin, Person customer) {
        this.admin = admin;
        this.customerId = idOf(customer);
        this.consignmentId = customer.book(Person.consignment(1), "good")
                .await()
                .getConsignment()
                .getId();
    }

    static String idOf(Person person) {
        Token token = Token.newBuilder().setToken(person.token()).build();
        return person.call(UserService.VALIDATE_TOKEN, token).await().getUserId();
    }

    /** For RotateKey, which makes a key each time, the refusal is as good. */
    Message of(Rpc<?, ?, ?> rpc) {
        return switch (rpc.toString()) {
            case "consignment.CreateConsignment" -> Person.consignment(1);
            case "consignment.GetConsignments" ->
                GetRequest.newBuilder().setPageSize(5).build();
            case "consignment.GetConsignment", "consignment.CancelConsignment" ->
                ConsignmentId.newBuilder().setId(consignmentId).build();
            case "consignment.RepublishEvents" ->
                dev.shippy.contracts.consignment.v1.RepublishRequest.newBuilder()
                        .setSince(System.currentTimeMillis() - RECENT_MILLIS)
                        .build();
            case "user.RepublishEvents" ->
                dev.shippy.contracts.user.v1.RepublishRequest.newBuilder()
                        .setSince(System.currentTimeMillis() - RECENT_MILLIS)
                        .build();
            case "vessel.FindAvailable" -> ONE_CONTAINER;
            case "vessel.Create" ->
                Vessel.newBuilder()
                        .setName("Boat")
                        .setCapacity(1)
                        .setMaxWeight(1)
                        .build();
            case "vessel.Get" -> VesselId.newBuilder().setId("vessel001").build();
            case "vessel.List" -> ListRequest.newBuilder().setPageSize(5).build();
            case "vessel.Reserve" ->
                ReserveRequest.newBuilder()
                        .setVesselId("vessel001")
                        .setReservationId("0".repeat(32) + ".1")
                        .setSpecification(ONE_CONTAINER)
                        .build();
            case "vessel.Release" ->
                ReleaseRequest.newBuilder()
                        .setVesselId("vessel001")
                        .setReservationId("f".repeat(32) + ".1")
                        .setSpecification(ONE_CONTAINER)
                        .setUpTo(System.currentTimeMillis())
                        .build();
            case "user.Create" ->
                User.newBuilder()
                        .setName("A customer")
                        .setEmail(UUID.randomUUID() + "@example.org")
                        .setPassword(Installation.PASSWORD)
                        .build();
            case "user.Auth" -> admin.credentials();
            case "user.ValidateToken" ->
                Token.newBuilder().setToken(admin.token()).build();
            case "user.Get", "user.Grant", "user.Revoke" ->
                User.newBuilder().setId(customerId).build();
            case "user.Delete" -> User.newBuilder().setId("nobody").build();
            case "user.GetAll" -> Request.newBuilder().setPageSize(5).build();
            case "user.Keys", "user.RotateKey" -> Request.getDefaultInstance();
            default -> throw new IllegalArgumentException("Say what a good request of " + rpc + " is");
        };
    }

    /** What bad messages are made of: as {@link #of}, but nothing in it logs in or signs up, which would be slow. */
    Message toSpoil(Rpc<?, ?, ?> rpc) {
        Message good = of(rpc);
        return switch (rpc.toString()) {
            case "user.Create" ->
                ((User) good)
                        .toBuilder().setEmail(admin.credentials().getEmail()).build();
            case "user.Auth" ->
                ((User) good).toBuilder().setEmail("nobody@example.org").build();
            default -> good;
        };
    }
}
