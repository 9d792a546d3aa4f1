package dev.shippy.faults;

import java.util.Set;

/**
 * Members of a replica set that are cut off from the others, in both directions. Clients reach both sides, unless they are named.
 *
 * @param members their ports
 * @param clients processes that reach these members only
 */
record Partition(Set<Integer> members, Set<Long> clients) {

    /** All is well. */
    static final Partition NONE = new Partition(Set.of(), Set.of());

    /** Whether the caller cannot reach the member. */
    boolean separates(Caller caller, int member) {
        boolean cut = members.contains(member);
        if (caller.member().isPresent()) {
            return members.contains(caller.member().getAsInt()) != cut;
        }
        return !cut && clients.stream().anyMatch(client -> LocalPorts.of(client).contains(caller.port()));
    }
}
