package io.paz.http.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How records become lines, and how a line is chained to the one before. */
final class AuditChain {

    /** What the first record has in place of a hash. */
    static final String START = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AuditChain() {}

    /** Without the end of the line. */
    static byte[] line(AuditRecord entry) {
        return JSON.writeValueAsBytes(entry);
    }

    /** Empty when the line is no record. */
    static Optional<AuditRecord> parse(byte[] line) {
        try {
            return Optional.ofNullable(JSON.readValue(line, AuditRecord.class));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
