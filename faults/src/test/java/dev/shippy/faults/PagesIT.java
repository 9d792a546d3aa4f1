package dev.shippy.faults;

import static dev.shippy.faults.Person.codeOf;
import static dev.shippy.faults.Person.consignment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.runtime.PageToken;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Long lists, read page by page while they grow. The full size:
 * {@code mvn verify -pl faults -am -Dit.test=PagesIT -Dpages.consignments=100000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

    private static final int COUNT = Integer.getInteger("pages.consignments", 4_000);
    private static final int PAGE_SIZE = Math.min(Limits.MAX_PAGE_SIZE, Math.max(100, COUNT / 40));
    private static final int FULL_PAGES_AT_ONCE = COUNT > 10_000 ? 8 : 64;
    private static final int BATCH = 1_000;
    private static final int IN_ONE_MILLISECOND = 7;
    private static final String COLLECTION = "consignments";

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(Map.of());
    private final List<ServiceProcess> services = new ArrayList<>();
    private NatsClient client;
    private MongoClient store;

    @BeforeAll
    void start() {
        List.of(Services.USER, Services.VESSEL, Services.CONSIGNMENT)
                .forEach(service -> services.add(installation.start(service)));
        services.forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        store = MongoClient.create(vertx, new JsonObject().put("connection_string", installation.mongo.url()));
    }

    @AfterAll
    void close() {
        store.close().await();
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES) // for the full size
    void skipsAndRepeatsNothingWhileOthersAreAdded() {
        Person ada = Person.signUp(client);
        JsonObject template = bookedBy(ada);
        Set<String> present = new HashSet<>(Set.of(template.getString("_id")));
        long now = System.currentTimeMillis();
        for (int from = 0; from < COUNT; from += BATCH) {
            present.addAll(insert(template, Math.min(BATCH, COUNT - from), now - 10_000_000 + from));
        }

        List<String> read = new ArrayList<>();
        Set<String> added = new HashSet<>();
        String token = "";
        long mostMemory = 0;
        int pages = 0;
        do {
            Response page = page(ada, PAGE_SIZE, token).await();
            page.getConsignmentsList().forEach(one -> read.add(one.getId()));
            token = page.getNextPageToken();
            // The list grows for a while, and then comes to its end.
            if (pages++ < 20) {
                added.addAll(insert(template, 5, System.currentTimeMillis()));
            }
            mostMemory = Math.max(mostMemory, Figures.residentMegabytes(services.get(2)));
        } while (!token.isEmpty());

        System.out.println(
                "Pages: " + read.size() + " consignments on " + pages + " pages, at most " + mostMemory + " MB");
        assertEquals(read.size(), new HashSet<>(read).size(), "nothing is repeated");
        present.addAll(added);
        assertEquals(present, new HashSet<>(read), "nothing is skipped");
        assertTrue(mostMemory < 256, "it takes " + mostMemory + " MB");
        assertTrue(services.get(2).isAlive());
        survivesFullPagesAtOnce(ada);
    }

    /** Each takes megabytes while it is read, and the heap has 64. */
    private void survivesFullPagesAtOnce(Person person) {
        List<Future<Response>> calls = Bookings.atOnce(FULL_PAGES_AT_ONCE, i -> page(person, Limits.MAX_PAGE_SIZE, ""));
        assertTrue(services.get(2).isAlive(), services.get(2)::log);
        assertEquals(Map.of(200, (long) FULL_PAGES_AT_ONCE), Bookings.countByCode(calls));
    }

    @Test
    void cutsAPageBeforeItIsLargerThanAReplyMayBe() {
        Person ada = Person.signUp(client);
        JsonObject template = bookedBy(ada);
        JsonObject large = template.copy();
        JsonArray containers = new JsonArray();
        for (int i = 0; i < 250; i++) {
            containers.add(new JsonObject().put("customerId", "c".repeat(100)).put("origin", "o".repeat(100)));
        }
        large.getJsonObject("body").put("containers", containers);
        large.put("size", 256 + 250 * (32 + 36 + 200));
        Set<String> present = new HashSet<>(insert(large, 20, System.currentTimeMillis() - 1_000_000));
        present.add(template.getString("_id"));

        Set<String> read = new HashSet<>();
        String token = "";
        int pages = 0;
        do {
            Response page = page(ada, Limits.MAX_PAGE_SIZE, token).await();
            assertTrue(page.getSerializedSize() <= Limits.REPLY_BYTES, "a page of " + page.getSerializedSize());
            page.getConsignmentsList().forEach(one -> assertTrue(read.add(one.getId())));
            token = page.getNextPageToken();
            pages++;
        } while (!token.isEmpty());

        assertEquals(present, read);
        assertTrue(pages >= 5, pages + " pages");
    }

    @Test
    void bindsATokenToItsCallerAndItsList() {
        Person ada = Person.signUp(client);
        Person eve = Person.signUp(client);
        Person admin = Person.admin(client);
        List.of(ada, ada, eve, eve)
                .forEach(person -> assertTrue(bookedBy(person).containsKey("_id")));
        String adas = page(ada, 1, "").await().getNextPageToken();
        String admins = page(admin, 1, "").await().getNextPageToken();
        String adminId = GoodMessages.idOf(admin);

        assertEquals(200, codeOf(Bookings.ended(page(ada, 1, adas))));
        refused(page(eve, 1, adas));
        refused(page(admin, 1, adas));
        refused(page(ada, 1, admins));
        for (int i = 0; i < adas.length(); i++) {
            char other = adas.charAt(i) == 'A' ? 'B' : 'A';
            refused(page(ada, 1, adas.substring(0, i) + other + adas.substring(i + 1)));
        }
        refused(page(ada, 1, adas + "A"));
        refused(page(ada, 1, adas + "="));
        refused(page(ada, 1, adas.substring(1)));
        refused(users(admin, admins));
        refused(vessels(ada, adas));
        // Whole tokens that somebody made who has read the code.
        for (String cursor :
                List.of("", " ", "x", "1", "-1.0", "99999999999999999999.0", "1 ", "1 \0", "999999999999999 x")) {
            refused(page(admin, 1, PageToken.encode("GetConsignments " + adminId + " all", cursor)));
            refused(users(admin, PageToken.encode("user.GetAll " + adminId, cursor)));
        }
    }

    private static void refused(Future<?> call) {
        assertEquals(400, codeOf(Bookings.ended(call)));
        assertTrue(String.valueOf(call.cause().getMessage()).startsWith("page_token"), call.cause()::getMessage);
    }

    private static Future<Response> page(Person person, int size, String token) {
        GetRequest request =
                GetRequest.newBuilder().setPageSize(size).setPageToken(token).build();
        return person.call(ShippingService.GET_CONSIGNMENTS, request);
    }

    private static Future<?> users(Person person, String token) {
        return person.call(
                UserService.GET_ALL, Request.newBuilder().setPageToken(token).build());
    }

    private static Future<?> vessels(Person person, String token) {
        return person.call(
                VesselService.LIST, ListRequest.newBuilder().setPageToken(token).build());
    }

    /** What the service itself writes for a booking. */
    private JsonObject bookedBy(Person person) {
        Consignment booked = person.book(consignment(1), UUID.randomUUID().toString())
                .await()
                .getConsignment();
        return store.findOne(COLLECTION, new JsonObject().put("_id", booked.getId()), null)
                .await();
    }

    /** Copies with ids of their own, some in the same millisecond, from a time on. */
    private List<String> insert(JsonObject template, int count, long createdAt) {
        List<BulkOperation> operations = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = UUID.randomUUID().toString().replace("-", "");
            ids.add(id);
            operations.add(BulkOperation.createInsert(
                    template.copy().put("_id", id).put("createdAt", createdAt + i / IN_ONE_MILLISECOND)));
        }
        var unused = store.bulkWrite(COLLECTION, operations).await();
        return ids;
    }
}
