package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.RunningSystem;
import dev.shippy.embedded.DataDirectory;
import dev.shippy.embedded.NatsPasswords;

/** The passwords of the NATS users, the same from start to start of a folder: what an operator wrote down stays true. */
final class KeptNatsPasswords {

    private KeptNatsPasswords() {}

    static NatsPasswords of(DataDirectory folder) {
        NatsPasswords passwords = folder.readSecret(RunningSystem.NATS_PASSWORDS)
                .map(content -> read(folder, content))
                .orElseGet(NatsPasswords::random);
        var unused = folder.writeSecret(RunningSystem.NATS_PASSWORDS, passwords.toFile());
        return passwords;
    }

    private static NatsPasswords read(DataDirectory folder, String content) {
        try {
            return NatsPasswords.ofFile(content);
        } catch (IllegalArgumentException changed) {
            throw new FailureException(
                    folder.path().resolve(RunningSystem.NATS_PASSWORDS) + " cannot be used: " + changed.getMessage(),
                    changed);
        }
    }
}
