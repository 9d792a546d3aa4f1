package dev.shippy.runtime.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Forwards one connection to PostgreSQL and drops its search path, as PgBouncer does with ignore_startup_parameters.
 */
final class ForgetfulPooler implements AutoCloseable {

    private final ServerSocket socket;
    private final int server;

    ForgetfulPooler(int server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::forward);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void forward() {
        try (Socket client = socket.accept();
                Socket behind = new Socket(socket.getInetAddress(), server)) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] startup = in.readNBytes(in.readInt() - 4);
            // Each byte a character.
            String without = new String(startup, StandardCharsets.ISO_8859_1).replaceFirst("search_path\0[^\0]*\0", "");
            DataOutputStream out = new DataOutputStream(behind.getOutputStream());
            out.writeInt(without.length() + 4);
            out.write(without.getBytes(StandardCharsets.ISO_8859_1));
            start(() -> pump(behind, client));
            pump(client, behind);
        } catch (IOException gone) {
            // The test has ended.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            long unused = from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // One side has closed the connection.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "pooler");
        thread.setDaemon(true);
        thread.start();
    }
}
