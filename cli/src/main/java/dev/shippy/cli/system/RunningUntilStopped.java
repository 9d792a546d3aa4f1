package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.cli.Output;
import dev.shippy.cli.RunningSystem;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import dev.shippy.cli.UsageException;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.EmbeddedServerException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What `up` does: start, tell where, wait, stop. */
record RunningUntilStopped(Shippy shippy, Optional<Path> data, int port) {

    /** The last line of the announcement. */
    static final String LAST_LINE = "Ctrl-C stops it.";

    private static final int LAST_PORT = 65_535;

    void run(StopSignal stop) throws InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw new UsageException("--port is " + port + ", from 0 to " + LAST_PORT + " is allowed");
        }
        if (data.filter(folder -> folder.toString().isEmpty()).isPresent()) {
            throw new UsageException("--data names no folder");
        }
        SystemSettings.check(usedVariables());
        try (SystemFolder folder = SystemFolder.open(data)) {
            UpCommand.logTo(folder.path(), shippy::note);
            runIn(folder, stop);
        } catch (EmbeddedServerException failed) {
            throw new FailureException(String.valueOf(failed.getMessage()), failed);
        }
        shippy.note("Stopped.");
    }

    private Map<String, String> usedVariables() {
        Map<String, String> used = new HashMap<>(shippy.host().variables());
        if (data.filter(AdminLogin::isDecided).isPresent()) {
            used.keySet().removeAll(AdminLogin.VARIABLES);
        }
        return used;
    }

    private void runIn(SystemFolder folder, StopSignal stop) throws InterruptedException {
        boolean decided = AdminLogin.isDecided(folder.path());
        AdminLogin admin = AdminLogin.of(shippy.host().environment(), folder.data());
        Optional<LocalSystem> started = unlessStopped(stop, () -> start(folder, admin, stop));
        if (started.isEmpty()) {
            return;
        }
        try (LocalSystem system = started.get()) {
            Optional<String> sentence = unlessStopped(stop, () -> decided ? sentence(system, admin) : admin.sentence());
            if (sentence.isPresent()) {
                serve(system, folder, admin, sentence.get(), stop);
            }
        }
    }

    /** The result, or nothing if a signal interrupted the step: during shutdown, libraries refuse to start. */
    private static <T> Optional<T> unlessStopped(StopSignal stop, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException failed) {
            if (stop.wasAsked()) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private LocalSystem start(SystemFolder folder, AdminLogin admin, StopSignal stop) {
        Consumer<String> progress = line -> {
            if (stop.wasAsked()) {
                throw new FailureException("Stopped by a signal");
            }
            shippy.note(line);
        };
        return LocalSystem.start(folder, shippy.host().variables(), admin, port, progress, shippy::note);
    }

    /** The admin of an earlier start may have been deleted. */
    private String sentence(LocalSystem system, AdminLogin admin) {
        if (!admin.hasPassword()) {
            return admin.sentence();
        }
        try (Gateway gateway = shippy.host().connector().connect(system.natsUrl(), Limits.DEFAULT_DEADLINE)) {
            return admin.isLetIn(gateway, Limits.DEFAULT_DEADLINE) ? admin.sentence() : admin.sentenceOfOneRefused();
        } catch (ServiceException away) {
            return admin.sentence();
        }
    }

    private void serve(LocalSystem system, SystemFolder folder, AdminLogin admin, String adminSentence, StopSignal stop)
            throws InterruptedException {
        admin.keep(folder.data());
        var unused = folder.data().writeSecret(RunningSystem.OPERATOR_URL, system.operatorUrl() + "\n");
        Runnable announce = () -> announce(system, folder, adminSentence);
        Pointer pointer = Pointer.to(shippy.host().state(), folder.path(), system.natsUrl(), announce, shippy::note);
        try {
            awaitEnd(system, stop);
            shippy.note("Stopping");
        } finally {
            pointer.remove();
        }
    }

    private static void awaitEnd(LocalSystem system, StopSignal stop) throws InterruptedException {
        try {
            var unused = CompletableFuture.anyOf(stop.asked(), system.lost()).get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!stop.wasAsked()) {
            throw new FailureException(system.lost().join());
        }
    }

    private void announce(LocalSystem system, SystemFolder folder, String adminSentence) {
        Output output = shippy.output();
        output.print("ready " + system.natsUrl());
        output.print("admin: " + adminSentence);
        output.print("data: " + folder.path() + (folder.isKept() ? "" : " (temporary: gone when this ends)"));
        output.print("mail: "
                + system.inbox()
                        .map(own -> folder.path().resolve(RunningSystem.MAIL) + ", a file for each that is sent")
                        .orElse("goes to the server of SMTP_URL"));
        output.print("Try, in another terminal:");
        output.print("  ./shippy user create --name Ewan --email ewan@example.com");
        output.print("  ./shippy user login --email ewan@example.com");
        output.print("  ./shippy consignment create cli/consignment.json");
        output.print("  ./shippy event list");
        output.print(LAST_LINE);
    }
}
