package io.paz.scheduler.persistence;

import io.paz.scheduler.deployment.release.ReleaseId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys whose byte order is the order in which they are read: by service, then by number. */
final class DeploymentKeys {

    private DeploymentKeys() {}

    static byte[] deployment(ReleaseId id) {
        byte[] prefix = service(id.service());
        return ByteBuffer.allocate(prefix.length + Integer.BYTES)
                .put(prefix)
                .putInt(id.version())
                .array();
    }

    static ReleaseId deployment(byte[] key) {
        int end = key.length - Integer.BYTES;
        String service = new String(key, 0, end - 1, StandardCharsets.UTF_8);
        return new ReleaseId(service, ByteBuffer.wrap(key).getInt(end));
    }

    /** Prefix of all keys of a service; a zero byte ends the name, so that no name is the beginning of another. */
    static byte[] service(String service) {
        return (service + "\0").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] sequence(long sequence) {
        return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    }

    static long sequence(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    static byte[] sequence(String service, long sequence) {
        byte[] prefix = service(service);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(sequence)
                .array();
    }

    static byte[] idempotency(String service, String key) {
        return (service + "\0" + key).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] name(String service) {
        return service.getBytes(StandardCharsets.UTF_8);
    }
}
