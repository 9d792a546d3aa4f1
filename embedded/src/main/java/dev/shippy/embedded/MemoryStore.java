package dev.shippy.embedded;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents in memory. */
final class MemoryStore extends MemoryBackend implements KeptBackend {

    @Override
    public MemoryDatabase openOrCreateDatabase(String name) {
        return new Database(name, getCursorRegistry());
    }

    @Override
    public void close() {
        // The server has shut down; the documents stay for the next one.
    }

    @Override
    public void release() {
        super.close();
    }

    private static final class Database extends MemoryDatabase {

        Database(String name, CursorRegistry cursors) {
            super(name, cursors);
        }

        @Override
        protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
            return new Documents(this, name, options, cursorRegistry);
        }
    }

    private static final class Documents extends MemoryCollection {

        Documents(Database database, String name, CollectionOptions options, CursorRegistry cursors) {
            super(database, name, options, cursors);
        }

        @Override
        protected QueryResult queryDocuments(
                Document query,
                @Nullable Document order,
                int skip,
                int limit,
                int batchSize,
                @Nullable Document fields) {
            return PrimaryKey.candidates(query, getIndexes())
                    .map(positions -> matchDocuments(query, positions, order, skip, limit, batchSize, fields))
                    .orElseGet(() -> super.queryDocuments(query, order, skip, limit, batchSize, fields));
        }

        @Override
        public synchronized QueryResult handleQuery(QueryParameters query) {
            return Snapshot.of(super.handleQuery(query));
        }

        /** The store itself asks so, for documents that it is going to change. */
        @Override
        public synchronized QueryResult handleQuery(Document query, int skip, int limit) {
            return super.handleQuery(new QueryParameters(query, skip, limit));
        }

        @Override
        public synchronized Document findAndModify(Document query) {
            return Snapshot.ofModified(super.findAndModify(query));
        }

        @Override
        protected Cursor createCursor(List<Document> remaining) {
            return super.createCursor(Snapshot.of(remaining));
        }

        /** Nobody asks for the size, and to know it every update encodes the document twice. */
        @Override
        protected boolean tracksDataSize() {
            return false;
        }
    }
}
