package dev.shippy.runtime.mongo;

import static dev.shippy.runtime.ProvisioningStep.Result.CHANGED;
import static dev.shippy.runtime.ProvisioningStep.Result.MADE;
import static dev.shippy.runtime.ProvisioningStep.Result.RIGHT_ALREADY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.MongoCommandException;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.Passwords;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ProvisioningStep.Result;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Roles and users on a real mongod. */
class MongoProvisioningIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final JsonObject ANY = new JsonObject();

    private final Vertx vertx = Vertx.vertx();
    private final String rootUrl = Shared.mongo().newDatabase();
    private final MongoLogin vessel = new MongoLogin("vessel", Passwords.random(), List.of("vessels"));
    private final MongoLogin consignment = new MongoLogin("consignment", Passwords.random(), List.of("consignments"));

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void makesWhatIsMissingAndLeavesWhatIsRight() {
        List<ProvisioningStep> first = provision(vessel, consignment);
        List<ProvisioningStep> second = provision(vessel, consignment);

        assertEquals(
                List.of(
                        "MongoDB role vessel",
                        "MongoDB user vessel",
                        "MongoDB role consignment",
                        "MongoDB user consignment"),
                first.stream().map(ProvisioningStep::name).toList());
        assertTrue(first.stream().allMatch(step -> step.result() == MADE), first.toString());
        assertTrue(second.stream().allMatch(step -> step.result() == RIGHT_ALREADY), second.toString());
    }

    @Test
    void putsANewPasswordInThePlaceOfTheOldOne() {
        provision(vessel);
        MongoLogin renewed = new MongoLogin("vessel", Passwords.random(), List.of("vessels"));

        List<ProvisioningStep> steps = provision(renewed);

        assertEquals(List.of(RIGHT_ALREADY, CHANGED), results(steps));
        assertEquals("its password differs", steps.get(1).changes());
        await(await(connect(renewed.url(rootUrl))).close());
        assertRefused(ErrorCode.UNAUTHENTICATED, connect(vessel.url(rootUrl)));
    }

    @Test
    void takesAwayRightsThatAreNotNeeded() {
        provision(vessel);
        asRoot(new JsonObject()
                .put("updateRole", "vessel")
                .put("privileges", new JsonArray())
                .put("roles", new JsonArray().add("readWrite")));
        asRoot(new JsonObject().put("updateUser", "vessel").put("roles", new JsonArray().add("dbOwner")));

        List<ProvisioningStep> steps = provision(vessel);

        assertEquals(List.of(CHANGED, CHANGED), results(steps));
        assertTrue(steps.get(0).changes().contains("remove"), steps.toString());
        assertTrue(steps.get(1).changes().contains("dbOwner"), steps.toString());
        assertForbidden(vessel, client -> client.findOne("consignments", ANY, null));
        assertEquals(List.of(RIGHT_ALREADY, RIGHT_ALREADY), results(provision(vessel)));
    }

    @Test
    void severalAtOnceMakeEachOnce() {
        List<Future<List<ProvisioningStep>>> running = List.of(run(rootUrl), run(rootUrl), run(rootUrl));

        List<ProvisioningStep> all = running.stream()
                .map(MongoProvisioningIT::await)
                .flatMap(List::stream)
                .toList();

        assertEquals(12, all.size());
        assertEquals(4, all.stream().filter(step -> step.result() == MADE).count(), all.toString());
        assertEquals(
                8, all.stream().filter(step -> step.result() == RIGHT_ALREADY).count(), all.toString());
    }

    @Test
    void aUserDoesWhatItsServiceDoes() {
        provision(vessel, consignment);
        JsonObject key = new JsonObject().put("changed", 1);
        JsonObject change = new JsonObject().put("$set", new JsonObject().put("changed", 1));
        JsonObject other = new JsonObject().put("_id", "other");
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);

        MongoStore store = await(connect(vessel.url(rootUrl)));
        MongoClient client = store.client();
        await(store.run(() -> client.createIndexWithOptions("vessels", key, new IndexOptions().name("changed"))));
        await(store.writeEach("vessels", List.of(BulkOperation.createInsert(new JsonObject().put("_id", "one")))));
        await(store.run(() -> client.updateCollection("vessels", ANY, change)));
        await(store.run(() -> client.findOneAndUpdateWithOptions("vessels", other, change, new FindOptions(), upsert)));
        JsonArray pipeline = new JsonArray().add(new JsonObject().put("$match", key));

        assertEquals(2, await(store.run(() -> client.find("vessels", ANY))).size());
        assertEquals(
                2,
                await(store.linearizable().aggregate("vessels", pipeline, 10)).size());
        MongoIndex otherwise = new MongoIndex("changed", new JsonObject().put("changed", -1));
        assertTrue(MongoStore.isBlocked(
                assertThrows(ServiceException.class, () -> await(store.makeIndexes("vessels", List.of(otherwise))))));
        await(store.close());
    }

    @Test
    void refusesConnectionStringsThatWouldLeadElsewhere() {
        assertTrue(MongoProvisioning.problem("mongodb://root:pa/ss@host/shippy")
                .orElseThrow()
                .contains("Percent-encode"));
        assertTrue(MongoProvisioning.problem("mongodb://root:password@host/admin")
                .orElseThrow()
                .startsWith("names the database admin"));
        assertEquals(Optional.empty(), MongoProvisioning.problem("mongodb://root:password@host/?authSource=admin"));
    }

    @Test
    void aUserDoesNothingElse() {
        provision(vessel, consignment);
        String own = "vessels";
        String others = "consignments";

        assertForbidden(vessel, client -> client.findOne(others, ANY, null));
        assertForbidden(vessel, client -> client.insert(others, new JsonObject()));
        assertForbidden(consignment, client -> client.findOne(own, ANY, null));
        assertForbidden(consignment, client -> client.insert(own, new JsonObject()));
        assertForbidden(vessel, client -> client.removeDocuments(own, ANY));
        assertForbidden(vessel, client -> client.dropCollection(own));
        assertForbidden(vessel, client -> client.getCollections());
        assertForbidden(
                vessel,
                client -> client.runCommand(
                        "createUser",
                        new JsonObject()
                                .put("createUser", "mallory")
                                .put("pwd", "mallory")
                                .put("roles", new JsonArray())));
        assertForbidden(
                vessel,
                client -> client.runCommand(
                        "updateUser",
                        new JsonObject().put("updateUser", "vessel").put("pwd", "changed1")));
    }

    @Test
    void aUserReadsNoOtherDatabase() {
        provision(vessel);
        String database = new MongoConfig(rootUrl, AT_ONCE).database();
        String elsewhere = vessel.url(rootUrl).replaceFirst("/[^/]*$", "/other?authSource=" + database);

        MongoStore store = await(connect(elsewhere));

        assertForbidden(store, client -> client.findOne("vessels", ANY, null));
        assertForbidden(store, client -> client.insert("vessels", new JsonObject()));
        await(store.close());
    }

    @Test
    void aWrongRootPasswordIsRefusedAtOnce() {
        String wrong = rootUrl.replaceFirst(":[^:@/]+@", ":WrongPassword1@");
        long start = System.nanoTime();

        ServiceException refusal = assertRefused(ErrorCode.UNAUTHENTICATED, run(wrong));

        assertTrue(System.nanoTime() - start < AT_ONCE.toNanos());
        assertEquals(
                "MongoDB at 127.0.0.1:" + Shared.mongo().port()
                        + " refuses the login of the user root of the database admin: there is no such user, or its"
                        + " password is wrong",
                refusal.sentence());
    }

    @Test
    void aUserWhoMayNotIsRefusedAtOnce() {
        provision(vessel);
        long start = System.nanoTime();

        ServiceException asService = assertRefused(ErrorCode.PERMISSION_DENIED, run(vessel.url(rootUrl)));
        ServiceException asNobody = assertRefused(
                ErrorCode.UNAUTHENTICATED,
                run("mongodb://127.0.0.1:" + Shared.mongo().port()));

        assertTrue(System.nanoTime() - start < AT_ONCE.toNanos());
        assertTrue(asService.sentence().contains(" does not grant the user vessel "), asService.sentence());
        assertTrue(asNobody.sentence().contains(" requires a login"), asNobody.sentence());
        assertFalse(asService.sentence().contains(vessel.password()));
    }

    @Test
    void aServerThatIsAwayIsWaitedForUntilTheLimit() {
        long start = System.nanoTime();

        assertRefused(
                ErrorCode.UNAVAILABLE,
                MongoProvisioning.run(
                        vertx, "mongodb://root:pw@127.0.0.1:1", List.of(vessel), Duration.ofMillis(1_500)));

        assertTrue(System.nanoTime() - start > Duration.ofMillis(1_500).toNanos());
    }

    private Future<List<ProvisioningStep>> run(String url) {
        return MongoProvisioning.run(vertx, url, List.of(vessel, consignment), LIMIT);
    }

    @CanIgnoreReturnValue
    private List<ProvisioningStep> provision(MongoLogin... logins) {
        return await(MongoProvisioning.run(vertx, rootUrl, List.of(logins), LIMIT));
    }

    private Future<MongoStore> connect(String url) {
        return MongoStore.connect(vertx, new MongoConfig(url, Duration.ofSeconds(5)), LIMIT);
    }

    private void asRoot(JsonObject command) {
        MongoStore store = await(connect(rootUrl));
        String name = command.fieldNames().iterator().next();
        await(store.run(() -> store.client().runCommand(name, command)));
        await(store.close());
    }

    private void assertForbidden(MongoLogin login, Function<MongoClient, Future<?>> operation) {
        MongoStore store = await(connect(login.url(rootUrl)));
        assertForbidden(store, operation);
        await(store.close());
    }

    private static void assertForbidden(MongoStore store, Function<MongoClient, Future<?>> operation) {
        Throwable failure = assertThrows(
                Throwable.class,
                () -> await(store.run(() -> operation.apply(store.client()).mapEmpty())));
        MongoCommandException refusal = assertInstanceOf(MongoCommandException.class, failure.getCause());
        assertEquals(13, refusal.getCode(), refusal.toString());
    }

    @CanIgnoreReturnValue
    private static ServiceException assertRefused(ErrorCode code, Future<?> future) {
        ServiceException refusal = assertThrows(ServiceException.class, () -> await(future));
        assertEquals(code, refusal.code(), refusal.sentence());
        return refusal;
    }

    private static List<Result> results(List<ProvisioningStep> steps) {
        return steps.stream().map(ProvisioningStep::result).toList();
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing after 30 s", late);
        }
    }
}
