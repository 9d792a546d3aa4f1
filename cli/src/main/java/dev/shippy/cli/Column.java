package dev.shippy.cli;

import java.util.function.Function;

/**
 * A column of a table. Numbers stand at its right edge.
 *
 * @param title in capitals
 * @param value of a row
 * @param width at least so many characters, for tables that are printed row by row
 */
public record Column<T>(String title, Function<T, Object> value, int width) {

    public Column(String title, Function<T, Object> value) {
        this(title, value, title.length());
    }

    String cell(T row) {
        return Text.line(value.apply(row));
    }

    boolean isNumber(T row) {
        return value.apply(row) instanceof Number;
    }
}
