package dev.shippy.faults;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Spoils messages at random, the same way for the same seed. */
final class Mutations {

    private static final int MOST_AT_ONCE = 6;
    private static final int LONGEST_INSERTION = 200;

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** One to six changes. */
    byte[] spoil(byte[] message) {
        byte[] spoilt = message;
        for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
            spoilt = change(spoilt);
        }
        return spoilt;
    }

    private byte[] change(byte[] message) {
        if (message.length == 0) {
            return noise();
        }
        int from = random.nextInt(message.length);
        int to = from + random.nextInt(message.length - from + 1);
        return switch (random.nextInt(7)) {
            case 0 -> with(message, from, (byte) (message[from] ^ (1 << random.nextInt(8))));
            case 1 -> with(message, from, (byte) random.nextInt(256));
            case 2 -> with(message, from, new byte[] {0, -1, 0x7F, (byte) 0x80, '\r', '\n'}[random.nextInt(6)]);
            case 3 -> joined(Arrays.copyOf(message, from), noise(), Arrays.copyOfRange(message, from, message.length));
            case 4 -> Arrays.copyOf(message, from);
            case 5 -> joined(Arrays.copyOf(message, from), Arrays.copyOfRange(message, to, message.length));
            default -> joined(message, Arrays.copyOfRange(message, from, to));
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(LONGEST_INSERTION)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] with(byte[] message, int position, byte value) {
        byte[] copy = message.clone();
        copy[position] = value;
        return copy;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
