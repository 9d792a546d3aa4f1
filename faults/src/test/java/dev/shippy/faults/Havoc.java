package dev.shippy.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Kills and stops services and servers at random, one process at a time; a killed one is started again at once. */
final class Havoc {

    /** What was done to a process, and when (Unix milliseconds). */
    record Fault(String kind, long at) {}

    private static final List<String> SERVICES = List.of("consignment", "vessel", "user");
    private static final int LONGEST_PAUSE_MILLIS = 3_000;
    private static final int LONGEST_PEACE_MILLIS = 600;

    private final Random random;
    private final Installation installation;
    private final Optional<StoreProcess> store;
    private final Map<String, List<ServiceProcess>> processes = new HashMap<>();
    private final Map<String, Runnable> kinds;
    private final List<String> deck = new ArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "havoc");
    private volatile boolean over;

    Havoc(long seed, Installation installation, Optional<StoreProcess> store, int instances) {
        this.random = new Random(seed);
        this.installation = installation;
        this.store = store;
        for (String service : SERVICES) {
            processes.put(service, new ArrayList<>());
            for (int n = 0; n < instances; n++) {
                processesOf(service).add(installation.start(service));
            }
        }
        processes.values().forEach(all -> all.forEach(ServiceProcess::awaitServing));
        kinds = kinds();
    }

    void start() {
        thread.start();
    }

    /** Ends with all processes alive and serving. */
    List<Fault> end() throws InterruptedException {
        over = true;
        thread.join();
        return List.copyOf(faults);
    }

    private void run() {
        while (!over) {
            sleep(random.nextInt(LONGEST_PEACE_MILLIS));
            if (deck.isEmpty()) {
                shuffle();
            }
            String kind = deck.remove(deck.size() - 1);
            faults.add(new Fault(kind, System.currentTimeMillis()));
            Optional.ofNullable(kinds.get(kind)).orElseThrow().run();
        }
    }

    private Map<String, Runnable> kinds() {
        return Map.ofEntries(
                Map.entry("kill consignment", () -> kill("consignment")),
                Map.entry("kill vessel", () -> kill("vessel")),
                Map.entry("kill user", () -> kill("user")),
                Map.entry("stop consignment", () -> pause("consignment")),
                Map.entry("stop vessel", () -> pause("vessel")),
                Map.entry("kill nats-server", () -> strike(installation.nats::kill, 500, installation.nats::restart)),
                Map.entry("stop nats-server", () -> strike(installation.nats::pause, 1_500, installation.nats::resume)),
                Map.entry(
                        "kill postgres",
                        () -> strike(installation.postgres::kill, 500, installation.postgres::restart)),
                stores());
    }

    /** A store in this process and in memory cannot die alone; of its death a customer sees what a cut shows. */
    private Map.Entry<String, Runnable> stores() {
        return store.map(process ->
                        Map.entry("kill store", (Runnable) () -> strike(process::kill, 500, process::restart)))
                .orElseGet(() -> Map.entry(
                        "cut store", () -> strike(installation.mongo::disconnect, 500, installation.mongo::restart)));
    }

    /** Each kind comes up once before any comes up again, those that matter most more often. */
    private void shuffle() {
        deck.addAll(kinds.keySet().stream().sorted().toList());
        deck.addAll(List.of("kill consignment", "kill vessel"));
        Collections.shuffle(deck, random);
    }

    private void strike(Runnable fault, int longestMillis, Runnable mend) {
        fault.run();
        sleep(random.nextInt(longestMillis));
        mend.run();
    }

    private void kill(String service) {
        int victim = random.nextInt(processesOf(service).size());
        processesOf(service).get(victim).kill();
        ServiceProcess next = installation.start(service);
        processesOf(service).set(victim, next);
        next.awaitServing();
    }

    private void pause(String service) {
        ServiceProcess victim =
                processesOf(service).get(random.nextInt(processesOf(service).size()));
        strike(victim::pause, LONGEST_PAUSE_MILLIS, victim::resume);
    }

    private List<ServiceProcess> processesOf(String service) {
        return processes.getOrDefault(service, List.of());
    }

    private static void sleep(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
