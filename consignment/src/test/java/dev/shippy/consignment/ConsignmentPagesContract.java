package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.Samples.freshId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every repository promises about pages. */
interface ConsignmentPagesContract {

    ConsignmentRepository repository();

    @Test
    default void listsTheOldestFirst() {
        String owner = freshOwner();
        Consignment second = insert(owner, 2_000);
        Consignment first = insert(owner, 1_000);
        List<Consignment> sameTime = Stream.of(insert(owner, 3_000), insert(owner, 3_000), insert(owner, 3_000))
                .sorted(Comparator.comparing(Consignment::id))
                .toList();
        List<Consignment> expected = new ArrayList<>(List.of(first, second));
        expected.addAll(sameTime);
        assertEquals(new Page(expected, Optional.empty()), page(owner, Optional.empty(), 5));
    }

    @Test
    default void leadsFromPageToPageWithoutGapOrRepetition() {
        String owner = freshOwner();
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            ids.add(insert(owner, 1_000 + n / 4).id());
        }
        List<String> read = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        do {
            Page page = page(owner, after, 3);
            page.consignments().forEach(consignment -> read.add(consignment.id()));
            after = page.last();
        } while (after.isPresent());
        assertEquals(10, read.size());
        assertEquals(new HashSet<>(ids), new HashSet<>(read));
    }

    @Test
    default void saysThatAPageIsTheLastWhenItEndsWithTheList() {
        String owner = freshOwner();
        insert(owner, 1_000);
        Consignment second = insert(owner, 2_000);
        assertEquals(Optional.empty(), page(owner, Optional.empty(), 2).last());
        assertTrue(page(owner, Optional.empty(), 1).last().isPresent());
        assertEquals(new Page(List.of(), Optional.empty()), page(owner, Optional.of(second.position()), 1));
    }

    @Test
    default void showsOnlyTheOwnersConsignments() {
        String owner = freshOwner();
        Consignment own = insert(owner, 1_000);
        insert(freshOwner(), 1_000);
        assertEquals(List.of(own), page(owner, Optional.empty(), 10).consignments());
    }

    @Test
    default void showsEverybodysWithoutAnOwner() {
        Consignment one = insert(freshOwner(), 1_000);
        Consignment other = insert(freshOwner(), 1_000);
        Optional<Position> before = Optional.of(new Position(999, ""));
        List<Consignment> all = await(repository().page(Optional.empty(), before, 1_000, Integer.MAX_VALUE))
                .consignments();
        assertTrue(all.containsAll(List.of(one, other)));
    }

    @Test
    default void cutsAPageWhereItsBytesEnd() {
        String owner = freshOwner();
        int size = insert(owner, 1_000).draft().replyBytes(owner);
        insert(owner, 2_000);
        insert(owner, 3_000);
        Page page = await(repository().page(Optional.of(owner), Optional.empty(), 10, 2 * size));
        assertEquals(2, page.consignments().size());
        assertEquals(2_000, page.last().orElseThrow().createdAt());
        Page least = await(repository().page(Optional.of(owner), Optional.empty(), 10, 1));
        assertEquals(1, least.consignments().size());
        assertTrue(least.last().isPresent());
    }

    private Page page(String owner, Optional<Position> after, int entries) {
        return await(repository().page(Optional.of(owner), after, entries, Limits.REPLY_BYTES));
    }

    @CanIgnoreReturnValue
    private Consignment insert(String owner, long createdAt) {
        Consignment consignment = Samples.pending(freshId(), owner, createdAt, "vessel1", 9_000_000_000_000L);
        assertTrue(await(repository().insert(consignment)));
        return consignment;
    }

    private static String freshOwner() {
        return "user-" + freshId();
    }
}
