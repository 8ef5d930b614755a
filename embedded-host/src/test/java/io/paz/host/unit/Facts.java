package io.paz.host.unit;

/** A machine for tests; its user is the one that systemd-analyze answers for when root runs it. */
public final class Facts {
    public static final HostFacts OF_TEST = new HostFacts(
            "00000000000000000000000000000001",
            "00000000000000000000000000000b00",
            "host.example",
            "6.1.0",
            "x86-64",
            new HostFacts.User("root", 0, "root", 0, "/root", "/bin/sh"));

    private Facts() {}
}
