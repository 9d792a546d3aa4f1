package dev.shippy.vessel;

/**
 * What was seen of a vessel in the store.
 *
 * @param vessel the vessel, with the room that was left
 * @param changes how often its room had been changed, 0 where that was not counted
 * @param holds how many holds it had; or how many more or fewer than before the last change
 * @param counted whether the holds were counted
 */
record Sighting(Vessel vessel, long changes, int holds, boolean counted) {

    /** By a read, which counts the holds. */
    static Sighting read(Vessel vessel, long changes, int holds) {
        return new Sighting(vessel, changes, holds, true);
    }

    /** By an own update, which knows only what it did to the holds. */
    static Sighting updated(Vessel vessel, long changes, int moreHolds) {
        return new Sighting(vessel, changes, moreHolds, false);
    }
}
