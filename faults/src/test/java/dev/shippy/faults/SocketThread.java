package dev.shippy.faults;

import java.io.IOException;

/** Runs work until a socket is closed, in a daemon thread. */
final class SocketThread {

    interface Work {
        void run() throws IOException;
    }

    private SocketThread() {}

    static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // Expected: these tests close one of the two sides.
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception ended) {
            return;
        }
    }
}
