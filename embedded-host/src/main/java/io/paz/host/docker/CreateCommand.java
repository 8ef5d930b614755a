package io.paz.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import io.paz.host.container.ContainerRequest;
import io.paz.host.container.ContainerRequest.Confinement;
import io.paz.host.container.ContainerRequest.PublishedPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a request into docker-java's command. */
final class CreateCommand {
    private CreateCommand() {}

    static CreateContainerCmd of(DockerClient client, ContainerRequest request, Map<String, String> addedLabels) {
        Map<String, String> labels = new LinkedHashMap<>(request.labels());
        labels.putAll(addedLabels);
        CreateContainerCmd command = client.createContainerCmd(request.image())
                .withLabels(labels)
                .withExposedPorts(request.network().ports().stream()
                        .map(CreateCommand::exposed)
                        .toList())
                .withVolumes(
                        request.storage().volumes().stream().map(Volume::new).toList())
                .withHostConfig(hostConfig(request))
                .withAttachStdout(true)
                .withAttachStderr(true);
        request.name().ifPresent(command::withName);
        request.network().hostname().ifPresent(command::withHostName);
        addProgram(command, request.program());
        return command;
    }

    private static void addProgram(CreateContainerCmd command, ContainerRequest.Program program) {
        command.withEnv(program.env());
        if (!program.command().isEmpty()) {
            command.withCmd(program.command());
        }
        program.entrypoint().ifPresent(entrypoint -> command.withEntrypoint(List.of(entrypoint)));
        program.user().ifPresent(command::withUser);
        program.directory().ifPresent(command::withWorkingDir);
        program.stopTimeout().ifPresent(command::withStopTimeout);
        program.stopSignal().ifPresent(command::withStopSignal);
    }

    private static HostConfig hostConfig(ContainerRequest request) {
        HostConfig config = HostConfig.newHostConfig()
                .withPortBindings(request.network().ports().stream()
                        .map(CreateCommand::binding)
                        .toList())
                .withBinds(request.storage().binds().stream().map(Bind::parse).toList())
                .withReadonlyRootfs(request.storage().readOnlyRoot())
                .withPrivileged(request.limits().privileged());
        request.limits().confinement().ifPresent(confinement -> confine(config, confinement));
        if (!request.network().extraHosts().isEmpty()) {
            config.withExtraHosts(request.network().extraHosts().toArray(String[]::new));
        }
        request.network().mode().ifPresent(config::withNetworkMode);
        request.limits().memory().ifPresent(config::withMemory);
        request.limits().nanoCpus().ifPresent(config::withNanoCPUs);
        if (request.program().init()) {
            config.withInit(true);
        }
        request.logging()
                .driver()
                .ifPresent(driver -> config.withLogConfig(new LogConfig(
                        LogConfig.LoggingType.fromValue(driver),
                        request.logging().options())));
        return config;
    }

    private static void confine(HostConfig config, Confinement confinement) {
        confinement.pids().ifPresent(config::withPidsLimit);
        config.withCapDrop(capabilities(confinement.dropped()));
        config.withCapAdd(capabilities(confinement.added()));
        if (confinement.noNewPrivileges()) {
            config.withSecurityOpts(List.of("no-new-privileges"));
        }
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream().map(Capability::valueOf).toArray(Capability[]::new);
    }

    private static ExposedPort exposed(PublishedPort port) {
        return new ExposedPort(port.containerPort(), InternetProtocol.parse(port.protocol()));
    }

    private static PortBinding binding(PublishedPort port) {
        return new PortBinding(
                new Ports.Binding(
                        port.address().orElse(""),
                        port.hostPort().map(String::valueOf).orElse("")),
                exposed(port));
    }
}
