package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoLoginTest {

    private static final MongoLogin LOGIN = new MongoLogin("vessel", "Secret123", List.of("vessels"));

    @ParameterizedTest
    @CsvSource({
        "mongodb://root:pw@a:1/freight?authSource=admin, mongodb://vessel:Secret123@a:1/freight",
        "mongodb://root:p%40%2Fw@a:1/?authSource=admin, mongodb://vessel:Secret123@a:1/shippy",
        "mongodb://a, mongodb://vessel:Secret123@a/shippy",
        "mongodb://r:p@a:1;b:2/s?authSource=admin&replicaSet=rs0, mongodb://vessel:Secret123@a:1;b:2/s?replicaSet=rs0",
        "mongodb://a/s?tls=true&AuthMechanism=SCRAM-SHA-1&w=1, mongodb://vessel:Secret123@a/s?tls=true&w=1",
        "mongodb+srv://r:p@store.example.org/s, mongodb+srv://vessel:Secret123@store.example.org/s"
    })
    void takesThePlaceOfAnotherUser(String other, String own) {
        // A comma would separate columns in the table above.
        assertEquals(own.replace(';', ','), LOGIN.url(other.replace(";b", ",b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short1", "with-hyphen", "with space1", "percent%40", "über12345", "newline12\n"})
    void refusesAPasswordThatAConnectionStringWouldMisread(String password) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> new MongoLogin("vessel", password, List.of("vessels")));

        assertEquals(
                "The password of the MongoDB user vessel must be 8 to 128 letters and digits", refusal.getMessage());
    }

    @Test
    void refusesALoginWithoutCollections() {
        assertThrows(IllegalArgumentException.class, () -> new MongoLogin("vessel", "Secret123", List.of()));
    }

    @Test
    void neverShowsThePassword() {
        assertFalse(LOGIN.toString().contains("Secret123"), LOGIN.toString());
    }
}
