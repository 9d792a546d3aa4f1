package dev.shippy.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NatsUsersTest {

    static Stream<NatsUser> publicUsers() {
        return NatsUsers.all().stream().filter(user -> user.name().endsWith("-public"));
    }

    static Stream<NatsUser> everybody() {
        return NatsUsers.all().stream();
    }

    @Test
    void hasTwoUsersForEachService() {
        Set<String> names = everybody().map(NatsUser::name).collect(Collectors.toSet());

        Services.contracts().forEach(contract -> {
            assertTrue(names.contains(contract.name()));
            assertTrue(names.contains(contract.name() + "-public"));
        });
        assertTrue(names.containsAll(Set.of("customer", "operator", "bench")));
    }

    @ParameterizedTest
    @MethodSource("publicUsers")
    void letsWhoeverHearsStrangersPublishToPeoplesInboxesOnly(NatsUser user) {
        assertEquals(List.of("_INBOX.>", "_INBOX_operator.>", "_INBOX_bench.>"), user.publish());
        assertTrue(user.subscribe().stream().noneMatch(subject -> subject.startsWith("_INBOX")));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void letsOnlyTheCallersOfAnInternalDoorPublishThere(NatsUser user) {
        Set<String> allowed = Services.contracts().stream()
                .flatMap(contract -> contract.rpcs().stream())
                .filter(rpc -> rpc.callers().contains(user.name()))
                .map(rpc -> rpc.subject(Door.INTERNAL))
                .collect(Collectors.toSet());

        assertEquals(
                allowed,
                user.publish().stream()
                        .filter(subject -> subject.startsWith("internal."))
                        .collect(Collectors.toSet()));
    }

    /** {@code *} as the last token also admits {@code >} in its place; below a service's own name in discovery that shows nothing. */
    @ParameterizedTest
    @MethodSource("everybody")
    void endsNoSubscribePermissionInAStar(NatsUser user) {
        assertTrue(user.subscribe().stream()
                .filter(subject -> !subject.startsWith("$SRV."))
                .noneMatch(subject -> subject.endsWith("*")));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void showsEachUserItsOwnInboxOnly(NatsUser user) {
        String own = NatsUser.inboxPrefix(user.name()) + ".>";

        assertTrue(user.subscribe().stream()
                .filter(subject -> subject.startsWith("_INBOX"))
                .allMatch(own::equals));
    }

    @Test
    void keepsCustomersFromEventsAndJetStream() {
        NatsUser customer = everybody()
                .filter(user -> user.name().equals("customer"))
                .findFirst()
                .orElseThrow();

        assertFalse(customer.publish().stream()
                .anyMatch(
                        subject -> subject.startsWith("$JS") || Event.subjects().contains(subject)));
        assertEquals(List.of("_INBOX.>"), customer.subscribe());
    }
}
