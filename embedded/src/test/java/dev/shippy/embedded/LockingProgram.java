package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Opens a data folder and keeps it. */
final class LockingProgram {

    private LockingProgram() {}

    public static void main(String[] arguments) {
        DataDirectory directory = DataDirectory.open(Path.of(arguments[0]));
        System.out.println("locked");
        while (true) {
            LockSupport.park(directory);
        }
    }
}
