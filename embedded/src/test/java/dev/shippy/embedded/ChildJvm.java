package dev.shippy.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with the class path of this one. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    ChildJvm(Class<?> main, Path argument) throws IOException {
        List<String> command = new ArrayList<>(Interruptible.prefix());
        command.add(JavaProgram.path());
        command.addAll(JavaProgram.options());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", JavaProgram.classPath()));
        command.addAll(List.of(main.getName(), argument.toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The other JVM has ended");
        }
        return line;
    }

    List<String> remainingLines() {
        return output.lines().toList();
    }

    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid()).start();
        if (kill.waitFor() != 0) {
            throw new IOException("The other JVM cannot be sent " + name);
        }
    }

    boolean ends() throws InterruptedException {
        return process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
