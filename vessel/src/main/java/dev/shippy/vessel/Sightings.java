package dev.shippy.vessel;

import io.vertx.core.Future;
import java.util.List;

/** The store as the lookout sees it. Every method may fail with UNAVAILABLE. */
interface Sightings {

    /**
     * Some vessels, one after the other.
     *
     * @param found those that could be read
     * @param more whether more may follow
     * @param lastId where to go on
     * @param lastChanged when the last one was changed, 0 where that is not known
     */
    record Page(List<Sighting> found, boolean more, String lastId, long lastChanged) {}

    /** The time of the latest change there is, by the store's clock, Unix milliseconds; 0 for none. */
    Future<Long> latest();

    /**
     * Vessels in the order of their ids.
     *
     * @param after the id before the first one, empty to begin
     */
    Future<Page> page(String after);

    /**
     * Vessels in the order of the times of their last changes, then of their ids.
     *
     * @param changed time of the first one or of the one before it, Unix milliseconds
     * @param after the id before the first one of that time, empty to begin
     */
    Future<Page> changedFrom(long changed, String after);
}
