package dev.shippy.cli;

import java.util.Locale;

/** How results are printed. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** For programs: one JSON document, fields named as in the .proto files. */
    JSON;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
