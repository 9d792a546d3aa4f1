package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** With lines of nats-server 2.14, PostgreSQL 17 and MongoDB 6.0. */
class ComplaintTest {

    private static final String NATS = "[8258] 2026/12/01 10:59:49.904387 ";
    private static final String POSTGRES = "2026-12-01 11:00:10.951 UTC [10317] ";

    @Test
    void readsTheServersOwnComplaints() {
        assertEquals(
                Set.of(Complaint.STORAGE_STOPPED, Complaint.DISK_FULL),
                in(
                        ServerLog.NATS,
                        NATS + "[ERR] JetStream stream 'APP > EVENTS' critical write error: write"
                                + " /d/nats/jetstream/APP/streams/EVENTS/msgs/1.blk: no space left on device"));
        assertEquals(
                Set.of(Complaint.STORAGE_STOPPED),
                in(ServerLog.NATS, NATS + "[ERR] JetStream out of file resources, will be DISABLED"));
        assertEquals(
                Set.of(Complaint.TOO_MANY_FILES),
                in(
                        ServerLog.NATS,
                        NATS + "[ERR] Temporary Client Accept Error (accept tcp 127.0.0.1:4222: accept4: too many open"
                                + " files), sleeping 10ms"));
        assertEquals(
                Set.of(Complaint.DISK_FULL),
                in(
                        ServerLog.POSTGRES,
                        POSTGRES
                                + "PANIC:  could not write to file \"pg_wal/xlogtemp.10317\": No space left on device"));
        assertEquals(
                Set.of(Complaint.READ_ONLY),
                in(ServerLog.POSTGRES, POSTGRES + "LOG:  could not open file \"x\": Read-only file system"));
        assertEquals(
                Set.of(Complaint.DISK_FULL),
                in(
                        ServerLog.MONGODB,
                        "{\"t\":{\"$date\":\"2026-12-01T10:59:27.170+00:00\"},\"s\":\"E\",  \"c\":\"WT\",    \"id\":22435,"
                                + " \"ctx\":\"Checkpointer\",\"msg\":\"WiredTiger error message\",\"attr\":{\"error\":28,"
                                + "\"message\":\"handle-write: pwrite: failed to write: No space left on device\"}}"));
    }

    @Test
    void ignoresTextFromClients() {
        assertEquals(
                Set.of(),
                in(
                        ServerLog.NATS,
                        NATS
                                + "[ERR] 127.0.0.1:35010 - cid:7 - \"v2:go:JetStream critical write error: no space left on"
                                + " device\" - authentication error"));
        assertEquals(Set.of(), in(ServerLog.NATS, NATS + "[INF] JetStream stream 'no space left on device' recovered"));
        assertEquals(
                Set.of(),
                in(ServerLog.POSTGRES, POSTGRES + "STATEMENT:  INSERT INTO t VALUES ('No space left on device')"));
        assertEquals(
                Set.of(),
                in(
                        ServerLog.MONGODB,
                        "{\"t\":{\"$date\":\"2026-12-01T10:59:27.170+00:00\"},\"s\":\"I\",  \"c\":\"COMMAND\","
                                + "\"msg\":\"Slow query\",\"attr\":{\"company\":\"No space left on device\"}}"));
    }

    private static Set<Complaint> in(ServerLog log, String line) {
        return Complaint.in(line, log).collect(Collectors.toSet());
    }
}
