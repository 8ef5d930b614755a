package io.paz.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs that are made of others at random: the same ones for the same seed. */
final class Mutations {

    private static final int MAX_STEPS = 6;
    private static final int MAX_LENGTH = 4096;

    private final List<byte[]> inputs;
    private final List<byte[]> words;
    private final Random random;

    /**
     * @param inputs to begin with
     * @param words what means something in them
     */
    Mutations(List<byte[]> inputs, List<byte[]> words, long seed) {
        this.inputs = inputs;
        this.words = words;
        this.random = new Random(seed);
    }

    byte[] next() {
        byte[] input = any(inputs);
        for (int step = random.nextInt(MAX_STEPS); step >= 0; step--) {
            input = changed(input);
        }
        return input.length <= MAX_LENGTH ? input : Arrays.copyOf(input, MAX_LENGTH);
    }

    private byte[] changed(byte[] input) {
        int begin = random.nextInt(input.length + 1);
        int end = Math.min(input.length, begin + random.nextInt(random.nextInt(4) == 0 ? 64 : 4));
        return switch (random.nextInt(7)) {
            case 0 -> replaced(input, begin, end, new byte[0]);
            case 1 -> replaced(input, end, end, Arrays.copyOfRange(input, begin, end));
            case 2 -> replaced(input, begin, end, new byte[] {(byte) random.nextInt(256)});
            case 3 -> replaced(input, begin, begin, any(words));
            case 4 -> replaced(input, begin, end, any(words));
            case 5 -> replaced(input, begin, end, piece(any(inputs)));
            default -> repeated(input, begin, end);
        };
    }

    private byte[] piece(byte[] input) {
        int begin = random.nextInt(input.length + 1);
        return Arrays.copyOfRange(input, begin, begin + random.nextInt(input.length - begin + 1));
    }

    private byte[] repeated(byte[] input, int begin, int end) {
        byte[] word = random.nextBoolean() ? any(words) : Arrays.copyOfRange(input, begin, end);
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int i = random.nextInt(200); i > 0; i--) {
            repeated.writeBytes(word);
        }
        return replaced(input, begin, begin, repeated.toByteArray());
    }

    private byte[] any(List<byte[]> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] replaced(byte[] input, int begin, int end, byte[] replacement) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(input, 0, begin);
        changed.writeBytes(replacement);
        changed.write(input, end, input.length - end);
        return changed.toByteArray();
    }
}
