package dev.shippy.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Kills and stops services and servers at random, one process at a time; a killed one is started again at once. */
final class Havoc {

    /** What was done to a process, and when (Unix milliseconds). */
    record Fault(String kind, long at) {}

    private static final int LONGEST_PAUSE_MILLIS = 3_000;
    private static final int LONGEST_PEACE_MILLIS = 600;

    private final Random random;
    private final Installation installation;
    private final Map<String, List<ServiceProcess>> processes = new HashMap<>();
    private final Map<String, Runnable> kinds = new TreeMap<>();
    private final List<String> often;
    private final List<String> deck = new ArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "havoc");
    private volatile boolean over;

    private Havoc(long seed, Installation installation, List<String> services, int instances, List<String> often) {
        this.random = new Random(seed);
        this.installation = installation;
        this.often = often;
        for (String service : services) {
            processes.put(service, new ArrayList<>());
            for (int n = 0; n < instances; n++) {
                processesOf(service).add(installation.start(service));
            }
        }
        processes.values().forEach(all -> all.forEach(ServiceProcess::awaitServing));
        services.forEach(service -> kinds.put("kill " + service, () -> kill(service)));
        kinds.put("kill nats-server", () -> strike(installation.nats::kill, 500, installation.nats::restart));
        kinds.put("stop nats-server", () -> strike(installation.nats::pause, 1_500, installation.nats::resume));
        kinds.put("kill postgres", () -> strike(installation.postgres::kill, 500, installation.postgres::restart));
    }

    /** All that takes part in bookings. */
    static Havoc amongBookings(long seed, Installation installation, int instances) {
        List<String> services = List.of("consignment", "vessel", "user");
        List<StoreFault> ofTheStore = installation.mongo.faults();
        List<String> often = new ArrayList<>(List.of("kill consignment", "kill vessel"));
        ofTheStore.forEach(fault -> often.add(fault.kind()));
        Havoc havoc = new Havoc(seed, installation, services, instances, often);
        havoc.kinds.put("stop consignment", () -> havoc.pause("consignment"));
        havoc.kinds.put("stop vessel", () -> havoc.pause("vessel"));
        ofTheStore.forEach(fault -> havoc.kinds.put(fault.kind(), () -> havoc.strike(fault)));
        return havoc;
    }

    /** All that takes part in sign-ups and their mails. */
    static Havoc amongSignUps(long seed, Installation installation, int instances) {
        List<String> services = List.of("user", "email-subscriber");
        Havoc havoc = new Havoc(seed, installation, services, instances, List.of("kill user", "kill email-subscriber"));
        havoc.kinds.put("stop user", () -> havoc.pause("user"));
        havoc.kinds.put("stop email-subscriber", () -> havoc.pause("email-subscriber"));
        havoc.kinds.put("stop smtp", () -> havoc.strike(installation.smtp::stop, 1_500, installation.smtp::restart));
        return havoc;
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

    /** Each kind comes up once before any comes up again, those that matter most more often. */
    private void shuffle() {
        deck.addAll(kinds.keySet());
        deck.addAll(often);
        Collections.shuffle(deck, random);
    }

    private void strike(StoreFault fault) {
        strike(fault.strike(), fault.leastMillis(), fault.mostMillis(), fault.mend());
    }

    private void strike(Runnable fault, int longestMillis, Runnable mend) {
        strike(fault, 0, longestMillis, mend);
    }

    private void strike(Runnable fault, int leastMillis, int longestMillis, Runnable mend) {
        fault.run();
        sleep(random.nextInt(leastMillis, longestMillis));
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
