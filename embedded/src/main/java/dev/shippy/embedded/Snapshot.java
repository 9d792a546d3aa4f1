package dev.shippy.embedded;

import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * What leaves a collection, taken while the collection is locked. The store below answers with the documents themselves and
 * writes them to the wire without the lock: an update at that moment broke the answer, or half of it was in it. An update
 * exchanges fields of a document and leaves their values as they are, so that the fields are all that is copied.
 */
final class Snapshot {

    private static final String FOUND = "value";

    private Snapshot() {}

    static QueryResult of(QueryResult live) {
        List<Document> copies = new ArrayList<>();
        live.forEach(document -> copies.add(document.clone()));
        return new QueryResult(copies, live.getCursorId());
    }

    /** What a cursor holds back. */
    static List<Document> of(List<Document> live) {
        return live.stream().map(Document::clone).toList();
    }

    /** The answer to a {@code findAndModify}. */
    static Document ofModified(Document answer) {
        if (answer.get(FOUND) instanceof Document live) {
            Object unused = answer.put(FOUND, live.clone());
        }
        return answer;
    }
}
