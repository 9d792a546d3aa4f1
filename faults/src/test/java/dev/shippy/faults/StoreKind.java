package dev.shippy.faults;

import java.nio.file.Path;
import java.util.Arrays;

/** What MongoDB is, as {@code faults/check --store} names it. */
enum StoreKind {
    STANDALONE("standalone"),
    REPLICA_SET("replica-set");

    private final String word;

    StoreKind(String word) {
        this.word = word;
    }

    /** @throws Arguments.WrongException if {@code --store} is none of these */
    static StoreKind in(Arguments arguments) {
        String word = arguments.oneOf("--store", STANDALONE.word, REPLICA_SET.word);
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** Starts one whose data are in the directory. */
    Store start(Path directory) {
        return switch (this) {
            case STANDALONE -> StandaloneStore.start(directory);
            case REPLICA_SET -> ReplicaSetStore.start(directory);
        };
    }
}
