package io.paz.fuzz;

import io.paz.host.unit.HostFacts;

/** Machine on which units are read. */
final class Machine {

    static final HostFacts FACTS = new HostFacts(
            "00000000000000000000000000000001",
            "00000000000000000000000000000b00",
            "host.example",
            "6.1.0",
            "x86-64",
            new HostFacts.User("root", 0, "root", 0, "/root", "/bin/sh"));

    private Machine() {}
}
