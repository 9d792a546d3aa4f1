package dev.shippy.cli;

import dev.shippy.contracts.Limits;
import java.util.List;
import picocli.CommandLine.Option;

/** How much of a list is fetched. */
public final class Paging {

    /**
     * A page of a list.
     *
     * @param next the token of the page after it; empty on the last one
     */
    public record Page<T>(List<T> items, String next) {}

    /** Fetches the page that a token names; the empty token names the first. */
    @FunctionalInterface
    public interface Source<T> {
        Page<T> page(int size, String token);
    }

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default: 50.")
    private int limit = Limits.PAGE_SIZE;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    /**
     * Fetches page by page and prints each as it comes.
     *
     * @param things the plural noun for the note that there are none
     */
    public <T> void print(Shippy shippy, String things, ListWriter<T> writer, Source<T> source) {
        if (limit < 1) {
            throw new UsageException("--limit is " + limit + " and must be at least 1");
        }
        long left = all ? Long.MAX_VALUE : limit;
        String token = "";
        boolean any = false;
        do {
            Page<T> page = source.page((int) Math.min(left, Limits.MAX_PAGE_SIZE), token);
            writer.part(page.items());
            any |= !page.items().isEmpty();
            left -= page.items().size();
            token = page.next();
        } while (left > 0 && !token.isEmpty());
        writer.end(token);
        if (!any) {
            shippy.note("No " + things + ".");
        }
        if (!token.isEmpty()) {
            shippy.note("There are more: use --all, or a larger --limit.");
        }
    }
}
