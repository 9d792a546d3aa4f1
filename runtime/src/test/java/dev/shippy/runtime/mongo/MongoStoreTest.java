package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What a store concludes from replies, without a server. */
class MongoStoreTest {

    @Test
    void tellsAReplicaSetFromAStandaloneServer() {
        assertTrue(MongoStore.isReplicated(new JsonObject().put("setName", "rs0")));
        assertTrue(MongoStore.isReplicated(new JsonObject().put("msg", "isdbgrid")));
        assertFalse(MongoStore.isReplicated(new JsonObject().put("isWritablePrimary", true)));
    }

    @Test
    void waitsForAReplicaSetThatHasNotBeenInitiated() {
        JsonObject uninitiated = new JsonObject().put("isreplicaset", true);

        ServiceException failure = assertThrows(ServiceException.class, () -> MongoStore.isReplicated(uninitiated));

        assertEquals(ErrorCode.UNAVAILABLE, failure.code());
    }

    @Test
    void doesNotTakeACommandForDoneThatTooFewMembersConfirmed() {
        JsonObject reply = new JsonObject().put("ok", 1).put("writeConcernError", new JsonObject().put("code", 64));

        assertTrue(MongoStore.confirmed(reply).failed());
        assertTrue(MongoStore.confirmed(new JsonObject().put("ok", 1)).succeeded());
    }
}
