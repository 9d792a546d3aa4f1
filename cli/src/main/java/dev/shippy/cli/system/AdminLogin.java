package dev.shippy.cli.system;

import dev.shippy.embedded.DataDirectory;
import dev.shippy.runtime.Environment;
import java.security.SecureRandom;
import java.util.Base64;

/** Who administers a system that `up` runs. */
record AdminLogin(String email, String password) {

    private static final String FILE = "admin.password";
    private static final String EMAIL = "admin@shippy.local";
    private static final int RANDOM_BYTES = 15;

    /** ADMIN_EMAIL and ADMIN_PASSWORD; a password that is not given is made once and kept in the folder. */
    static AdminLogin of(Environment environment, DataDirectory folder) {
        String email = environment.text("ADMIN_EMAIL", EMAIL);
        String given = environment.text("ADMIN_PASSWORD", "");
        return new AdminLogin(email, given.isEmpty() ? kept(folder) : given);
    }

    private static String kept(DataDirectory folder) {
        return folder.readSecret(FILE).map(String::strip).orElseGet(() -> {
            String made = random();
            var unused = folder.writeSecret(FILE, made + "\n");
            return made;
        });
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AdminLogin[" + email + "]";
    }
}
