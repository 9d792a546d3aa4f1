package dev.shippy.runtime.nats;

import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A connection's socket behind a {@link HeaderGuard}. Public because jnats makes it by its name; read by one thread. */
public class GuardedDataPort extends SocketDataPortWithWriteTimeout {

    private static final int READ_BYTES = 64 * 1024;

    private final HeaderGuard guard;
    private final byte[] raw = new byte[READ_BYTES];
    private byte[] ready = new byte[0];
    private int position;

    /** For jnats. */
    public GuardedDataPort() {
        this(HeaderGuard.Carried.NONE);
    }

    GuardedDataPort(HeaderGuard.Carried carried) {
        this.guard = new HeaderGuard(carried);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == ready.length) {
            int count = super.read(raw, 0, raw.length);
            if (count <= 0) {
                return count;
            }
            ByteArrayOutputStream passed = new ByteArrayOutputStream(count);
            guard.accept(raw, count, passed);
            ready = passed.toByteArray();
            position = 0;
        }
        int count = Math.min(length, ready.length - position);
        System.arraycopy(ready, position, target, offset, count);
        position += count;
        return count;
    }
}
