package dev.shippy.runtime.mongo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** Stands before a server; once it stalls, what is sent stays here and connections stay open. */
final class StallingProxy {

    private final NetServer server;
    private final NetClient client;
    private final int target;
    private volatile boolean stalled;

    StallingProxy(Vertx vertx, int target) {
        this.server = vertx.createNetServer();
        this.client = vertx.createNetClient();
        this.target = target;
    }

    /** Listens on a free port, which it returns. */
    Future<Integer> listen() {
        return server.connectHandler(this::join).listen(0, "127.0.0.1").map(NetServer::actualPort);
    }

    void stall() {
        stalled = true;
    }

    private void join(NetSocket outer) {
        outer.pause();
        client.connect(target, "127.0.0.1").onSuccess(inner -> {
            forward(outer, inner);
            forward(inner, outer);
            outer.resume();
        });
    }

    private void forward(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (!stalled) {
                var unused = to.write(bytes);
            }
        });
        from.closeHandler(closed -> {
            var unused = to.close();
        });
    }
}
