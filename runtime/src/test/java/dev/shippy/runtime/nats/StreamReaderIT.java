package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EventStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads, on a real nats-server with the real permissions. */
@Timeout(60)
class StreamReaderIT {

    @TempDir
    private Path directory;

    private OperatorStage stage;

    @BeforeEach
    void start() {
        stage = new OperatorStage(directory);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void findsNothingInAnEmptyStream() throws Exception {
        stage.provision();

        assertEquals(List.of(), stage.sequences(OperatorStage.all()));
        assertEquals(
                List.of(), stage.sequences(OperatorStage.all().subject("user.*").since(Instant.EPOCH)));
        assertEquals(new StreamState(0, 0, 0, 0), stage.streams.state(EventStream.EVENTS));
        assertEquals(Optional.empty(), stage.streams.read(EventStream.EVENTS, 1));
        assertEquals(List.of(), stage.sequences(stage.streams.newest(OperatorStage.all(), 5)));
    }

    @Test
    void endsWhereNothingMatches() throws Exception {
        stage.provision();
        stage.users(3);

        assertEquals(List.of(), stage.sequences(OperatorStage.all().subject("consignment.*")));
        assertEquals(List.of(), stage.sequences(OperatorStage.all().from(4)));
        assertEquals(
                List.of(),
                stage.sequences(OperatorStage.all().since(Instant.now().plusSeconds(60))));
        assertEquals(List.of(), stage.sequences(OperatorStage.all().until(Instant.EPOCH)));
    }

    @Test
    void readsWhatIsSelected() throws Exception {
        stage.provision();
        stage.users(2);
        stage.bookings(2);
        stage.users(2);

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), stage.sequences(OperatorStage.all()));
        assertEquals(
                List.of(3L, 4L, 5L), stage.sequences(OperatorStage.all().from(3).most(3)));
        assertEquals(List.of(3L, 4L), stage.sequences(OperatorStage.all().subject("consignment.booked")));
        assertEquals(
                List.of(5L, 6L),
                stage.sequences(OperatorStage.all().subject("user.*").from(3)));
    }

    @Test
    void readsBetweenTwoTimesBothIncluded() throws Exception {
        stage.provision();
        stage.users(5);
        Instant second = stage.at(2);
        Instant fourth = stage.at(4);

        assertEquals(
                List.of(2L, 3L, 4L),
                stage.sequences(OperatorStage.all().since(second).until(fourth)));
        assertEquals(
                List.of(3L, 4L),
                stage.sequences(OperatorStage.all().from(3).since(second).until(fourth)));
        assertEquals(
                List.of(4L, 5L), stage.sequences(OperatorStage.all().from(2).since(fourth)));
        assertEquals(
                List.of(5L),
                stage.sequences(OperatorStage.all()
                        .since(fourth.plusNanos(1))
                        .until(Instant.now().plusSeconds(60))));
    }

    @Test
    void selectsTheNewest() throws Exception {
        stage.provision();
        stage.users(4);
        stage.bookings(4);
        stage.users(4);

        assertEquals(List.of(11L, 12L), stage.sequences(stage.streams.newest(OperatorStage.all(), 2)));
        assertEquals(
                List.of(7L, 8L),
                stage.sequences(stage.streams.newest(OperatorStage.all().subject("consignment.*"), 2)));
        assertEquals(
                List.of(4L, 9L, 10L),
                stage.sequences(stage.streams.newest(
                        OperatorStage.all().subject("user.created").until(stage.at(10)), 3)));
        assertEquals(
                List.of(12L),
                stage.sequences(stage.streams.newest(OperatorStage.all().from(12), 5)));
        assertEquals(
                12,
                stage.sequences(stage.streams.newest(OperatorStage.all(), 100)).size());
    }

    @Test
    void goesOverGapsAndEndsBeforeOne() throws Exception {
        stage.provision();
        stage.deadLetters(5);

        assertTrue(stage.streams.deleteDeadLetter(2));
        assertTrue(stage.streams.deleteDeadLetter(3));
        assertTrue(stage.streams.deleteDeadLetter(5));
        assertFalse(stage.streams.deleteDeadLetter(5));
        assertFalse(stage.streams.deleteDeadLetter(77));

        assertEquals(List.of(1L, 4L), stage.sequences(StreamSelection.of(EventStream.DEAD_LETTERS)));
        assertEquals(
                List.of(4L), stage.sequences(stage.streams.newest(StreamSelection.of(EventStream.DEAD_LETTERS), 1)));
        assertEquals(2, stage.streams.purgeDeadLetters());
        assertEquals(0, stage.streams.state(EventStream.DEAD_LETTERS).messages());
    }

    @Test
    void endsWhenTheRestIsDeletedMeanwhile() throws Exception {
        stage.provision();
        stage.deadLetters(OperatorStage.MANY);

        try (StreamReader reader = stage.streams.open(StreamSelection.of(EventStream.DEAD_LETTERS))) {
            assertTrue(reader.next().isPresent());
            assertTrue(stage.streams.purgeDeadLetters() > 0);

            assertTrue(OperatorStage.rest(reader).size() < OperatorStage.MANY - 1);
        }
    }

    @Test
    void endsWithWhatIsLastWhenItBegins() throws Exception {
        stage.provision();
        stage.users(2);

        try (StreamReader reader = stage.streams.open(OperatorStage.all())) {
            stage.users(2);
            assertEquals(List.of(1L, 2L), OperatorStage.rest(reader));
        }
    }

    @Test
    void followsWhatIsStillToCome() throws Exception {
        stage.provision();
        stage.users(1);

        try (StreamReader reader =
                stage.streams.open(OperatorStage.all().most(3).following())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            stage.users(2);
            assertEquals(List.of(2L, 3L), OperatorStage.rest(reader));
        }
    }
}
