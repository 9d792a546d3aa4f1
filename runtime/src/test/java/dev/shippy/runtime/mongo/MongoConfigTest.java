package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MongoConfigTest {

    @Test
    void hasDefaults() {
        assertEquals(
                new MongoConfig("mongodb://127.0.0.1:27017/shippy", Duration.ofSeconds(2)),
                MongoConfig.from(new Environment(Map.of())));
    }

    @Test
    void readsTheEnvironment() {
        Environment environment =
                new Environment(Map.of("MONGO_URL", "mongodb://a:1,b:2/freight", "STORE_TIMEOUT", "300ms"));

        MongoConfig config = MongoConfig.from(environment);

        environment.check();
        assertEquals(new MongoConfig("mongodb://a:1,b:2/freight", Duration.ofMillis(300)), config);
        assertEquals("a:1,b:2", config.hosts());
    }

    @Test
    void namesEverythingThatIsWrong() {
        Environment environment =
                new Environment(Map.of("MONGO_URL", "mongodb://host:notaport", "STORE_TIMEOUT", "0s"));

        MongoConfig ignored = MongoConfig.from(environment);

        List<String> problems =
                assertThrows(ConfigurationException.class, environment::check).problems();
        assertEquals(2, problems.size(), problems + " of " + ignored);
    }

    @Test
    void keepsAcknowledgedWritesWhateverTheConnectionStringSays() {
        JsonObject options = options("mongodb://127.0.0.1/freight?w=0&journal=false&readPreference=secondary");

        assertEquals("majority", options.getString("w"));
        assertEquals(true, options.getBoolean("journal"));
        assertEquals("primary", options.getString("readPreference"));
        assertEquals("freight", options.getString("db_name"));
        assertEquals("majority", options.getString("readConcernLevel"));
    }

    @Test
    void usesTheDatabaseShippyWhenTheUrlNamesNone() {
        assertEquals("shippy", options("mongodb://127.0.0.1").getString("db_name"));
    }

    @Test
    void neverShowsAPassword() {
        MongoConfig config = new MongoConfig("mongodb://vessel:secret@127.0.0.1:1/shippy", Duration.ofSeconds(1));

        assertFalse((config + config.hosts()).contains("secret"));
    }

    private static JsonObject options(String url) {
        return new MongoConfig(url, Duration.ofSeconds(1)).clientOptions();
    }
}
