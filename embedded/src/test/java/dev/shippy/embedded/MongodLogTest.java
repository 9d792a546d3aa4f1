package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MongodLogTest {

    private static final String STARTING =
            "{\"t\":{\"$date\":\"2026-12-01T01:42:45.429+00:00\"},\"s\":\"I\",\"msg\":\"Starting\"}";
    private static final String FAILED = "{\"s\":\"E\",\"msg\":\"DBException in initAndListen, terminating\","
            + "\"attr\":{\"error\":\"NonExistentPath: /data not found\"}}";

    @Test
    void tellsTheErrors() {
        assertEquals(
                "Its log says:\n  DBException in initAndListen, terminating: NonExistentPath: /data not found",
                MongodLog.errors("Its last log lines:\n  " + STARTING + "\n  " + FAILED));
    }

    @Test
    void tellsWhatWasSaidLastWhereThereIsNoError() {
        assertEquals(
                "Its log says:\n  Starting", MongodLog.errors("  " + STARTING + "\n  {\"s\":\"I\",\"msg\":\"cut o"));
    }

    @Test
    void tellsWhatIsNoLogAsItIs() {
        assertEquals("It wrote no log.", MongodLog.errors("It wrote no log."));
    }
}
