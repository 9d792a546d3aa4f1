package dev.shippy.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Kills and stops services at random, one process at a time; a killed one is started again at once. */
final class Havoc {

    /** What was done to a process, and when (Unix milliseconds). */
    record Fault(String kind, long at) {}

    private static final List<String> SERVICES = List.of("consignment", "vessel", "user");
    private static final int LONGEST_PAUSE_MILLIS = 3_000;
    private static final int LONGEST_PEACE_MILLIS = 600;

    private final Random random;
    private final Installation installation;
    private final Map<String, List<ServiceProcess>> processes = new HashMap<>();
    private final List<String> deck = new ArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "havoc");
    private volatile boolean over;

    Havoc(long seed, Installation installation, int instances) {
        this.random = new Random(seed);
        this.installation = installation;
        for (String service : SERVICES) {
            processes.put(service, new ArrayList<>());
            for (int n = 0; n < instances; n++) {
                processesOf(service).add(installation.start(service));
            }
        }
        processes.values().forEach(all -> all.forEach(ServiceProcess::awaitServing));
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
            String service = kind.substring(kind.indexOf(' ') + 1);
            int victim = random.nextInt(processesOf(service).size());
            faults.add(new Fault(kind, System.currentTimeMillis()));
            if (kind.startsWith("kill")) {
                kill(service, victim);
            } else {
                pause(processesOf(service).get(victim));
            }
        }
    }

    /** Each kind comes up once before any comes up again, those that matter most more often. */
    private void shuffle() {
        deck.addAll(List.of("kill consignment", "kill vessel", "kill user"));
        deck.addAll(List.of("kill consignment", "kill vessel", "stop consignment", "stop vessel"));
        Collections.shuffle(deck, random);
    }

    private void kill(String service, int victim) {
        processesOf(service).get(victim).kill();
        ServiceProcess next = installation.start(service);
        processesOf(service).set(victim, next);
        next.awaitServing();
    }

    private void pause(ServiceProcess victim) {
        victim.pause();
        sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        victim.resume();
    }

    private List<ServiceProcess> processesOf(String service) {
        return processes.getOrDefault(service, List.of());
    }

    private static void sleep(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
