package dev.shippy.embedded;

import de.bwaldvogel.mongo.MongoBackend;

/** A backend that outlives the server in front of it, which closes it whenever it shuts down. */
interface KeptBackend extends MongoBackend {

    /** Gives up the data in memory and closes the file, if there is one. */
    void release();
}
