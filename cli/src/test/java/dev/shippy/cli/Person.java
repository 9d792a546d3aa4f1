package dev.shippy.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who types commands. */
final class Person {

    /** What came back. */
    record Result(int code, String out, String errors) {}

    private final FakeSystem system;
    private final Path stateHome;
    private final Map<String, String> variables = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private byte[] input = {};

    Person(FakeSystem system, Path stateHome) {
        this.system = system;
        this.stateHome = stateHome;
        variables.put("XDG_STATE_HOME", stateHome.toString());
        variables.put("NATS_URL", "nats://127.0.0.1:4000");
    }

    /** Answers prompts with these, in order. */
    Person typing(String... secrets) {
        typed.addAll(Arrays.asList(secrets));
        return this;
    }

    /** A person at a terminal who answers questions with these, in order. */
    Person answering(String... lines) {
        answers.addAll(Arrays.asList(lines));
        return this;
    }

    Person piping(String text) {
        return piping(text.getBytes(StandardCharsets.UTF_8));
    }

    Person piping(byte[] bytes) {
        input = bytes;
        return this;
    }

    @CanIgnoreReturnValue
    Person with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Person loggedIn() {
        state().keepToken("nats://127.0.0.1:4000", "stored-token");
        return this;
    }

    StateDirectory state() {
        return new StateDirectory(stateHome.resolve("shippy"));
    }

    @CanIgnoreReturnValue
    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = runTo(out, arguments);
        return new Result(result.code(), out.toString(StandardCharsets.UTF_8), result.errors());
    }

    /** Runs with another standard output, which is not checked. */
    Result runTo(OutputStream out, String... arguments) {
        StringWriter errors = new StringWriter();
        Host host = new Host(variables, new ByteArrayInputStream(input), new Typing(typed, answers), system);
        int code = new Shippy(host, out, new PrintWriter(errors), Limits.DEFAULT_DEADLINE).run(arguments);
        return new Result(code, "", errors.toString());
    }

    /** The arguments, some of which are fixed. */
    @CanIgnoreReturnValue
    Result run(List<String> first, String... more) {
        String[] all = new String[first.size() + more.length];
        System.arraycopy(first.toArray(new String[0]), 0, all, 0, first.size());
        System.arraycopy(more, 0, all, first.size(), more.length);
        return run(all);
    }

    private record Typing(Deque<String> secrets, Deque<String> answers) implements Terminal {

        @Override
        public Optional<String> secret(String prompt) {
            return Optional.ofNullable(secrets.poll());
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.ofNullable(answers.poll());
        }
    }
}
