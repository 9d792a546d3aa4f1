package dev.shippy.faults;

import java.nio.file.Path;
import java.util.Arrays;

/** The kind of MongoDB installation, as named by {@code faults/check --store}. */
enum StoreKind {
    STANDALONE("standalone"),
    REPLICA_SET("replica-set");

    private final String word;

    StoreKind(String word) {
        this.word = word;
    }

    /** @throws Arguments.WrongException if {@code --store} has another value */
    static StoreKind in(Arguments arguments) {
        String word = arguments.oneOf("--store", STANDALONE.word, REPLICA_SET.word);
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** Starts MongoDB with its data in the directory. */
    Store start(Path directory) {
        return switch (this) {
            case STANDALONE -> StandaloneStore.start(directory);
            case REPLICA_SET -> ReplicaSetStore.start(directory);
        };
    }
}
