package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PrimaryKeyTest {

    private final List<Index<Integer>> indexes =
            List.of(new MemoryUniqueIndex("_id_", List.of(new IndexKey("_id", true)), false));

    PrimaryKeyTest() {
        for (int position = 0; position < 10; position++) {
            indexes.get(0).add(new Document("_id", "key" + position), position, null);
        }
    }

    @Test
    void looksAtOneDocumentForAKeyWithACondition() {
        assertEquals(Optional.of(List.of(3)), candidates(new Document("_id", "key3").append("state", "PENDING")));
    }

    @Test
    void looksAtNoneForAKeyThatIsNotThere() {
        assertEquals(Optional.of(List.of()), candidates(new Document("_id", "other").append("state", "PENDING")));
    }

    @Test
    void looksAtThoseThatAreNamed() {
        Document named = new Document("$in", List.of("key3", "key5", "other"));
        assertEquals(Optional.of(List.of(3, 5)), candidates(new Document("_id", named).append("state", "PENDING")));
    }

    @Test
    void looksAtAllForARangeOfKeys() {
        Document range = new Document("$gt", "key3");
        assertEquals(Optional.empty(), candidates(new Document("_id", range).append("state", "PENDING")));
    }

    @Test
    void leavesToTheStoreWhatItCanDo() {
        assertEquals(Optional.empty(), candidates(new Document("_id", "key3")));
        assertEquals(Optional.empty(), candidates(new Document("state", "PENDING").append("epoch", 1)));
    }

    private Optional<List<Integer>> candidates(Document query) {
        return PrimaryKey.candidates(query, indexes)
                .map(positions ->
                        StreamSupport.stream(positions.spliterator(), false).toList());
    }
}
