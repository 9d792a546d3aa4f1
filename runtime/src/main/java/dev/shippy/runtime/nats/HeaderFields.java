package dev.shippy.runtime.nats;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first value of each header, in the order in which they were written; names are found in any case. There are few, so that
 * looking at one after the other is quicker than any order among them. Unmodifiable.
 */
final class HeaderFields extends AbstractMap<String, String> {

    private final List<Entry<String, String>> fields;

    private HeaderFields(List<Entry<String, String>> fields) {
        this.fields = fields;
    }

    static HeaderFields of(Map<String, String> headers) {
        if (headers instanceof HeaderFields already) {
            return already;
        }
        HeaderFields fields = new HeaderFields(new ArrayList<>(headers.size()));
        headers.forEach(fields::add);
        return fields;
    }

    /** Those of headers that are {@link PlainHeaders#isPlain plain}, or nothing. */
    static @Nullable HeaderFields of(PlainHeaders headers) {
        HeaderFields fields = new HeaderFields(new ArrayList<>());
        while (headers.next()) {
            fields.add(headers.name(), headers.value());
        }
        return headers.isPlain() ? fields : null;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return name instanceof String text ? find(text) : null;
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
                return List.copyOf(fields).iterator();
            }

            @Override
            public int size() {
                return fields.size();
            }
        };
    }

    private void add(String name, String value) {
        if (find(name) == null) {
            fields.add(Map.entry(name, value));
        }
    }

    private @Nullable String find(String name) {
        for (int i = 0; i < fields.size(); i++) {
            Entry<String, String> field = fields.get(i);
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }
}
