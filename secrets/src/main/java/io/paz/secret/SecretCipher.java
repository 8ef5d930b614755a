package io.paz.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;

/**
 * Encrypts what is stored secret with AES-256-GCM, with the keys of a file. What it returns names the key, so that older keys still
 * decrypt. For several threads.
 */
public final class SecretCipher {

    /** What stands before encrypted bytes; no Base64 text begins like this. */
    private static final String PREFIX = "paz1.";

    /** Tink's: one byte of its version, four of the key's ID. */
    private static final int ID_OFFSET = 1;

    private static final int HEADER = 5;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** @param newest encrypts */
    private record Keys(SecretKey newest, Aead aead, SecretTag fingerprints) {}

    private final KeySource source;
    private volatile Keys keys;

    private SecretCipher(KeySource source) {
        this.source = source;
        this.keys = keys(source.read());
    }

    /** @throws SecretKeyException when there is no such file, or none that can be used */
    public static SecretCipher open(Path file) {
        return new SecretCipher(new SecretKeyFile(file));
    }

    /**
     * Of the keys themselves.
     *
     * @param name where they are from, for messages
     * @param keys what a key file holds
     * @throws SecretKeyException when there are none that can be used
     */
    public static SecretCipher of(String name, String keys) {
        return new SecretCipher(new SecretKeyText(name, keys));
    }

    /** Makes the file first where there is none. */
    public static SecretCipher openOrCreate(Path file) {
        SecretKeyFile keys = new SecretKeyFile(file);
        keys.createIfMissing();
        return new SecretCipher(keys);
    }

    private static Keys keys(List<SecretKey> keys) {
        SecretKey newest = keys.get(keys.size() - 1);
        try {
            KeysetHandle.Builder handle = KeysetHandle.newBuilder();
            for (SecretKey key : keys) {
                KeysetHandle.Builder.Entry entry =
                        KeysetHandle.importKey(aesKey(key)).withFixedId(key.id());
                handle.addEntry(key == newest ? entry.makePrimary() : entry);
            }
            Aead aead = handle.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
            return new Keys(newest, aead, new SecretTag(keys.get(0).derive("fingerprints")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    private static AesGcmKey aesKey(SecretKey key) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(32)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.TINK)
                .build();
        return AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key.derive("encryption"), InsecureSecretKeyAccess.get()))
                .setIdRequirement(key.id())
                .build();
    }

    /** Reads the keys again, after a rotation. What was read before stays when it cannot be read. */
    public void reload() {
        keys = keys(source.read());
    }

    /** Whether a text is one that {@link #encrypt} returned, with whatever key. */
    public static boolean isEncrypted(String text) {
        return text.startsWith(PREFIX);
    }

    /** Returns text of letters, digits and {@code . - _}; another one each time. */
    public String encrypt(SecretPlace place, byte[] secret) {
        try {
            byte[] encrypted = keys.aead.encrypt(secret, place.bytes());
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(place + " cannot be encrypted", e);
        }
    }

    /** @throws SecretKeyException when the key is not in the file, or when this is not what was encrypted for the place */
    public byte[] decrypt(SecretPlace place, String encrypted) {
        byte[] bytes = bytes(place, encrypted);
        try {
            return keys.aead.decrypt(bytes, place.bytes());
        } catch (GeneralSecurityException e) {
            throw new SecretKeyException(refusal(place, bytes));
        }
    }

    private String refusal(SecretPlace place, byte[] encrypted) {
        String id = SecretKey.idText(keyId(encrypted));
        return knows(keyId(encrypted))
                ? "%s: cannot be decrypted with key %s of %s (expected: the key file that it was encrypted with, and the value as it was stored for this place)"
                        .formatted(place, id, source.name())
                : "%s: encrypted with key %s, which %s does not have; put the key file back from your copy"
                        .formatted(place, id, source.name());
    }

    private boolean knows(int id) {
        return source.read().stream().anyMatch(key -> key.id() == id);
    }

    /** Whether the newest key encrypted it. */
    public boolean isCurrent(SecretPlace place, String encrypted) {
        return keyId(bytes(place, encrypted)) == keys.newest.id();
    }

    /** ID of the key that encrypts, in hexadecimal digits. */
    public String keyId() {
        return SecretKey.idText(keys.newest.id());
    }

    /**
     * Returns what shows whether a secret changed, and from which nobody without the key can guess even a short one. It stays over
     * rotations.
     */
    public String fingerprint(SecretPlace place, byte[] secret) {
        return keys.fingerprints.fingerprint(place, secret);
    }

    private static int keyId(byte[] encrypted) {
        return ByteBuffer.wrap(encrypted).getInt(ID_OFFSET);
    }

    private static byte[] bytes(SecretPlace place, String encrypted) {
        byte[] bytes = isEncrypted(encrypted) ? decoded(encrypted.substring(PREFIX.length())) : new byte[0];
        if (bytes.length <= HEADER) {
            throw new SecretKeyException(place + ": damaged (expected: what was encrypted)");
        }
        return bytes;
    }

    /** Empty for what is no Base64. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
