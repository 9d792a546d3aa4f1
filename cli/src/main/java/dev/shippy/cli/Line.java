package dev.shippy.cli;

/** One {@code name: value} of a result. */
public record Line(String name, Object value) {

    @Override
    public String toString() {
        return name + ": " + Text.line(value);
    }
}
