package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MongoErrorsTest {

    private static final ServerAddress ADDRESS = new ServerAddress("127.0.0.1", 1);

    @Test
    void anUnknownOutcomeIsUnavailable() {
        assertUnavailable(new TimeoutException());
        assertUnavailable(new MongoTimeoutException("no server"));
        assertUnavailable(new MongoSocketReadException("reset", ADDRESS, new IOException()));
        assertUnavailable(new MongoException("anything without an answer"));
    }

    @Test
    void aWriteThatTooFewConfirmedIsUnavailable() {
        WriteConcernError error = new WriteConcernError(64, "WriteConcernFailed", "waiting", new BsonDocument());

        assertUnavailable(new MongoWriteConcernException(
                error, WriteConcernResult.acknowledged(1, true, null), ADDRESS, Set.of()));
    }

    @Test
    void aServerThatStepsDownIsUnavailable() {
        assertUnavailable(command(189));
        assertUnavailable(command(11602));
    }

    @Test
    void aRefusalStaysWhatItIs() {
        MongoException badValue = command(2);

        assertSame(badValue, MongoErrors.translated(badValue));
        assertFalse(MongoStore.isDuplicateKey(badValue));
    }

    @Test
    void aRefusedLoginIsToldByItsCode() {
        assertTrue(MongoErrors.isRefusal(security(command(18))));
        assertTrue(MongoErrors.isRefusal(command(13)));
        assertFalse(MongoErrors.isRefusal(command(189)));
        assertUnavailable(security(command(18)));
    }

    @Test
    void aConnectionThatBreaksDuringALoginIsNoRefusal() {
        MongoException broken = security(new MongoSocketReadException("reset", ADDRESS, new IOException()));

        assertFalse(MongoErrors.isRefusal(broken));
        assertUnavailable(broken);
        assertEquals("The store does not answer", MongoErrors.translated(broken).getMessage());
    }

    @Test
    void aDuplicateKeyIsToldByItsCode() {
        MongoException insert =
                new MongoWriteException(new WriteError(11000, "anything", new BsonDocument()), ADDRESS, Set.of());

        assertTrue(MongoStore.isDuplicateKey(insert));
        assertTrue(MongoStore.isDuplicateKey(command(11000)));
        assertSame(insert, MongoErrors.translated(insert));
    }

    @Test
    void theDuplicateKeysOfABulkAreToldByTheirPlaces() {
        MongoException duplicates = bulk(null, error(11000, 1), error(11000, 3));

        assertSame(duplicates, MongoErrors.translated(duplicates));
        assertEquals(Set.of(1, 3), MongoStore.duplicateKeys(duplicates));
        assertTrue(MongoStore.isDuplicateKey(duplicates));
        assertEquals(Set.of(), MongoStore.duplicateKeys(command(11000)));
    }

    @Test
    void aBulkWithOtherErrorsHasNoDuplicateKeys() {
        MongoException refused = bulk(null, error(11000, 1), error(2, 3));

        assertSame(refused, MongoErrors.translated(refused));
        assertEquals(Set.of(), MongoStore.duplicateKeys(refused));
        assertFalse(MongoStore.isDuplicateKey(refused));
    }

    @Test
    void aBulkIsUnknownWhenOneOfItsWritesIs() {
        WriteConcernError concern = new WriteConcernError(64, "WriteConcernFailed", "waiting", new BsonDocument());

        assertUnavailable(bulk(null, error(11000, 1), error(189, 3)));
        assertUnavailable(bulk(concern, error(11000, 1)));
        assertUnavailable(bulk(concern));
    }

    @Test
    void aFailureThatIsTranslatedStaysSo() {
        ServiceException notFound = ServiceException.notFound("No vessel has the id x");

        assertSame(notFound, MongoErrors.translated(notFound));
    }

    private static void assertUnavailable(Throwable failure) {
        ServiceException translated = (ServiceException) MongoErrors.translated(failure);
        assertEquals(ErrorCode.UNAVAILABLE, translated.code());
        assertSame(failure, translated.getCause());
    }

    private static MongoException bulk(@Nullable WriteConcernError concern, BulkWriteError... errors) {
        BulkWriteResult some = BulkWriteResult.acknowledged(2, 0, 0, 0, List.of(), List.of());
        return new MongoBulkWriteException(some, List.of(errors), concern, ADDRESS, Set.of());
    }

    private static BulkWriteError error(int code, int place) {
        return new BulkWriteError(code, "anything", new BsonDocument(), place);
    }

    private static MongoException security(Throwable cause) {
        MongoCredential login = MongoCredential.createCredential("vessel", "shippy", "secret".toCharArray());
        return new MongoSecurityException(login, "Exception authenticating", cause);
    }

    private static MongoException command(int code) {
        return new MongoCommandException(
                new BsonDocument("code", new BsonInt32(code)).append("errmsg", new BsonString("E11000")), ADDRESS);
    }
}
