package dev.shippy.cli.system;

import dev.shippy.embedded.DataDirectory;
import dev.shippy.runtime.Environment;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who administers a system that `up` runs. The first start of a folder decides; its file has the address and, if it was made
 * here, the password.
 *
 * @param password empty if it was given to an earlier start, which does not keep it
 */
record AdminLogin(String email, String password) {

    private static final String FILE = "admin.login";
    static final String EMAIL = "admin@shippy.local";

    /** The folder's admin, else ADMIN_EMAIL and ADMIN_PASSWORD; a password that is not given is made and kept. */
    static AdminLogin of(Environment environment, DataDirectory folder) {
        return folder.readSecret(FILE).map(AdminLogin::read).orElseGet(() -> first(environment, folder));
    }

    private static AdminLogin first(Environment environment, DataDirectory folder) {
        String email = environment.text("ADMIN_EMAIL", EMAIL);
        String given = environment.text("ADMIN_PASSWORD", "");
        if (!given.isEmpty()) {
            return new AdminLogin(email, given);
        }
        AdminLogin made = new AdminLogin(email, random());
        made.write(folder, made.password());
        return made;
    }

    /** To be called once the system runs, that is, once the admin is there. */
    void keep(DataDirectory folder) {
        if (folder.readSecret(FILE).isEmpty()) {
            write(folder, "");
        }
    }

    /** The settings of the user service that make this admin, or none when there must be one already. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        if (!password.isEmpty()) {
            settings.put("ADMIN_EMAIL", email);
            settings.put("ADMIN_PASSWORD", password);
        }
        return settings;
    }

    /** What a person reads. */
    String sentence() {
        return email + (password.isEmpty() ? " with the password that it was given" : " with the password " + password);
    }

    private void write(DataDirectory folder, String keptPassword) {
        var unused = folder.writeSecret(FILE, email + "\n" + keptPassword + "\n");
    }

    private static AdminLogin read(String content) {
        List<String> lines = content.lines().toList();
        return new AdminLogin(lines.get(0), lines.size() > 1 ? lines.get(1) : "");
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
