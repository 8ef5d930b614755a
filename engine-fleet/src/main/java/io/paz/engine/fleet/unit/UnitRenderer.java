package io.paz.engine.fleet.unit;

import io.paz.engine.DeployedName;
import io.paz.engine.InstanceId;
import io.paz.engine.InstancePairs;
import io.paz.engine.fleet.unit.UnitFile.Option;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.HealthProbe;
import io.paz.engine.spec.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns a spec into unit files. Pure: the same spec gives the same text, byte for byte, so that hashes can be compared
 * before and after a restart.
 *
 * <p>A unit of a cluster host takes its own address and etcd from {@code /etc/paz/host.env}; the values given here are for a
 * host without that file.
 */
public final class UnitRenderer {

    private static final String DOCKER = "/usr/bin/docker";
    private static final List<String> RUN =
            List.of("run", "--rm", "--log-driver=json-file", "--log-opt=max-size=10m", "--log-opt=max-file=2");
    private static final int MAX_DESCRIPTION_LENGTH = 400;
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");

    /** Of HAProxy's internal front end, on a host that says no other. */
    private static final String DEFAULT_HTTP_PORT = "PAZ_HTTP_PORT=8080";

    /** Docker's own network, on a host that says no other. */
    private static final String DEFAULT_NETWORK = "PAZ_NETWORK=bridge";

    private final HostDefaults defaults;

    public UnitRenderer(HostDefaults defaults) {
        this.defaults = defaults;
    }

    /** All units of a spec, containers first, each free to be placed on any host. */
    public List<UnitFile> render(ContainerSpec spec) {
        return render(spec, false);
    }

    /** @param apart whether fleet is to place the instances of each pair on different hosts; it needs two hosts then */
    public List<UnitFile> render(ContainerSpec spec, boolean apart) {
        List<UnitFile> units = new ArrayList<>();
        for (int instance = 1; instance <= spec.instances(); instance++) {
            units.add(container(spec, instance, apart));
        }
        for (int instance = 1; spec.isRouted() && instance <= spec.instances(); instance++) {
            units.add(announce(spec, instance));
        }
        return units;
    }

    private UnitFile container(ContainerSpec spec, int instance, boolean apart) {
        UnitName name = UnitName.container(id(spec, instance));
        HiddenVariables variables = new HiddenVariables(spec.confinement() == null ? Map.of() : spec.env());
        CommandLine run = dockerRun(spec, instance, variables);
        int stopSeconds = spec.stopSeconds();
        Options unit = new Options("Unit")
                .add("Description", description(spec, instance))
                .add("Wants", "docker.service")
                .add("After", "docker.service")
                .add("StartLimitIntervalSec", "600")
                .add("StartLimitBurst", "200");
        Options service = hostEnvironment();
        if (!spec.upstreams().isEmpty()) {
            service.add("Environment", DEFAULT_HTTP_PORT);
        }
        if (spec.confinement() != null) {
            service.add("Environment", DEFAULT_NETWORK);
        }
        run.assignments().forEach(assignment -> service.add("Environment", assignment));
        variables.assignments().forEach(assignment -> service.add("Environment", assignment));
        if (spec.confinement() != null && !hostFolders(spec).isEmpty()) {
            service.add("ExecStartPre", checkOf(hostFolders(spec)));
        }
        if (spec.freshlyPushed() && spec.imageId() == null) {
            service.add(
                    "ExecStartPre",
                    new CommandLine("-" + DOCKER + " pull --quiet --")
                            .add("image", spec.image())
                            .text());
        }
        service.add("ExecStart", run.text());
        if (spec.isRouted()) {
            service.add("ExecStop", drain(spec, instance));
        }
        service.add("ExecStop", own("", name, "stop", "-t", String.valueOf(stopSeconds)));
        if (spec.isRouted()) {
            service.add("ExecStopPost", withdrawal(AnnouncementKeys.of(id(spec, instance))));
        }
        service.add("ExecStopPost", own("-", name, "rm", "-f"))
                .add("Restart", "always")
                .add("RestartSec", "1")
                .add("TimeoutStartSec", "0")
                .add("TimeoutStopSec", String.valueOf(stopSeconds + 10));
        return new UnitFile(name, Options.join(unit, service, placement(spec, instance, apart)));
    }

    /** fleet reads a conflict in both directions, so that one unit of a pair says it. */
    private static Options placement(ContainerSpec spec, int instance, boolean apart) {
        Options fleet = new Options("X-Fleet");
        return apart && instance % 2 == 0
                ? fleet.add(
                        "Conflicts",
                        UnitName.container(id(spec, InstancePairs.partner(instance)))
                                .toString())
                : fleet;
    }

