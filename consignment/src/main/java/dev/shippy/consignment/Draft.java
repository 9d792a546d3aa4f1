package dev.shippy.consignment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a customer asks for; it never changes.
 *
 * @param description for people
 * @param weight kilograms
 * @param containers at least one
 * @param wish the vessel to try first, or empty
 */
record Draft(String description, int weight, List<Container> containers, String wish) {

    private static final int ENVELOPE_BYTES = 256;
    private static final int CONTAINER_BYTES = 32;

    Draft {
        Objects.requireNonNull(description);
        Objects.requireNonNull(wish);
        containers = List.copyOf(containers);
    }

    Room room() {
        return new Room(containers.size(), weight);
    }

    Optional<String> wishedVessel() {
        return wish.isEmpty() ? Optional.empty() : Optional.of(wish);
    }

    Digest digest() {
        Digest.Builder digest = Digest.builder().add(description).add(weight).add(containers.size());
        containers.forEach(container -> digest.add(container.customerId()).add(container.origin()));
        return digest.add(wish).build();
    }

    /** An upper bound of the bytes that it takes in a reply to this owner, so that a page can be cut before it is read. */
    int replyBytes(String owner) {
        int perContainer = CONTAINER_BYTES + owner.getBytes(UTF_8).length;
        return ENVELOPE_BYTES
                + description.getBytes(UTF_8).length
                + containers.stream()
                        .mapToInt(container -> perContainer
                                + container.customerId().getBytes(UTF_8).length
                                + container.origin().getBytes(UTF_8).length)
                        .sum();
    }
}
