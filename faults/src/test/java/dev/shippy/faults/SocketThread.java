package dev.shippy.faults;

import java.io.IOException;

/** Work that ends when a socket is closed, in a thread that keeps no process alive. */
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
                        // One of the two ends is gone: that is what these tests are about.
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
