package dev.shippy.faults;

import java.util.Set;

/**
 * Replica set members that are cut off from the others, in both directions. Clients reach both sides, except the listed
 * ones.
 *
 * @param members the ports of the members that are cut off
 * @param clients ids of processes that reach only these members
 */
record Partition(Set<Integer> members, Set<Long> clients) {

    /** No partition. */
    static final Partition NONE = new Partition(Set.of(), Set.of());

    /** Whether the partition keeps the caller from the member. */
    boolean separates(Caller caller, int member) {
        boolean cut = members.contains(member);
        if (caller.member().isPresent()) {
            return members.contains(caller.member().getAsInt()) != cut;
        }
        return !cut && clients.stream().anyMatch(client -> LocalPorts.of(client).contains(caller.port()));
    }
}
