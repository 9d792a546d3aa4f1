package dev.shippy.cli;

import com.google.protobuf.Message;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs some commands on an empty stage, so that the JVM can note which classes commands load; the {@code shippy} script keeps
 * those in an archive. The stage is as much of a NATS server as a call needs, and gives one answer for each service.
 */
public final class Rehearsal {

    private static final String INFO =
            "INFO {\"server_id\":\"STAGE\",\"version\":\"2.10.0\",\"proto\":1,\"headers\":true,\"max_payload\":1048576}\r\n";

    private static final List<String> COMMANDS = List.of(
            "vessel list",
            "vessel list --token T",
            "vessel list --token T --output json",
            "vessel find --token T --capacity 1 --max-weight 1",
            "consignment list --token T",
            "consignment get c1 --token T",
            "user whoami --token T",
            "status",
            "--help");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket stage = new ServerSocket(0, 8, InetAddress.getByAddress(LOOPBACK))) {
            Thread server = new Thread(() -> open(stage), "stage");
            server.setDaemon(true);
            server.start();
            CommandLogging.quiet();
            Map<String, String> variables =
                    Map.of("NATS_URL", "nats://127.0.0.1:" + stage.getLocalPort(), "XDG_STATE_HOME", "/nowhere");
            Host host = new Host(variables, System.in, new UnixTerminal(), NatsGateway.ahead(), true);
            for (String command : COMMANDS) {
                System.err.println(command + ": " + new Shippy(host).run(command.split(" ", -1)));
            }
            System.exit(ExitCode.OK);
        }
    }

    private static void open(ServerSocket stage) {
        while (!stage.isClosed()) {
            try (Socket client = stage.accept()) {
                serve(client);
            } catch (IOException gone) {
                // The next command has a connection of its own.
            }
        }
    }

    /** Answers line by line; bodies of requests hold no line that begins like a command. */
    private static void serve(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(INFO.getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String sid = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "PING" -> out.write("PONG\r\n".getBytes(StandardCharsets.US_ASCII));
                case "SUB" -> sid = words[2];
                case "PUB", "HPUB" ->
                    answer(out, words[2], sid, answer(words[1]).toByteArray());
                default -> {} // CONNECT, UNSUB, headers and bodies
            }
        }
    }

    private static void answer(OutputStream out, String replyTo, String sid, byte[] body) throws IOException {
        String message = "MSG " + replyTo + " " + sid + " " + body.length + "\r\n";
        out.write(message.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static Message answer(String subject) {
        if (subject.startsWith("vessel.")) {
            return Response.newBuilder()
                    .setOk(true)
                    .addVessels(vessel())
                    .setVessel(vessel())
                    .build();
        }
        return Response.newBuilder().setOk(true).build();
    }

    private static Vessel vessel() {
        return Vessel.newBuilder()
                .setId("vessel001")
                .setName("Boaty McBoatface")
                .build();
    }
}
