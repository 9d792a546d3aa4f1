package dev.shippy.runtime.nats;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first value of each header, in the order in which they were written; names are found in any case. There are few, so that
 * looking at one after the other is quicker than any order among them. Unmodifiable.
 */
final class HeaderFields extends AbstractMap<String, String> {

    private static final int USUAL = 16;

    private String[] names = new String[USUAL];
    private String[] values = new String[USUAL];
    private int size;

    private HeaderFields() {}

    static HeaderFields of(Map<String, String> headers) {
        if (headers instanceof HeaderFields already) {
            return already;
        }
        HeaderFields fields = new HeaderFields();
        headers.forEach(fields::add);
        return fields;
    }

    /** Those of headers that are {@link PlainHeaders#isPlain plain}, or nothing. */
    static @Nullable HeaderFields of(PlainHeaders headers) {
        HeaderFields fields = new HeaderFields();
        while (headers.next()) {
            fields.add(headers.name(), headers.value());
        }
        return headers.isPlain() ? fields : null;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        int index = name instanceof String text ? find(text) : -1;
        return index < 0 ? null : values[index];
    }

    @Override
    public String getOrDefault(@Nullable Object name, String fallback) {
        String value = get(name);
        return value == null ? fallback : value;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                return IntStream.range(0, size)
                        .mapToObj(index -> Map.entry(names[index], values[index]))
                        .iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private void add(String name, String value) {
        if (find(name) >= 0) {
            return;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size] = value;
        size++;
    }

    private int find(String name) {
        int length = name.length();
        for (int index = 0; index < size; index++) {
            // Names seldom have their length in common, which is cheap to find out.
            if (names[index].length() == length && names[index].equalsIgnoreCase(name)) {
                return index;
            }
        }
        return -1;
    }
}
