package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ProvisioningStep.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `provision` with a real mongod. */
class ProvisionIT {

    private static final ProvisioningStep EVENTS = new ProvisioningStep("EVENTS", Result.MADE, "");

    @TempDir
    private Path folder;

    private final String rootUrl = Shared.mongo().newDatabase();
    private final FakeSystem system = new FakeSystem();
    private Person operator;

    @BeforeEach
    void start() {
        system.steps = List.of(EVENTS);
        operator = new Person(system, folder)
                .with("MONGO_ROOT_URL", rootUrl)
                .with("VESSEL_MONGO_PASSWORD", "vesselPassword1")
                .with("CONSIGNMENT_MONGO_PASSWORD", "consignmentPassword1");
    }

    @Test
    void makesStreamsAndUsersInOneTable() {
        Person.Result made = provision();
        Person.Result again = provision();

        assertEquals("""
                NAME                      RESULT  CHANGES
                EVENTS                    made
                MongoDB role consignment  made
                MongoDB user consignment  made
                MongoDB role vessel       made
                MongoDB user vessel       made
                """, made.out());
        assertEquals(0, made.code(), made.errors());
        assertEquals(
                4,
                again.out()
                        .lines()
                        .filter(line -> line.endsWith("right already"))
                        .count(),
                again.out());
        try (MongoClient vessel = MongoClients.create(url("vessel", "vesselPassword1"))) {
            assertEquals(
                    List.of(),
                    vessel.getDatabase(database())
                            .getCollection("vessels")
                            .find()
                            .into(new ArrayList<>()));
        }
    }

    @Test
    void saysThatAPasswordWasChanged() {
        provision();
        operator.with("VESSEL_MONGO_PASSWORD", "vesselPassword2");

        Person.Result changed = provision();

        assertTrue(
                changed.out().contains("MongoDB user vessel       changed        its password differs"), changed.out());
    }

    @Test
    void endsWith1AndASentenceWhenTheRootPasswordIsWrongAndMakesTheStreams() {
        operator.with("MONGO_ROOT_URL", rootUrl.replaceFirst(":[^:@/]+@", ":WrongPassword1@"));

        Person.Result refused = provision();

        assertEquals(1, refused.code());
        assertTrue(refused.out().contains("EVENTS  made"), refused.out());
        assertEquals(
                "MongoDB at 127.0.0.1:" + Shared.mongo().port()
                        + " refuses the login of the user root of the database admin: there is no such user, or its"
                        + " password is wrong.\n",
                refused.errors());
    }

    @Test
    void makesTheUsersWhereTheStreamsCannotBeMade() {
        system.refuseToProvision("NATS is away");

        Person.Result refused = provision();

        assertEquals(7, refused.code());
        assertEquals("NATS is away.\n", refused.errors());
        assertTrue(refused.out().contains("MongoDB user vessel       made"), refused.out());
    }

    @Test
    void tellsOfBothWhenBothAreRefused() {
        system.refuseToProvision("NATS is away");
        operator.with("VESSEL_MONGO_PASSWORD", "with-hyphen").with("CONSIGNMENT_MONGO_PASSWORD", "");

        Person.Result refused = provision();

        assertEquals(7, refused.code());
        assertEquals("", refused.out());
        for (String sentence : List.of(
                "NATS is away.",
                "CONSIGNMENT_MONGO_PASSWORD is missing",
                "VESSEL_MONGO_PASSWORD must be 8 to 128 letters and digits.")) {
            assertTrue(refused.errors().lines().anyMatch(sentence::equals), refused.errors());
        }
    }

    @CanIgnoreReturnValue
    private Person.Result provision() {
        return operator.run("provision", "--timeout", "20s");
    }

    private String url(String user, String password) {
        return rootUrl.replaceFirst("//.*@", "//" + user + ":" + password + "@").replaceFirst("\\?.*", "");
    }

    private String database() {
        return rootUrl.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }
}
