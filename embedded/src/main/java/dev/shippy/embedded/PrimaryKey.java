package dev.shippy.embedded;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;

/**
 * Finds the documents of a query by their {@code _id}. The store below uses an index for queries that ask for nothing else;
 * one with an {@code _id} and a condition, which is what a conditional update is, made it look at every document.
 */
final class PrimaryKey {

    private static final String ID = "_id";

    private PrimaryKey() {}

    /** Where the only documents are that can match, each of which is still to be compared; nothing if all must be looked at. */
    static <P> Optional<Iterable<P>> candidates(Document query, List<Index<P>> indexes) {
        if (query.size() < 2 || !query.containsKey(ID)) {
            return Optional.empty();
        }
        Document byId = new Document(ID, query.get(ID));
        return indexes.stream()
                .filter(index -> index.canHandle(byId))
                .findFirst()
                .map(index -> index.getPositions(byId));
    }
}
