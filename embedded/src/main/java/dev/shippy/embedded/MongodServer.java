package dev.shippy.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real MongoDB that runs as a child of this JVM. */
final class MongodServer implements MongoStore {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ChildProcess child;
    private final int port;

    private MongodServer(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    static MongodServer start(Path program, Path directory) {
        Path folder = DataDirectory.createPrivate(directory);
        Path data = DataDirectory.createPrivate(folder.resolve("data"));
        int port = FreePort.find();
        List<String> arguments = List.of(
                program.toString(),
                "--dbpath",
                data.toString(),
                "--bind_ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--nounixsocket",
                "--quiet");
        ChildProcess child = ChildProcess.start(new ChildCommand("mongod", folder, arguments, Map.of(), "TERM", GRACE));
        if (!Pause.until(() -> !child.isAlive() || listens(port), START_LIMIT) || !child.isAlive()) {
            child.close();
            throw new EmbeddedServerException(
                    "MongoDB (" + program + ") did not start on port " + port + ". " + child.lastLogLines());
        }
        return new MongodServer(child, port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        child.close();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
