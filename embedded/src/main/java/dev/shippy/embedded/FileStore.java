package dev.shippy.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Documents in a file, on the disk before each answer.
 *
 * <p>The store below commits once a second by itself, whatever state its maps are in. Here it commits only between
 * commands, so that a file never holds half of one, and before every answer, so that nobody has seen what a
 * {@code kill -9} could take back: commands share a lock, a commit has it alone. Commands that wait for it are committed
 * together.
 */
final class FileStore extends H2Backend implements KeptBackend {

    /** What the store below calls its maps. */
    private static final String DOCUMENTS_PREFIX = "databases.";

    private static final String META_PREFIX = "meta.";

    private static final int COMMITS_PER_COMPACTION = 500;
    private static final int TARGET_FILL_PERCENT = 50;
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final MVStore store;
    private long commits;

    private FileStore(MVStore store) {
        super(store);
        this.store = store;
        // Every commit is on the disk before the next one begins: what is not used any more can be overwritten at once.
        store.setRetentionTime(0);
    }

    static FileStore open(Path file) {
        Path absolute = file.toAbsolutePath();
        Path unused = DataDirectory.createPrivate(absolute.resolveSibling(""));
        try {
            return new FileStore(new MVStore.Builder()
                    .fileName(absolute.toString())
                    .autoCommitDisabled()
                    .open());
        } catch (MVStoreException e) {
            throw new EmbeddedServerException("The store " + absolute + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new Database(name);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return answer(() -> super.handleMessage(message));
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        return answer(() -> super.handleCommand(channel, databaseName, command, query));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return answer(() -> super.handleQuery(query));
    }

    @Override
    public void close() {
        // The server has shut down; the file stays open for the next one.
    }

    @Override
    public void release() {
        super.close();
    }

    /** A message holds a command: the outer of the two calls writes. A command that fails may have changed something. */
    private <T> T answer(Supplier<T> command) {
        if (lock.getReadHoldCount() > 0) {
            return command.get();
        }
        boolean unsaved = true;
        lock.readLock().lock();
        try {
            T answer = command.get();
            unsaved = store.hasUnsavedChanges();
            return answer;
        } finally {
            lock.readLock().unlock();
            if (unsaved) {
                write();
            }
        }
    }

    private void write() {
        lock.writeLock().lock();
        try {
            if (!store.hasUnsavedChanges()) {
                return;
            }
            long unused = store.commit();
            store.sync();
            if (++commits % COMMITS_PER_COMPACTION == 0) {
                boolean unusedHere = store.compact(TARGET_FILL_PERCENT, COMPACTION_BYTES);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Without fields of its own: collections are opened by the constructor above it. */
    private final class Database extends H2Database {

        Database(String name) {
            super(name, getMvStore(), getCursorRegistry());
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
            String namespace = getFullCollectionNamespace(name);
            return new Documents(
                    this,
                    name,
                    options,
                    getMvStore().openMap(DOCUMENTS_PREFIX + namespace),
                    getMvStore().openMap(META_PREFIX + namespace),
                    cursorRegistry);
        }
    }

    private static final class Documents extends H2Collection {

        Documents(
                MongoDatabase database,
                String name,
                CollectionOptions options,
                MVMap<Object, Document> documents,
                MVMap<String, Object> meta,
                CursorRegistry cursors) {
            super(database, name, options, documents, meta, cursors);
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
