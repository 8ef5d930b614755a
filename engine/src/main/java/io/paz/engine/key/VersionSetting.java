package io.paz.engine.key;

import java.util.Arrays;
import java.util.Optional;

/** Settings of a version, by which HAProxy weighs and checks its instances. */
public enum VersionSetting {
    WEIGHT("weight"),
    HEALTH_PATH("health-path"),
    HEALTH_HOST("health-host"),
    HEALTH_METHOD("health-method"),
    HEALTH_STATUS("health-status"),
    HEALTH_INTERVAL("health-interval"),
    HEALTH_TIMEOUT("health-timeout"),
    HEALTH_RISE("health-rise"),
    HEALTH_FALL("health-fall"),
    PROTOCOL("protocol"),
    PROXY_PROTOCOL("proxy-protocol");

    private final String key;

    VersionSetting(String key) {
        this.key = key;
    }

    /** Last part of its key. */
    public String key() {
        return key;
    }

    /** Returns the setting of a key's last part; empty where there is none. */
    public static Optional<VersionSetting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }
}
