package dev.shippy.user;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The key pairs that there are, and the rules by which they take turns.
 *
 * @param keys newest first, at least one
 * @param afterlife how long a key verifies after it has stopped signing: until its last token ends
 */
record KeyRing(List<SigningKey> keys, Duration afterlife) {

    private static final Comparator<SigningKey> BY_TURN =
            Comparator.comparing(SigningKey::signsFrom).thenComparing(SigningKey::kid);

    KeyRing {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A key ring has at least one key");
        }
        keys = keys.stream().sorted(BY_TURN.reversed()).toList();
    }

    /** The key whose turn it is: of those that may sign, the one that began last. */
    SigningKey signing(Instant now) {
        return keys.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                .orElseGet(() -> keys.get(keys.size() - 1));
    }

    /** The keys whose tokens may be good, newest first. */
    List<SigningKey> serving(Instant now) {
        List<SigningKey> serving = new ArrayList<>();
        for (SigningKey key : keys) {
            serving.add(key);
            // The keys before this one stopped signing when it began.
            if (!key.signsFrom().plus(afterlife).isAfter(now)) {
                break;
            }
        }
        return List.copyOf(serving);
    }

    /** The ids of keys whose last token has ended. */
    Set<String> ended(Instant now) {
        List<SigningKey> serving = serving(now);
        return keys.stream()
                .filter(key -> !serving.contains(key))
                .map(SigningKey::kid)
                .collect(Collectors.toUnmodifiableSet());
    }
}
