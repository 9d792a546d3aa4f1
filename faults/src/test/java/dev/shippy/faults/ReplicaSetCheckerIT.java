package dev.shippy.faults;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link BookingCheckerIT}, on a replica set. */
@Tag("long")
@Tag("alone") // It measures.
class ReplicaSetCheckerIT {

    @Test
    void findsNothingWhileAReplicaSetFailsOver() throws InterruptedException {
        BookingCheckerIT.assertNoFindings(15, 15, StoreKind.REPLICA_SET);
    }
}
