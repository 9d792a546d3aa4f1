package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.embedded.DataDirectory;
import dev.shippy.embedded.Passwords;
import dev.shippy.runtime.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who administers a system that `up` runs. The first start of a folder decides; its file has the address and, if it was made
 * here, the password.
 *
 * @param password empty if it was given to an earlier start, which does not keep it
 */
record AdminLogin(String email, String password) {

    private static final String FILE = "admin.login";
    static final String EMAIL = "admin@shippy.local";
    static final Set<String> VARIABLES = Set.of("ADMIN_EMAIL", "ADMIN_PASSWORD");

    /** The folder's admin, else ADMIN_EMAIL and ADMIN_PASSWORD; a password that is not given is made and kept. */
    static AdminLogin of(Environment environment, DataDirectory folder) {
        return folder.readSecret(FILE)
                .map(content -> read(content, folder.path().resolve(FILE)))
                .orElseGet(() -> first(environment, folder));
    }

    /** Whether an earlier start with this folder has chosen the admin, so that ADMIN_EMAIL and ADMIN_PASSWORD are ignored. */
    static boolean isDecided(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    private static AdminLogin first(Environment environment, DataDirectory folder) {
        String email = environment.text("ADMIN_EMAIL", EMAIL);
        String given = environment.text("ADMIN_PASSWORD", "");
        if (!given.isEmpty()) {
            return new AdminLogin(email, given);
        }
        AdminLogin made = new AdminLogin(email, Passwords.random());
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

    boolean hasPassword() {
        return !password.isEmpty();
    }

    /** Whether the admin can log in; also true if the system does not answer. */
    boolean isLetIn(Gateway gateway, Duration limit) {
        User user = User.newBuilder().setEmail(email).setPassword(password).build();
        Call call = new Call(
                Caller.ANONYMOUS,
                Deadline.in(limit, Clock.systemUTC()),
                UUID.randomUUID().toString(),
                Trace.start());
        try {
            var unused = gateway.rpcs("").call(UserService.AUTH, call, user).await();
            return true;
        } catch (ServiceException refused) {
            return refused.code() != ErrorCode.UNAUTHENTICATED;
        }
    }

    /** The text about an admin who was deleted or has another password now. */
    String sentenceOfOneRefused() {
        return email + " was the first admin; the account was deleted or its password was changed";
    }

    /** What a person reads. */
    String sentence() {
        return email + (password.isEmpty() ? " with the password that it was given" : " with the password " + password);
    }

    private void write(DataDirectory folder, String keptPassword) {
        var unused = folder.writeSecret(FILE, email + "\n" + keptPassword + "\n");
    }

    private static AdminLogin read(String content, Path file) {
        List<String> lines = content.lines().toList();
        if (lines.isEmpty() || lines.get(0).isBlank()) {
            throw new FailureException(file + " cannot be used: its first line is not an address");
        }
        return new AdminLogin(lines.get(0), lines.size() > 1 ? lines.get(1) : "");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AdminLogin[" + email + "]";
    }
}
