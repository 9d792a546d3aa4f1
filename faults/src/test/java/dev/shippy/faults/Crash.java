package dev.shippy.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * A booking or a cancellation, and where on its way a process dies (or is stopped): several places in turn when the process
 * that goes on with it dies, too.
 */
record Crash(Road road, Trap.Deed deed, List<String> places) {

    /** Written down, and its Reserve never sent. */
    private static final String UNSENT = "consignment@B2.after";

    /** What the vessels say, and so which steps are taken. */
    enum Road {
        /** There is room. */
        BOOK(200),
        /** There is no vessel. */
        NONE(412),
        /** The first vessel refuses, another has room. */
        SECOND(200),
        /** The only vessel refuses. */
        REJECT(412),
        /** There is room until the driver is gone; then the vessel refuses, and another has room. */
        LATER_SECOND(200),
        /** There is room until the driver is gone; then the vessel refuses. */
        LATER_REJECT(412),
        /** Booked and then given up. */
        CANCEL(412);

        /** The one true answer to the booking. */
        final int answer;

        Road(int answer) {
            this.answer = answer;
        }

        boolean hasSecond() {
            return this == SECOND || this == LATER_SECOND;
        }

        boolean refusesLater() {
            return this == LATER_SECOND || this == LATER_REJECT;
        }
    }

    /** Every point between two steps at which a process can die, on the road that leads there. */
    static List<Crash> deaths() {
        List<Crash> deaths = new ArrayList<>();
        kill(deaths, Road.BOOK, "consignment", "B2.before", "B2.after", "R1.after", "B4.after");
        kill(deaths, Road.BOOK, "vessel", "R1.before", "R1.after");
        kill(deaths, Road.NONE, "consignment", "B2.after");
        kill(deaths, Road.SECOND, "consignment", "B5.before", "B5.after");
        kill(deaths, Road.SECOND, "vessel", "R2.after");
        kill(deaths, Road.REJECT, "consignment", "B7.before", "B7.after");
        kill(deaths, Road.CANCEL, "consignment", "C1.before", "C1.after", "L1.after", "C3.after");
        kill(deaths, Road.CANCEL, "vessel", "L1.before", "L1.after", "P1.before", "P1.after");
        deathsOfSuccessors(deaths);
        if (Boolean.getBoolean("crash.all")) {
            moreDeathsOfSuccessors(deaths);
        }
        return deaths;
    }

    /** Whoever takes over dies, too. */
    private static void deathsOfSuccessors(List<Crash> deaths) {
        killNext(deaths, Road.BOOK, "consignment@R1.after", "T1.after", "T2-B4.after");
        killNext(deaths, Road.LATER_SECOND, UNSENT, "T2-B6.before", "L2.after");
        killNext(deaths, Road.LATER_REJECT, UNSENT, "T2-B7.before");
        deaths.add(death(Road.LATER_REJECT, UNSENT, "vessel@L2.after"));
        // A Release that is repeated finds its tombstone; the last read is L3.
        deaths.add(death(Road.CANCEL, "consignment@L1.after", "vessel@R2.before"));
        deaths.add(death(
                Road.LATER_REJECT, UNSENT, "consignment@T2-B6.after", "vessel@L2.after", "consignment@T2-B7.before"));
    }

    private static void moreDeathsOfSuccessors(List<Crash> deaths) {
        killNext(deaths, Road.BOOK, "consignment@R1.after", "T1.before", "R2.after", "T2-B4.before");
        killNext(deaths, Road.LATER_SECOND, UNSENT, "T2-B6.after", "T2-B5.before", "T2-B5.after");
        killNext(deaths, Road.LATER_REJECT, UNSENT, "T2-B7.after");
        deaths.add(death(Road.LATER_REJECT, UNSENT, "vessel@L1.after"));
        deaths.add(death(Road.LATER_REJECT, UNSENT, "vessel@L2.before"));
    }

    /** The points at which a process may be stopped and wake up after another one has gone on with its work. */
    static List<Crash> pauses() {
        List<Crash> pauses = new ArrayList<>();
        for (String point : List.of("B2.before", "B2.after", "B4.before", "B4.after")) {
            pauses.add(pause(Road.BOOK, "consignment@" + point));
        }
        for (String point : List.of("B5.before", "B5.after")) {
            pauses.add(pause(Road.SECOND, "consignment@" + point));
        }
        pauses.add(pause(Road.REJECT, "consignment@B7.before"));
        pauses.add(pause(Road.NONE, "consignment@B2.before"));
        for (String point : List.of("C1.before", "C1.after", "C3.before")) {
            pauses.add(pause(Road.CANCEL, "consignment@" + point));
        }
        for (String point : List.of("R1.before", "R1.after")) {
            pauses.add(pause(Road.BOOK, "vessel@" + point));
        }
        for (String point : List.of("L1.before", "L1.after")) {
            pauses.add(pause(Road.CANCEL, "vessel@" + point));
        }
        return pauses;
    }

    private static void kill(List<Crash> crashes, Road road, String service, String... points) {
        for (String point : points) {
            crashes.add(death(road, service + "@" + point));
        }
    }

    private static void killNext(List<Crash> crashes, Road road, String first, String... points) {
        for (String point : points) {
            crashes.add(death(road, first, "consignment@" + point));
        }
    }

    private static Crash death(Road road, String... places) {
        return new Crash(road, Trap.Deed.KILL, List.of(places));
    }

    private static Crash pause(Road road, String... places) {
        return new Crash(road, Trap.Deed.PAUSE, List.of(places));
    }

    List<Trap> traps() {
        return places.stream().map(place -> Trap.of(place, deed)).toList();
    }

    boolean forgetsTombstones() {
        return places.stream().anyMatch(place -> place.contains("@P1"));
    }

    @Override
    public String toString() {
        return road + " " + String.join(", then ", places);
    }
}