    private UnitFile announce(ContainerSpec spec, int instance) {
        UnitName container = UnitName.container(id(spec, instance));
        HealthProbe health = spec.health();
        CommandLine script = new CommandLine("/bin/sh -c");
        script.addTemplate(UnitScript.ANNOUNCE.quoted());
        script.add("name", "announce")
                .add("name", container.containerName())
                .add("ports", String.valueOf(spec.ports().get(0).container()))
                .add("healthCheck.path", health.path() == null ? "" : health.path())
                .add("healthCheck.method", health.method())
                .add("healthCheck.host", health.host())
                .add("healthCheck.expectedStatus", health.expectedStatus())
                .add("healthCheck", String.valueOf(health.intervalSeconds()))
                .add("healthCheck", String.valueOf(health.timeoutSeconds()))
                .add("healthCheck", String.valueOf(health.rise()))
                .add("healthCheck", String.valueOf(health.fall()))
                .add("name", AnnouncementKeys.of(id(spec, instance)));
        Options unit = new Options("Unit")
                .add("Description", "Announces " + container.containerName())
                .add("After", container.toString())
                .add("StartLimitIntervalSec", "0");
        Options service = hostEnvironment();
        script.assignments().forEach(assignment -> service.add("Environment", assignment));
        service.add("ExecStart", script.text())
                .add("Restart", "always")
                .add("RestartSec", "1")
                .add("TimeoutStopSec", "10");
        Options fleet = new Options("X-Fleet").add("MachineOf", container.toString());
        return new UnitFile(UnitName.announce(id(spec, instance)), Options.join(unit, service, fleet));
    }

    /** Of a version of before, and of one without variables, docker itself; else the script that gives docker the variables. */
    private static CommandLine start(String service, HiddenVariables variables) {
        if (variables.isEmpty()) {
            return new CommandLine(DOCKER + " " + String.join(" ", RUN));
        }
        UnitScript script = variables.script();
        CommandLine line = new CommandLine("/bin/sh -c").addTemplate(script.quoted());
        line.addTemplate("run");
        if (script == UnitScript.RUN_SECRETS) {
            line.add("name", service);
        }
        variables.addNames(line);
        line.addTemplate("--").addTemplate(DOCKER);
        RUN.forEach(line::addTemplate);
        return line;
    }

    private static Map<String, String> visible(ContainerSpec spec, HiddenVariables variables) {
        return spec.confinement() == null ? spec.env() : variables.visible();
    }

    private CommandLine dockerRun(ContainerSpec spec, int instance, HiddenVariables variables) {
        String name = UnitName.container(id(spec, instance)).containerName();
        CommandLine line = start(spec.release().service(), variables);
        line.add("name", "--name=" + name).add("stopTimeoutSeconds", "--stop-timeout=" + spec.stopSeconds());
        spec.ports().forEach(port -> line.addTemplate("--publish=" + published(port)));
        if (spec.confinement() != null) {
            confine(line, spec.confinement());
        } else if (spec.memory() != null) {
            line.add("resources.memory", "--memory=" + spec.memory());
        }
        if (spec.cpus() != null) {
            line.add("resources.cpus", "--cpus=" + spec.cpus());
        }
        if (spec.user() != null) {
            line.add("user", "--user=" + spec.user());
        }
        spec.labels().forEach((key, value) -> line.add("labels." + key, "--label=" + key + "=" + value));
        identity(id(spec, instance), "--label=io.paz.service=", "--label=io.paz.version=", "--label=io.paz.instance=")
                .forEach(label -> line.add("name", label));
        line.addTemplate("--label=io.paz.platform=${PAZ_PLATFORM}");
        spec.volumes().forEach((source, target) -> line.add("volume." + source, "--volume=" + source + ":" + target));
        DeployedName caller = DeployedName.of(spec.release().service());
        spec.upstreams().forEach(upstream -> addUpstream(line, caller, upstream, variables));
        variables.addOptions(line);
        visible(spec, variables).forEach((key, value) -> line.add("env." + key, "--env=" + key + "=" + value));
        identity(id(spec, instance), "--env=PAZ_SERVICE=", "--env=PAZ_VERSION=", "--env=PAZ_INSTANCE=")
                .forEach(variable -> line.add("name", variable));
        if (!caller.isProduction()) {
            line.add("name", "--env=PAZ_ENVIRONMENT=" + caller.environment());
            line.add("name", "--env=PAZ_DOMAIN=" + caller.domain());
        }
        if (spec.imageId() == null) {
            line.addTemplate("--").add("image", spec.image());
        } else {
            line.addTemplate("--pull=never").addTemplate("--").add("image", spec.imageId());
        }
        spec.command().forEach(argument -> line.add("command", argument));
        return line;
    }

    private static void confine(CommandLine line, Confinement confinement) {
        line.addTemplate("--network=${PAZ_NETWORK}")
                .add("resources.memory", "--memory=" + confinement.memory())
                .add("confinement.pids", "--pids-limit=" + confinement.pids());
        if (confinement.noNewPrivileges()) {
            line.addTemplate("--security-opt=no-new-privileges");
        }
        line.addTemplate("--cap-drop=ALL");
        confinement.capabilities().forEach(name -> line.add("confinement.addCapabilities", "--cap-add=" + name));
    }

