package io.paz.test.cluster;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a container needs so that systemd runs in it as the first process, and a Docker engine beside it. */
final class HostContainer {

    private HostContainer() {}

    static void prepare(CreateContainerCmd create, String name, String ip, Path shared) {
        Objects.requireNonNull(create.getHostConfig())
                // A machine that is itself confined may lack this one, and what it lacks it cannot give.
                .withCapAdd(Capability.ALL)
                .withCapDrop(Capability.SYS_RESOURCE)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withCgroupnsMode("private")
                .withTmpFs(Map.of("/run", "exec", "/tmp", "exec"))
                .withBinds(binds(shared));
        // Docker's files cannot lie on those of another container.
        create.withVolumes(new Volume("/var/lib/docker"));
        create.withHostName(name).withIpv4Address(ip).withStopSignal("SIGRTMIN+3");
    }

    /** Not Testcontainers' own binds: before these it would pull an image, to see whether binds work. */
    private static List<Bind> binds(Path shared) {
        List<Bind> binds = new ArrayList<>();
        binds.add(readOnly(shared.toString(), "/shared"));
        // Storage of the network, which outlives each host.
        binds.add(new Bind(shared.resolve("storage").toString(), new Volume("/mnt/storage"), AccessMode.rw));
        RealFleet.programs().forEach((program, path) -> binds.add(readOnly(path, program)));
        return binds;
    }

    private static Bind readOnly(String path, String place) {
        return new Bind(path, new Volume(place), AccessMode.ro);
    }
}
