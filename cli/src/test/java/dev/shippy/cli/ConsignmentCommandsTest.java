package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.consignment.v1.State;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsignmentCommandsTest {

    private static final String SAMPLE = "consignment.json";

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem();
    private Person person;

    @BeforeEach
    void book() {
        person = new Person(system, folder).loggedIn();
        system.answer(
                ShippingService.CREATE_CONSIGNMENT,
                asked -> Response.newBuilder()
                        .setCreated(true)
                        .setConsignment(asked.toBuilder().setId("c1").setVesselId("vessel001"))
                        .setOk(true)
                        .build());
    }

    @Test
    void printsCreatedFirstThenWhichConsignmentAndWhichVessel() {
        Person.Result result = person.run("consignment", "create", SAMPLE);

        assertEquals("created: true\nconsignment: c1\nvessel: vessel001\n", result.out(), result.errors());
        assertEquals(0, result.code());
    }

    @Test
    void sendsTheOriginalsSampleAsItIs() {
        person.run("consignment", "create", SAMPLE);

        Consignment sent = (Consignment) system.asked.get(0).request();
        assertEquals("This is a test consignment", sent.getDescription());
        assertEquals(55_000, sent.getWeight());
        assertEquals(
                List.of("cust001", "cust002", "cust005"),
                sent.getContainersList().stream().map(Container::getCustomerId).toList());
        assertEquals("Derby, United Kingdom", sent.getContainers(1).getOrigin());
        assertEquals("stored-token", system.asked.get(0).token());
    }

    @Test
    void printsOneJsonDocumentWithTheNamesOfTheProtoFile() {
        Person.Result result = person.run("consignment", "create", SAMPLE, "--output", "json");

        JsonObject document = new JsonObject(result.out());
        assertTrue(document.getBoolean("created"));
        JsonObject consignment = document.getJsonObject("consignment");
        assertEquals("vessel001", consignment.getString("vessel_id"));
        assertEquals(
                "cust001",
                consignment.getJsonArray("containers").getJsonObject(0).getString("customer_id"));
    }

    @Test
    void readsStandardInputForADash() {
        Person.Result result =
                person.piping("{\"weight\": 7, \"vesselId\": \"vessel002\"}").run("consignment", "create", "-");

        assertEquals(0, result.code(), result.errors());
        assertEquals("vessel002", ((Consignment) system.asked.get(0).request()).getVesselId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"weight\": 7, \"wieght\": 8}|unknown field \"wieght\"",
                "{\"weight\": \"heavy\"}|heavy",
                "{\"weight\": 1,,}|line 1",
                "[1, 2]|is not a consignment",
                "{|is not JSON",
                "''|it is empty"
            })
    void saysWhatIsWrongWithAFile(String json, String reason) {
        Person.Result result = person.piping(json).run("consignment", "create", "-");

        assertEquals(2, result.code(), result.errors());
        assertTrue(result.errors().startsWith("Standard input is not "), result.errors());
        assertTrue(result.errors().contains(reason), result.errors());
        assertEquals(1, result.errors().lines().count(), result.errors());
        assertEquals(0, system.asked.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`weight`: 1}{`weight`: 1}|not JSON: line 1, column 14: unexpected text after the end of the document",
                "{`weight`: 1} garbage|not JSON: line 1, column 22",
                "{weight: 1}|not JSON: line 1, column 2: unexpected `w`",
                "{'weight': 1}|not JSON: line 1, column 2: unexpected `'`",
                "{`weight`: 1, `weight`: 2}|duplicate field `weight`",
                "{`vessel_id`: `a`, `vesselId`: `b`}|line 1, column 20: duplicate field `vesselId`",
                "# comment@{`weight`: 1}|not JSON: line 1, column 1",
                "{`weight`: 1} // comment|not JSON: line 1, column 15",
                "{`weight`: 1; `containers`=[{}]}|not JSON: line 1, column 13: unexpected `;`",
                ")]}'@{`weight`: 1}|not JSON: line 1, column 1",
                "{`description`:@ `a\tb`}|not JSON: line 2, column 4: a control character must be escaped as \\u0009",
                "{`description`: `a@b`}|not JSON: line 1, column 19: a control character must be escaped as \\u000a",
                "{`containers`: [{},@]}|not JSON: line 2, column 1: extra comma before `]`",
                "{`weight`: 1,@}|not JSON: line 2, column 1: extra comma before `}`",
                "{`containers`: [null]}|line 1, column 17: the list `containers` contains null",
                "{`containers`: [{`wieght`: 1}]}|line 1, column 18: unknown field `wieght`",
                "{`description`: `\\ud800`}|an unpaired surrogate",
                "{`weight`: NaN}|not JSON: line 1",
                "{`weight`: 01}|not JSON: line 1",
                "null|not a consignment: line 1, column 1: it is not an object"
            })
    void namesLineAndColumnOfInvalidJson(String json, String reason) {
        Person.Result result =
                person.piping(json.replace('`', '"').replace('@', '\n')).run("consignment", "create", "-");

        assertEquals(2, result.code(), result.errors());
        assertTrue(result.errors().contains(reason.replace('`', '"')), result.errors());
        assertEquals(1, result.errors().lines().count(), result.errors());
        assertEquals(0, system.asked.size());
    }

    @Test
    void refusesDeepJsonAndBytesThatAreNotUtf8() {
        Person.Result deep =
                person.piping("{\"containers\": " + "[".repeat(500_000)).run("consignment", "create", "-");
        Person.Result latin = person.piping("{\"description\": \"gr\u00fcn\"}".getBytes(StandardCharsets.ISO_8859_1))
                .run("consignment", "create", "-");

        assertEquals(2, deep.code(), deep.errors());
        assertTrue(deep.errors().contains("nested too deeply"), deep.errors());
        assertEquals(2, latin.code());
        assertEquals("Standard input is not UTF-8 text.\n", latin.errors());
        assertEquals(0, system.asked.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF{\"weight\": 1000}",
                "{\"weight\": \"1000\"}",
                "{\"weight\": 1e3}",
                "\t{\"weight\"\r\n: 1000, \"vessel_id\": null}\n\n"
            })
    void acceptsTheJsonMappingOfProtobuf(String json) {
        Person.Result result = person.piping(json).run("consignment", "create", "-");

        assertEquals(0, result.code(), result.errors());
        assertEquals(1_000, ((Consignment) system.asked.get(0).request()).getWeight());
    }

    @Test
    void saysWhenAnotherVesselIsBooked() {
        system.answer(
                ShippingService.CREATE_CONSIGNMENT,
                asked -> Response.newBuilder()
                        .setConsignment(asked.toBuilder().setVesselId("vessel001"))
                        .build());

        Person.Result other = person.piping("{\"vessel_id\": \"vessel009\"}").run("consignment", "create", "-");
        Person.Result met = person.piping("{\"vessel_id\": \"vessel001\"}").run("consignment", "create", "-");
        Person.Result any = person.piping("{}").run("consignment", "create", "-");

        assertEquals(0, other.code());
        assertTrue(other.errors().startsWith("Another vessel was booked: vessel009 does not exist"), other.errors());
        assertEquals("", met.errors() + any.errors());
    }

    @Test
    void asksBeforeItCancels() {
        system.always(ShippingService.CANCEL_CONSIGNMENT, Response.getDefaultInstance());

        Person.Result refused = person.answering("n").run("consignment", "cancel", "c1");
        assertEquals(1, refused.code());
        assertEquals("Nothing was done.\n", refused.errors());
        assertEquals(0, system.asked.size());

        assertEquals(1, person.answering("").run("consignment", "cancel", "c1").code());
        assertEquals(
                0, person.answering("yes").run("consignment", "cancel", "c1").code());
        assertEquals(
                0,
                person.answering("n")
                        .run("consignment", "cancel", "c1", "--yes")
                        .code());
        assertEquals(
                0, new Person(system, folder).run("consignment", "cancel", "c1").code());
        assertEquals(3, system.asked.size());
    }

    @Test
    void refusesFilesThatAreMissingOrTooLarge() throws IOException {
        Path large = Files.writeString(folder.resolve("large"), " ".repeat(1024 * 1024 + 1));

        Person.Result missing =
                person.run("consignment", "create", folder.resolve("none").toString());
        Person.Result tooLarge = person.run("consignment", "create", large.toString());

        assertEquals(2, missing.code());
        assertTrue(missing.errors().startsWith("There is no file"), missing.errors());
        assertEquals(2, tooLarge.code());
        assertTrue(tooLarge.errors().contains("has more than 1048576 bytes"), tooLarge.errors());
    }

    @Test
    void endsWith6AndTheReasonWhenThereIsNoRoom() {
        system.refuse(ShippingService.CREATE_CONSIGNMENT, ServiceException.failedPrecondition("No vessel has room"));

        Person.Result result = person.run("consignment", "create", SAMPLE);

        assertEquals(6, result.code());
        assertEquals("No vessel has room.\n", result.errors());
    }

    @Test
    void fetchesAListPageByPageUpToTheLimit() {
        serveConsignments(2_500);

        Person.Result result = person.run("consignment", "list", "--limit", "1200");

        assertEquals(1_201, result.out().lines().count());
        assertEquals(
                List.of(1_000, 200),
                system.asked.stream()
                        .map(asked -> ((GetRequest) asked.request()).getPageSize())
                        .toList());
        assertTrue(result.errors().startsWith("There are more"), result.errors());
    }

    @Test
    void fetchesAllOnRequestAsOneJsonDocument() {
        serveConsignments(2_500);

        Person.Result result = person.run("consignment", "list", "--all", "-o", "json");

        JsonObject document = new JsonObject(result.out());
        assertEquals(2_500, document.getJsonArray("consignments").size());
        assertEquals("", result.errors());
    }

    @Test
    void printsAnEmptyListToo() {
        serveConsignments(0);

        assertEquals(
                0,
                new JsonObject(person.run("consignment", "list", "-o", "json").out())
                        .getJsonArray("consignments")
                        .size());
        Person.Result table = person.run("consignment", "list");
        assertEquals("ID  STATE  VESSEL  CONTAINERS  KG\n", table.out());
        assertEquals("No consignments.\n", table.errors());
    }

    @Test
    void alignsTables() {
        serveConsignments(2);

        assertEquals("""
                ID       STATE   VESSEL     CONTAINERS      KG
                number0  BOOKED  vessel001           1  100000
                number1  BOOKED  -                   1  100001
                """, person.run("consignment", "list").out());
    }

    private void serveConsignments(int count) {
        system.answer(ShippingService.GET_CONSIGNMENTS, request -> {
            int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
            int to = Math.min(count, from + request.getPageSize());
            return Response.newBuilder()
                    .addAllConsignments(IntStream.range(from, to)
                            .mapToObj(ConsignmentCommandsTest::consignment)
                            .toList())
                    .setNextPageToken(to < count ? String.valueOf(to) : "")
                    .build();
        });
    }

    private static Consignment consignment(int number) {
        return Consignment.newBuilder()
                .setId("number" + number)
                .setState(State.BOOKED)
                .setVesselId(number % 2 == 0 ? "vessel001" : "")
                .setWeight(100_000 + number)
                .addContainers(Container.getDefaultInstance())
                .build();
    }
}
