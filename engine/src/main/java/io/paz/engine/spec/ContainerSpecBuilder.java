package io.paz.engine.spec;

import io.paz.engine.ReleaseId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ContainerSpec} by the names of its fields; what is not set is absent, or the default. */
public final class ContainerSpecBuilder {

    private final ReleaseId release;
    private final String image;
    private @Nullable String description;
    private @Nullable String imageId;
    private boolean freshlyPushed;
    private int instances = 1;
    private List<PortMapping> ports = List.of();
    private Map<String, String> env = Map.of();
    private Map<String, String> volumes = Map.of();
    private @Nullable String user;
    private HealthProbe health;
    private int stopSeconds = 10;
    private @Nullable String memory;
    private @Nullable Double cpus;
    private List<String> command = List.of();
    private Map<String, String> labels = Map.of();
    private List<String> upstreams = List.of();
    private @Nullable Confinement confinement;

    ContainerSpecBuilder(ReleaseId release, String image) {
        this.release = release;
        this.image = image;
        this.health = new HealthProbe(null, "GET", release.service() + ".paz", "200-399", 2, 2, 1, 3);
    }

    public ContainerSpec build() {
        return new ContainerSpec(
                release,
                description,
                image,
                imageId,
                freshlyPushed,
                instances,
                ports,
                env,
                volumes,
                user,
                health,
                stopSeconds,
                memory,
                cpus,
                command,
                labels,
                upstreams,
                confinement);
    }

    public ContainerSpecBuilder description(@Nullable String value) {
        description = value;
        return this;
    }

    public ContainerSpecBuilder imageId(@Nullable String value) {
        imageId = value;
        return this;
    }

    public ContainerSpecBuilder freshlyPushed(boolean value) {
        freshlyPushed = value;
        return this;
    }

    public ContainerSpecBuilder instances(int value) {
        instances = value;
        return this;
    }

    public ContainerSpecBuilder ports(List<PortMapping> value) {
        ports = value;
        return this;
    }

    public ContainerSpecBuilder env(Map<String, String> value) {
        env = value;
        return this;
    }

    public ContainerSpecBuilder volumes(Map<String, String> value) {
        volumes = value;
        return this;
    }

    public ContainerSpecBuilder user(@Nullable String value) {
        user = value;
        return this;
    }

    public ContainerSpecBuilder health(HealthProbe value) {
        health = value;
        return this;
    }

    public ContainerSpecBuilder stopSeconds(int value) {
        stopSeconds = value;
        return this;
    }

    public ContainerSpecBuilder memory(@Nullable String value) {
        memory = value;
        return this;
    }

    public ContainerSpecBuilder cpus(@Nullable Double value) {
        cpus = value;
        return this;
    }

    public ContainerSpecBuilder command(List<String> value) {
        command = value;
        return this;
    }

    public ContainerSpecBuilder labels(Map<String, String> value) {
        labels = value;
        return this;
    }

    public ContainerSpecBuilder upstreams(List<String> value) {
        upstreams = value;
        return this;
    }

    public ContainerSpecBuilder confinement(@Nullable Confinement value) {
        confinement = value;
        return this;
    }
}
