package io.paz.orchestrator.people.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bouncycastle.util.encoders.Base32;

/**
 * Codes that are good once each, in place of the authenticator's. They are 80 random bits, so a plain hash is enough.
 *
 * @param texts for the person, who sees them once
 */
public record RecoveryCodes(List<String> texts) {

    private static final int COUNT = 10;
    private static final int BYTES = 10;
    private static final int GROUP = 4;

    public RecoveryCodes {
        texts = List.copyOf(texts);
    }

    /** @param randoms at least 10 bytes each time, which nobody can foresee */
    public static RecoveryCodes create(Supplier<byte[]> randoms) {
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < COUNT; number++) {
            String text =
                    Base32.toBase32String(Arrays.copyOf(randoms.get(), BYTES)).toLowerCase(Locale.ROOT);
            texts.add(text.replaceAll("(.{" + GROUP + "})(?!$)", "$1-"));
        }
        return new RecoveryCodes(texts);
    }

    public List<String> hashes() {
        return texts.stream().map(RecoveryCodes::hash).toList();
    }

    /** The same however the code is grouped, and in capitals too. */
    static String hash(String code) {
        String plain = code.replaceAll("[ -]", "").toLowerCase(Locale.ROOT);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps them out of logs. */
    @Override
    public String toString() {
        return "RecoveryCodes[" + texts.size() + "]";
    }
}
