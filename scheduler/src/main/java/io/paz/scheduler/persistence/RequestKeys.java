package io.paz.scheduler.persistence;

import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.RequestKey;
import io.paz.store.Batch;
import io.paz.store.KeyValueStore;
import io.paz.store.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Results by idempotency key: the number of a deployment or an operation, with a digest of the request. Records of earlier
 * releases lack the digest, and fit every request.
 */
final class RequestKeys {

    private final KeyValueStore store;
    private final Table own;
    private final Table other;

    /**
     * @param own where numbers are kept
     * @param other keys of the other kind of request, which must not be used here
     */
    RequestKeys(KeyValueStore store, Table own, Table other) {
        this.store = store;
        this.own = own;
        this.other = other;
    }

    void put(Batch batch, String service, @Nullable RequestKey key, int number) {
        if (key != null) {
            byte[] digest = digest(key);
            byte[] value = ByteBuffer.allocate(Integer.BYTES + digest.length)
                    .putInt(number)
                    .put(digest)
                    .array();
            batch.put(own, DeploymentKeys.idempotency(service, key.key()), value);
        }
    }

    /** @throws DeploymentRefusedException when the key was sent with another request */
    Optional<Integer> find(String service, RequestKey key) {
        byte[] name = DeploymentKeys.idempotency(service, key.key());
        if (store.get(other, name).isPresent()) {
            throw DeploymentRefusedException.keyReused(service, key);
        }
        return store.get(own, name).map(value -> number(service, key, value));
    }

    private static int number(String service, RequestKey key, byte[] value) {
        byte[] digest = Arrays.copyOfRange(value, Integer.BYTES, value.length);
        if (digest.length > 0 && !Arrays.equals(digest, digest(key))) {
            throw DeploymentRefusedException.keyReused(service, key);
        }
        return ByteBuffer.wrap(value).getInt();
    }

    private static byte[] digest(RequestKey key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.request().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
