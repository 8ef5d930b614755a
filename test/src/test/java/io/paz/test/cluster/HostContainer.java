package io.paz.test.cluster;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a container needs so that systemd runs in it as the first process, and a Docker engine beside it. */
final class HostContainer {

    private HostContainer() {}

    static void prepare(CreateContainerCmd create, String name, String ip) {
        Objects.requireNonNull(create.getHostConfig())
                // A machine that is itself confined may lack this one, and what it lacks it cannot give.
                .withCapAdd(Capability.ALL)
                .withCapDrop(Capability.SYS_RESOURCE)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withCgroupnsMode("private")
                .withTmpFs(Map.of("/run", "exec", "/tmp", "exec"));
        create.withHostName(name).withIpv4Address(ip).withStopSignal("SIGRTMIN+3");
    }
}
