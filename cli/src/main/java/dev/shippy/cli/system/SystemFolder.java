package dev.shippy.cli.system;

import dev.shippy.embedded.DataDirectory;
import dev.shippy.embedded.TemporaryDirectory;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a system keeps its data: a folder that stays, or one that goes with it. Locked against a second system. */
final class SystemFolder implements AutoCloseable {

    private final @Nullable TemporaryDirectory temporary;
    private final DataDirectory data;

    private SystemFolder(@Nullable TemporaryDirectory temporary, DataDirectory data) {
        this.temporary = temporary;
        this.data = data;
    }

    static SystemFolder open(Optional<Path> kept) {
        if (kept.isPresent()) {
            return new SystemFolder(null, DataDirectory.open(kept.get()));
        }
        TemporaryDirectory temporary = TemporaryDirectory.create();
        return new SystemFolder(temporary, DataDirectory.open(temporary.path()));
    }

    DataDirectory data() {
        return data;
    }

    Path path() {
        return data.path();
    }

    boolean isKept() {
        return temporary == null;
    }

    @Override
    public void close() {
        data.close();
        if (temporary != null) {
            temporary.close();
        }
    }
}
