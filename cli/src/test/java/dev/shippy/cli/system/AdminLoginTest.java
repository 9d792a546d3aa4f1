package dev.shippy.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.embedded.DataDirectory;
import dev.shippy.runtime.Environment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminLoginTest {

    private static final Environment NOTHING = new Environment(Map.of());
    private static final Environment ROOT =
            new Environment(Map.of("ADMIN_EMAIL", "root@example.org", "ADMIN_PASSWORD", "a long password"));

    @TempDir
    private Path folder;

    @Test
    void makesAPasswordOnceAndKeepsIt() {
        try (DataDirectory data = DataDirectory.open(folder)) {
            AdminLogin made = AdminLogin.of(NOTHING, data);

            assertEquals("admin@shippy.local", made.email());
            assertTrue(made.password().length() >= 20);
            assertEquals(made, AdminLogin.of(NOTHING, data));
            assertEquals(made, AdminLogin.of(ROOT, data));
        }
    }

    @Test
    void remembersWhomAnEarlierStartMadeButNotTheirPassword() {
        try (DataDirectory data = DataDirectory.open(folder)) {
            AdminLogin given = AdminLogin.of(ROOT, data);
            given.keep(data);

            AdminLogin later = AdminLogin.of(NOTHING, data);

            assertEquals(
                    Map.of("ADMIN_EMAIL", "root@example.org", "ADMIN_PASSWORD", "a long password"), given.settings());
            assertEquals("root@example.org with the password that it was given", later.sentence());
            assertEquals(Map.of(), later.settings());
        }
    }

    @Test
    void forgetsWhomAFailedStartWouldHaveMade() {
        try (DataDirectory data = DataDirectory.open(folder)) {
            assertEquals("root@example.org", AdminLogin.of(ROOT, data).email());
            assertEquals("admin@shippy.local", AdminLogin.of(NOTHING, data).email());
            assertFalse(AdminLogin.of(NOTHING, data).toString().contains("password"));
        }
    }
}
