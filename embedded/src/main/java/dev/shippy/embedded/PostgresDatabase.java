package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The data folder of a PostgreSQL server: made in a folder beside it and moved into place when it is whole. */
record PostgresDatabase(Path directory, PostgresBinaries binaries, PostgresAccount account, Durability durability) {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String PASSWORD = "password";

    /** Returns the password of {@link PostgresProcess#USER}. */
    String createIfMissing() {
        Path data = directory.resolve("data");
        Path secret = directory.resolve(PASSWORD);
        if (Files.exists(data)) {
            return DataDirectory.readIfPresent(secret)
                    .map(String::strip)
                    .orElseThrow(() -> new EmbeddedServerException(
                            "PostgreSQL's data are in " + data + ", but the file " + secret + " is missing."));
        }
        String password = Passwords.random();
        DataDirectory.writeSecret(secret, password + "\n");
        Path unfinished = directory.resolve("data.new");
        try {
            create(unfinished, password);
            Path unused = Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EmbeddedServerException(data + " cannot be created: " + e.getMessage(), e);
        } finally {
            if (Files.exists(unfinished)) {
                TemporaryDirectory.delete(unfinished);
            }
        }
        return password;
    }

    private void create(Path data, String password) throws IOException {
        if (Files.exists(data)) {
            TemporaryDirectory.delete(data);
        }
        account.own(DataDirectory.createPrivate(data));
        List<String> initdb = new ArrayList<>(List.of(binaries.program("initdb"), "-D", data.toString()));
        initdb.addAll(List.of("--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8"));
        initdb.addAll(List.of("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        // The superuser gets a password that nobody knows: it is not needed again.
        Path superuser = directory.resolve("superuser");
        DataDirectory.writeSecret(superuser, Passwords.random() + "\n");
        try {
            initdb.add("--pwfile=" + superuser);
            initdb.add("--no-sync");
            run("initdb", initdb, Map.of());
        } finally {
            Tool.delete(superuser);
        }
        createRole(data, password);
        if (durability == Durability.DURABLE) {
            run("initdb", List.of(binaries.program("initdb"), "-D", data.toString(), "--sync-only"), Map.of());
        }
    }

    /** The statements come by a file of mode 0600 on standard input: a password is no argument. */
    private void createRole(Path data, String password) {
        Path statements = directory.resolve("statements");
        DataDirectory.writeSecret(statements, """
                CREATE ROLE %s LOGIN CREATEDB PASSWORD '%s';
                CREATE DATABASE %s OWNER %s;
                """.formatted(
                        PostgresProcess.USER, password, PostgresProcess.DATABASE, PostgresProcess.USER));
        try {
            List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <\"$STATEMENTS\"", "sh"));
            command.addAll(account.command(List.of(binaries.program("postgres"), "--single", "-D", data.toString())));
            // Without it, the first error would go unnoticed.
            command.addAll(List.of("-F", "-c", "exit_on_error=on", "postgres"));
            Tool.run(command("postgres-setup", command, Map.of("STATEMENTS", statements.toString())), LIMIT);
        } finally {
            Tool.delete(statements);
        }
    }

    private void run(String name, List<String> arguments, Map<String, String> environment) {
        Tool.run(command(name, account.command(arguments), environment), LIMIT);
    }

    private ChildCommand command(String name, List<String> arguments, Map<String, String> environment) {
        return new ChildCommand(name, directory, arguments, environment, "TERM", Duration.ofSeconds(1));
    }
}
