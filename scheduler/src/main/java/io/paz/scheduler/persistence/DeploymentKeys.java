package io.paz.scheduler.persistence;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.operation.OperationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Store keys whose byte order is the order of reading: by service, then by number. */
final class DeploymentKeys {

    private DeploymentKeys() {}

    static byte[] deployment(ReleaseId id) {
        return numbered(id.service(), id.version());
    }

    static byte[] operation(OperationId id) {
        return numbered(id.service(), id.number());
    }

    static OperationId operation(byte[] key) {
        return new OperationId(service(key), number(key));
    }

    static byte[] numbered(String service, int number) {
        byte[] prefix = service(service);
        return ByteBuffer.allocate(prefix.length + Integer.BYTES)
                .put(prefix)
                .putInt(number)
                .array();
    }

    static ReleaseId deployment(byte[] key) {
        return new ReleaseId(service(key), number(key));
    }

    private static String service(byte[] key) {
        return new String(key, 0, key.length - Integer.BYTES - 1, StandardCharsets.UTF_8);
    }

    private static int number(byte[] key) {
        return ByteBuffer.wrap(key).getInt(key.length - Integer.BYTES);
    }

    /** Where the keys of the next service may begin: the zero byte that ends a name is followed by nothing smaller than 1. */
    static byte[] after(String service) {
        return (service + "\1").getBytes(StandardCharsets.UTF_8);
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
