package dev.shippy.faults;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.faults.Trap.Deed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Services whose every step at the store is watched, and the traps that are set for them. */
final class Stage implements AutoCloseable {

    /** A process with its tap. */
    private final class Instance implements StoreTap.Watcher {

        private final String service;
        private final Map<String, String> settings;
        private final StoreTap tap;
        private final ServiceProcess process;

        private Instance(String service, Map<String, String> settings) {
            this.service = service;
            this.settings = settings;
            this.tap = new StoreTap(installation.mongoUrl(service), this);
            Map<String, String> more = new HashMap<>(settings);
            more.put("MONGO_URL", tap.url());
            this.process = installation.start(service, more);
        }

        @Override
        public boolean before(Step step) {
            return pass(this, step + ".before");
        }

        @Override
        public boolean after(Step step) {
            return pass(this, step + ".after");
        }
    }

    /** A process that was stopped, and where. */
    private record Pause(Trap trap, Instance victim) {

        boolean ends(Instance seenAt, String point) {
            return seenAt == victim && point.equals(trap.point.replace(".before", ".after"));
        }
    }

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PASSING = Duration.ofSeconds(10);

    private final Installation installation;
    private final List<Instance> instances = new CopyOnWriteArrayList<>();
    private final List<Trap> traps = new CopyOnWriteArrayList<>();
    private volatile Optional<Instance> driver = Optional.empty();
    private volatile Optional<Pause> paused = Optional.empty();

    Stage(Installation installation) {
        this.installation = installation;
    }

    /** Sees to it that so many of the service are alive, and waits until they serve or have run into a trap. */
    void have(String service, int count, Map<String, String> settings) {
        alive(service).stream()
                .filter(instance -> !instance.settings.equals(settings))
                .forEach(instance -> instance.process.kill());
        while (alive(service).size() > count) {
            alive(service).get(0).process.kill();
        }
        while (alive(service).size() < count) {
            instances.add(new Instance(service, settings));
        }
        Awaitility.await(service + " serves")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> alive(service).stream().allMatch(instance -> instance.process.isServing()));
    }

    @CanIgnoreReturnValue
    Trap set(Trap trap) {
        traps.add(trap);
        return trap;
    }

    /** Nothing more is to happen; who sleeps wakes up. */
    void disarm() {
        traps.clear();
        paused.ifPresent(asleep -> asleep.trap.release());
        paused.ifPresent(asleep -> asleep.victim.process.resume());
        paused = Optional.empty();
    }

    /** The command at which a process was stopped is done at last, and then the process goes on. */
    void wake() {
        Pause asleep = paused.orElseThrow();
        asleep.trap.release();
        Awaitility.await(asleep.trap + ", the rest").atMost(PASSING).until(asleep.trap::hasPassed);
        asleep.victim.process.resume();
        paused = Optional.empty();
    }

    @Override
    public void close() {
        disarm();
        instances.forEach(instance -> instance.tap.close());
    }

    private List<Instance> alive(String service) {
        return instances.stream()
                .filter(instance -> instance.service.equals(service) && instance.process.isAlive())
                .toList();
    }

    /** Runs on the tap's thread. Whether the message goes on. */
    private boolean pass(Instance seenAt, String point) {
        if (point.equals("B2.before") || point.equals("T1.before") || point.equals("C1.before")) {
            driver = Optional.of(seenAt);
        }
        paused.filter(asleep -> asleep.ends(seenAt, point)).ifPresent(asleep -> asleep.trap.pass());
        Optional<Trap> trap = take(point);
        if (trap.isEmpty()) {
            return true;
        }
        Instance victim = seenAt.service.equals(trap.get().service) ? seenAt : other(trap.get().service);
        return trap.get().deed == Deed.KILL ? kill(trap.get(), victim, seenAt) : pause(trap.get(), victim, seenAt);
    }

    private synchronized Optional<Trap> take(String point) {
        Optional<Trap> trap =
                traps.stream().filter(set -> set.point.equals(point)).findFirst();
        trap.ifPresent(traps::remove);
        return trap;
    }

    private Instance other(String service) {
        List<Instance> alive = alive(service);
        return alive.size() == 1 ? alive.get(0) : driver.orElseThrow();
    }

    private static boolean kill(Trap trap, Instance victim, Instance seenAt) {
        victim.process.kill();
        trap.spring();
        return victim != seenAt;
    }

    private boolean pause(Trap trap, Instance victim, Instance seenAt) {
        victim.process.pause();
        paused = Optional.of(new Pause(trap, victim));
        trap.spring();
        if (victim == seenAt) {
            trap.awaitRelease();
        }
        if (trap.point.endsWith(".after")) {
            trap.pass();
        }
        return true;
    }
}
