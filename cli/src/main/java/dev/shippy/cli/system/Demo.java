package dev.shippy.cli.system;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.system.DemoShell.Result;
import java.util.UUID;

/** The main job, step by step. */
final class Demo {

    private static final String EMAIL = "ewan@example.com";
    private static final String OTHER_EMAIL = "grace@example.com";
    private static final String FILE = "cli/consignment.json";
    private static final String VESSEL = "vessel001";
    private static final int ROOM = 3;

    private final DemoShell shell;
    private final DemoInbox inbox;
    private final Runnable poison;
    private final String password = UUID.randomUUID().toString();

    /** @param poison publishes something that is no event to where an operator hands over events */
    Demo(DemoShell shell, DemoInbox inbox, Runnable poison) {
        this.shell = shell;
        this.inbox = inbox;
        this.poison = poison;
    }

    void run() {
        signUp();
        readWelcome();
        logIn();
        String first = book();
        list();
        fill();
        refuse();
        cancel(first);
        tryBadTokens();
        replay();
        poison();
        summary();
    }

    private void signUp() {
        shell.step("Sign up");
        signUp("Ewan", "Valentine", EMAIL);
    }

    private void signUp(String name, String company, String email) {
        Result result = shell.runWithInput(
                password, "user", "create", "--name", name, "--company", company, "--email", email, "--password-stdin");
        shell.expect(result.code() == ExitCode.OK && !result.value("user").isEmpty(), "the account was not made");
    }

    private void readWelcome() {
        shell.step("The event user.created went through JetStream to the email-subscriber, who has sent a mail");
        inbox.showNext(EMAIL, "Welcome");
    }

    private void logIn() {
        shell.step("Log in; the token is kept for the next commands");
        Result result = shell.runWithInput(password, "user", "login", "--email", EMAIL, "--password-stdin");
        shell.expect(result.code() == ExitCode.OK, "the login was refused");
        shell.expect(shell.run("user", "whoami").value("email").equals(EMAIL), "the token is not Ewan's");
    }

    private String book() {
        shell.step("Book the sample consignment: three containers, 55000 kg");
        Result result = create();
        shell.expect(isBooked(result), "the consignment was not created");
        return result.value("consignment");
    }

    private void list() {
        shell.step("List what is booked");
        Result result = shell.run("consignment", "list");
        shell.expect(result.code() == ExitCode.OK && count(result.out(), "BOOKED") == 1, "there is not one booking");
    }

    private void fill() {
        shell.step("Book until the vessel is full: it carries 200000 kg, so three fit");
        for (int booked = 1; booked < ROOM; booked++) {
            shell.expect(isBooked(create()), "there should have been room for " + ROOM);
        }
        expectFreeWeight("35000");
    }

    private void refuse() {
        shell.step("A fourth is refused, with the reason");
        shell.expect(create().code() == ExitCode.CONFLICT, "the fourth was not refused");
        expectFreeWeight("35000");
    }

    private void cancel(String first) {
        shell.step("Cancel one: its room is free again, and the next booking takes it");
        Result result = shell.run("consignment", "cancel", first);
        shell.expect(result.value("state").equals("CANCELLED"), "the consignment was not cancelled");
        expectFreeWeight("90000");
        shell.expect(isBooked(create()), "the room was not free again");
    }

    private void tryBadTokens() {
        shell.step("Try tokens that are none: refused, and everything is alive");
        for (String token : new String[] {"111", "111.111.111"}) {
            int code = shell.run("consignment", "list", "--token", token).code();
            shell.expect(code == ExitCode.UNAUTHENTICATED, "the token " + token + " was not refused");
        }
        Result status = shell.run("status");
        shell.expect(status.code() == ExitCode.OK && status.errors().isEmpty(), "a service is gone");
    }

    private void replay() {
        shell.step("Everything that happened is in the stream: replay it, oldest first");
        Result result = shell.run("event", "replay", "--count", "2");
        shell.expect(result.code() == ExitCode.OK && result.out().contains("user.created"), "the sign-up is not there");
        Result list = shell.run("event", "list", "--subject", "consignment.*");
        shell.expect(
                count(list.out(), "consignment.booked") == ROOM + 1
                        && count(list.out(), "consignment.rejected") == 1
                        && count(list.out(), "consignment.cancelled") == 1,
                "there is not one event for each thing that happened");
    }

    private void poison() {
        shell.step("Something that is no event becomes a dead letter, and the next mail still arrives");
        shell.say("   (15 bytes of garbage are put on redeliver.email-subscriber)");
        poison.run();
        shell.runUntil(list -> list.out().contains("ce-specversion"), "dead-letter", "list");
        signUp("Grace", "Hopper", OTHER_EMAIL);
        inbox.showNext(OTHER_EMAIL, "Welcome");
    }

    private void summary() {
        shell.step("What is left");
        Result result = shell.run("consignment", "list");
        int booked = count(result.out(), "BOOKED");
        int cancelled = count(result.out(), "CANCELLED");
        shell.expect(booked == ROOM && cancelled == 1, "there are not three bookings and a cancelled one");
        shell.say("");
        shell.say("Booked " + (booked + cancelled) + ", refused 1, cancelled 1; nothing was over-booked. "
                + inbox.count() + " mails arrived.");
    }

    private Result create() {
        return shell.run("consignment", "create", shell.file(FILE));
    }

    private void expectFreeWeight(String kilograms) {
        boolean free = shell.run("vessel", "list")
                .out()
                .lines()
                .anyMatch(line -> line.startsWith(VESSEL + " ") && line.endsWith(" " + kilograms));
        shell.expect(free, "the vessel has not " + kilograms + " kg left");
    }

    private static boolean isBooked(Result result) {
        return result.code() == ExitCode.OK
                && result.out().startsWith("created: true")
                && result.value("vessel").equals(VESSEL);
    }

    private static int count(String text, String word) {
        return (int)
                text.lines().filter(line -> line.contains(" " + word + " ")).count();
    }
}
