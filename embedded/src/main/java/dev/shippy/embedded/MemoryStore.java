package dev.shippy.embedded;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** Documents in memory. */
final class MemoryStore extends MemoryBackend implements KeptBackend {

    @Override
    public void close() {
        // The server has shut down; the documents stay for the next one.
    }

    @Override
    public void release() {
        super.close();
    }
}
