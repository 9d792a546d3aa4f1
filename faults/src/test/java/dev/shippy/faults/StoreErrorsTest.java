package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class StoreErrorsTest {

    private final StoreErrors errors = new StoreErrors();

    @Test
    void countsEachKindOfErrorWhereverItIsInTheAnswer() {
        answered("find", "{ok: 0, code: 10107, codeName: 'NotWritablePrimary', errorLabels: ['Retryable']}");
        answered("insert", "{ok: 1, writeErrors: [{index: 0, code: 11000}, {index: 1, code: 11000}]}");
        answered("update", "{ok: 1.0, writeConcernError: {code: 64, codeName: 'WriteConcernFailed'}}");
        errors.note("update", "no answer");

        assertEquals(
                List.of(
                        "-, update, no answer: 1 times",
                        "64 WriteConcernFailed, update, write concern error: 1 times",
                        "10107 NotWritablePrimary, find, refused [Retryable]: 1 times",
                        "11000, insert, write error: 2 times"),
                errors.lines());
    }

    @Test
    void countsNoGoodAnswer() {
        answered("find", "{ok: 1.0, cursor: {id: 0, firstBatch: [{code: 1, ok: 0}]}}");
        answered("update", "{ok: 1, n: 0, nModified: 0}");

        assertEquals(List.of(), errors.lines());
    }

    private void answered(String command, String answer) {
        errors.note(command, BsonDocument.parse(answer));
    }
}