    private static List<String> hostFolders(ContainerSpec spec) {
        return spec.volumes().keySet().stream()
                .filter(source -> source.startsWith("/"))
                .toList();
    }

    /** Fails the start when a link leads to one of the folders. */
    private static String checkOf(List<String> folders) {
        CommandLine line = new CommandLine("/bin/sh -c").addTemplate(UnitScript.VOLUMES.quoted());
        line.addTemplate("volumes");
        folders.forEach(folder -> line.add("volume", folder));
        return line.text();
    }

    /**
     * Names the upstream of the caller's own environment. Leads to HAProxy's internal front end on the container's own host, at the port that it has when the container starts. A variable
     * of the service's own wins, since it comes later.
     */
    private static void addUpstream(CommandLine line, DeployedName caller, String name, HiddenVariables variables) {
        if (!SERVICE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("upstreams: \"" + name + "\" (expected: the name of a service)");
        }
        String variable = name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
        String host = caller.beside(name) + ".paz";
        line.addTemplate("--add-host=" + host + ":${PAZ_HOST_IP}");
        // Options win over the file of the service's own variables.
        if (!variables.has(variable)) {
            line.addTemplate("--env=" + variable + "=http://" + host + ":${PAZ_HTTP_PORT}");
        }
    }

    private static List<String> identity(InstanceId id, String service, String version, String number) {
        return List.of(service + id.service(), version + id.version(), number + id.instance());
    }

    private static String published(PortMapping port) {
        String host = port.host() == null ? "" : port.host().toString();
        return "${PAZ_HOST_IP}:" + host + ":" + port.container();
    }

    /** Comes before the command that stops the container; what systemd allows for stopping, it allows for each command. */
    private static String drain(ContainerSpec spec, int instance) {
        return new CommandLine("-/bin/sh -c")
                .addTemplate(UnitScript.DRAIN.quoted())
                .add("name", "drain")
                .add("name", UnitName.container(id(spec, instance)).containerName())
                .add("ports", String.valueOf(spec.ports().get(0).container()))
                .add("stopTimeoutSeconds", String.valueOf(spec.stopSeconds()))
                .add("name", AnnouncementKeys.of(id(spec, instance)))
                .text();
    }

    /** The routes of an instance go at once when its container ends, but only if this host announced them last. */
    private static String withdrawal(String key) {
        return new CommandLine("-/bin/sh -c")
                .addTemplate(UnitScript.WITHDRAW.quoted())
                .add("name", "withdraw")
                .add("name", key)
                .text();
    }

    /**
     * Stops a container, or removes what one that outlived its client leaves. The removal comes behind the end and not before the
     * start, where it costs every deployment the time of docker commands: a name that is taken at the start is free at the next one.
     */
    private static String own(String prefix, UnitName name, String... command) {
        CommandLine line = new CommandLine(prefix + "/bin/sh -c").addTemplate(UnitScript.OWN.quoted());
        line.add("name", "own").add("name", name.containerName());
        Stream.of(command).forEach(word -> line.add("command", word));
        return line.text();
    }

    /** Never ends in a backslash, which would swallow the next line. */
    private static String description(ContainerSpec spec, int instance) {
        String identity = "(" + spec.release() + ", instance " + instance + ")";
        String text = spec.description() == null ? "" : shortened(spec.description());
        return (SystemdQuoting.text("description", text) + " " + identity).strip();
    }

    private static String shortened(String text) {
        int length = Math.min(text.codePointCount(0, text.length()), MAX_DESCRIPTION_LENGTH);
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    private static InstanceId id(ContainerSpec spec, int instance) {
        return spec.release().instance(instance);
    }

    private Options hostEnvironment() {
        return new Options("Service")
                .add("Environment", SystemdQuoting.assignment("host ip", "PAZ_HOST_IP=" + defaults.hostIp()))
                .add("Environment", SystemdQuoting.assignment("etcd", "PAZ_ETCD_ENDPOINTS=" + defaults.etcdEndpoints()))
                .add("Environment", SystemdQuoting.assignment("platform", "PAZ_PLATFORM=" + defaults.platform()))
                .add("EnvironmentFile", "-/etc/paz/host.env");
    }

    /** Options of one section, in order. */
    private static final class Options {

        private final String section;
        private final List<Option> options = new ArrayList<>();

        Options(String section) {
            this.section = section;
        }

        Options add(String name, String value) {
            options.add(new Option(section, name, value));
            return this;
        }

        static List<Option> join(Options... sections) {
            return Stream.of(sections)
                    .flatMap(section -> section.options.stream())
                    .toList();
        }
    }
}
