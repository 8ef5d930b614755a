package io.paz.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads entries of etcd as texts of bounded size, whatever somebody wrote. A value that is too large is replaced by its size in words, which is
 * no valid value of any key; an entry whose key is too long is left out. Each is logged once.
 */
final class EntryReader {

    static final int MAX_KEY_BYTES = 8 * 1024;
    static final int MAX_VALUE_BYTES = 1024;

    /** Of a certificate with those that signed it, and its key. */
    static final int MAX_CERTIFICATE_BYTES = 64 * 1024;

    /** Of a page of a service's own. */
    static final int MAX_PROXY_SETTING_BYTES = 8 * 1024;

    private static final String CERTIFICATES = "/paz-certificates/";
    private static final String PROXY_SETTINGS = "/proxy/";

    private static final Logger log = LoggerFactory.getLogger(EntryReader.class);
    private static final int MAX_LOGGED = 100;
    private static final int LOGGED_KEY_BYTES = 200;

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    Optional<Map.Entry<String, String>> read(KeyValue entry) {
        ByteSequence value = entry.getValue();
        return readKey(entry.getKey())
                .map(key -> Map.entry(key, value.size() <= maxBytes(key) ? Client.text(value) : size(key, value)));
    }

    private static int maxBytes(String key) {
        if (key.startsWith(CERTIFICATES)) {
            return MAX_CERTIFICATE_BYTES;
        }
        return key.contains(PROXY_SETTINGS) ? MAX_PROXY_SETTING_BYTES : MAX_VALUE_BYTES;
    }

    Optional<String> readKey(ByteSequence key) {
        if (key.size() <= MAX_KEY_BYTES) {
            return Optional.of(Client.text(key));
        }
        String start = Client.text(key.substring(0, LOGGED_KEY_BYTES));
        report(start, "etcd key {}... ignored: {} bytes (expected: at most {})", key.size(), MAX_KEY_BYTES);
        return Optional.empty();
    }

    private String size(String key, ByteSequence value) {
        report(key, "Value of etcd key {} ignored: {} bytes (expected: at most {})", value.size(), maxBytes(key));
        return "(" + value.size() + " bytes)";
    }

    private void report(String key, String message, int size, int max) {
        if (logged.size() < MAX_LOGGED && logged.add(key)) {
            log.warn(message, key, size, max);
        }
    }
}
