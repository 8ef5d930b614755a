package io.paz.etcd;

/** A change within a transaction. */
public sealed interface Change {

    String key();

    static Change put(String key, String value) {
        return new Put(key, value);
    }

    static Change delete(String key) {
        return new Delete(key);
    }

    record Put(String key, String value) implements Change {
        public Put {
            KeyRule.check(key);
        }
    }

    record Delete(String key) implements Change {
        public Delete {
            KeyRule.check(key);
        }
    }
}
