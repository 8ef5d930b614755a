package io.paz.host.container;

import io.paz.host.container.ContainerRequest.Confinement;
import io.paz.host.container.ContainerRequest.Limits;
import io.paz.host.container.ContainerRequest.Logging;
import io.paz.host.container.ContainerRequest.Network;
import io.paz.host.container.ContainerRequest.Program;
import io.paz.host.container.ContainerRequest.PublishedPort;
import io.paz.host.container.ContainerRequest.Storage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the argument vector of a {@code docker run} in the foreground as the request that the docker client would make of it. Pure.
 * Whatever it does not know for certain, it leaves to the client: an option, a form of a value, or a mistake that the client would
 * explain.
 */
public final class DockerRunParser {
    private static final Map<Character, String> SHORT = Map.of(
            'e',
            "env",
            'h',
            "hostname",
            'l',
            "label",
            'm',
            "memory",
            'p',
            "publish",
            'u',
            "user",
            'v',
            "volume",
            'w',
            "workdir");
    private static final Set<String> SWITCHES = Set.of("rm", "init", "privileged", "read-only");
    private static final Set<String> READABLE_LOGS = Set.of("json-file", "local", "journald");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Pattern SWITCH_VALUE = Pattern.compile("true|false");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})([bkmg]?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CPUS = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");
    private static final Pattern PIDS = Pattern.compile("[1-9]\\d{0,8}");
    private static final Confinement NOT_CONFINED = new Confinement(Optional.empty(), false, List.of(), List.of());
    private static final Set<String> CAPABILITIES = Set.of(
            "ALL",
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "IPC_LOCK",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT",
            "SYS_NICE");
    private static final Set<String> NO_NEW_PRIVILEGES =
            Set.of("no-new-privileges", "no-new-privileges:true", "no-new-privileges=true");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final Pattern SIGNAL = Pattern.compile("(SIG)?[A-Z]{2,8}[0-9]?|[1-9]\\d?");
    private static final Pattern EXTRA_HOST =
            Pattern.compile("[A-Za-z0-9_.-]+:(\\d{1,3}(\\.\\d{1,3}){3}|host-gateway)");
    private static final Pattern BIND = Pattern.compile("(?<source>[^:]+):/[^:]*(:(ro|rw))?", Pattern.DOTALL);
    private static final Pattern VOLUME = Pattern.compile("/[^:]+", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile(
            "((?<address>\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]):(?=\\d*:))?((?<host>\\d{0,5}):)?(?<port>\\d{1,5})(/(?<protocol>tcp|udp|sctp))?");

    private final Map<String, String> environment;
    private final Map<String, String> single = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    private DockerRunParser(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Ends the reading of a line that the client has to run. */
    private static final class NotPlainException extends Exception {
        NotPlainException(String what) {
            super(what, null, false, false);
        }
    }

    /**
     * Returns the request; empty for a line that only the docker client can run.
     *
     * @param argv with the program's own name
     * @param environment of the client, which lends its values to variables that are given by name only
     */
    public static Optional<ContainerRequest> parse(List<String> argv, Map<String, String> environment) {
        try {
            return Optional.of(new DockerRunParser(environment).request(argv));
        } catch (NotPlainException e) {
            return Optional.empty();
        }
    }

    private ContainerRequest request(List<String> argv) throws NotPlainException {
        int next = 1;
        next += isAt(argv, next, "container") ? 1 : 0;
        check(isAt(argv, next, "run"), "subcommand");
        next = readOptions(argv, next + 1);
        check(next < argv.size() && !argv.get(next).isEmpty(), "image");
        return request(argv.get(next), argv.subList(next + 1, argv.size()));
    }

    private static boolean isAt(List<String> argv, int index, String word) {
        return index < argv.size() && argv.get(index).equals(word);
    }

    /** Returns the index of the first word that is no option. */
    private int readOptions(List<String> argv, int first) throws NotPlainException {
        int next = first;
        while (next < argv.size() && argv.get(next).startsWith("-")) {
            String word = argv.get(next);
            if (word.equals("--")) {
                return next + 1;
            }
            next += 1 + readOption(word, next + 1 < argv.size() ? Optional.of(argv.get(next + 1)) : Optional.empty());
        }
        return next;
    }

    /** Returns how many words after it the option took. */
    private int readOption(String word, Optional<String> following) throws NotPlainException {
        boolean isLong = word.startsWith("--");
        String name = isLong ? word.substring(2).split("=", 2)[0] : shortName(word);
        Optional<String> attached = isLong ? after(word, word.indexOf('=')) : shortValue(word);
        if (SWITCHES.contains(name)) {
            check(SWITCH_VALUE.matcher(attached.orElse("true")).matches(), name);
            single.put(name, attached.orElse("true"));
            return 0;
        }
        String value = attached.or(() -> following).orElseThrow(() -> new NotPlainException(name));
        add(name, value);
        return attached.isPresent() ? 0 : 1;
    }

    private static Optional<String> after(String word, int index) {
        return index < 0 ? Optional.empty() : Optional.of(word.substring(index + 1));
    }

    private static String shortName(String word) throws NotPlainException {
        String name = word.length() < 2 ? null : SHORT.get(word.charAt(1));
        if (name == null) {
            throw new NotPlainException(word);
        }
        return name;
    }

    /** What follows the letter in its own word, without a sign of equality between. */
    private static Optional<String> shortValue(String word) {
        int begin = word.startsWith("=", 2) ? 3 : 2;
        return word.length() == 2 ? Optional.empty() : Optional.of(word.substring(begin));
    }

    private void add(String name, String value) throws NotPlainException {
        switch (name) {
            case "env", "label", "publish", "volume", "add-host", "log-opt", "cap-add", "cap-drop", "security-opt" ->
                lists.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            case "name",
                    "hostname",
                    "user",
                    "workdir",
                    "entrypoint",
                    "stop-timeout",
                    "stop-signal",
                    "memory",
                    "cpus",
                    "pids-limit",
                    "pull",
                    "log-driver",
                    "restart" -> single.put(name, value);
            case "network", "net" -> {
                check(!single.containsKey("network"), name);
                single.put("network", value);
            }
            default -> throw new NotPlainException(name);
        }
    }

    private ContainerRequest request(String image, List<String> command) throws NotPlainException {
        String pull = single.getOrDefault("pull", "missing");
        check(pull.equals("missing") || pull.equals("never"), "pull");
        check(single.getOrDefault("restart", "no").equals("no"), "restart");
        return new ContainerRequest(
                image,
                pull.equals("never"),
                isOn("rm"),
                matching("name", NAME),
                labels(),
                program(command),
                network(),
                storage(),
                limits(),
                logging());
    }

    private boolean isOn(String name) {
        return Boolean.parseBoolean(single.get(name));
    }

    private List<String> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    private Optional<String> present(String name) throws NotPlainException {
        Optional<String> value = Optional.ofNullable(single.get(name));
        check(value.filter(String::isEmpty).isEmpty(), name);
        return value;
    }

    private Optional<String> matching(String name, Pattern pattern) throws NotPlainException {
        Optional<String> value = present(name);
        check(value.filter(text -> !pattern.matcher(text).matches()).isEmpty(), name);
        return value;
    }

    private Map<String, String> labels() throws NotPlainException {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : list("label")) {
            String[] parts = label.split("=", 2);
            check(!parts[0].isEmpty(), "label");
            labels.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return labels;
    }

    private Program program(List<String> command) throws NotPlainException {
        return new Program(
                present("entrypoint"),
                List.copyOf(command),
                env(),
                present("user"),
                matching("workdir", VOLUME),
                matching("stop-timeout", SECONDS).map(Integer::valueOf),
                matching("stop-signal", SIGNAL),
                isOn("init"));
    }

    /** A variable without a value takes the client's, and is left out where the client has none. */
    private List<String> env() throws NotPlainException {
        List<String> entries = new ArrayList<>();
        for (String entry : list("env")) {
            check(!entry.isEmpty() && !entry.startsWith("="), "env");
            String inherited = environment.get(entry);
            if (entry.contains("=")) {
                entries.add(entry);
            } else if (inherited != null) {
                entries.add(entry + "=" + inherited);
            }
        }
        return List.copyOf(entries);
    }

    private Network network() throws NotPlainException {
        for (String host : list("add-host")) {
            check(EXTRA_HOST.matcher(host).matches(), "add-host");
        }
        List<PublishedPort> ports = new ArrayList<>();
        for (String port : list("publish")) {
            ports.add(port(port));
        }
        return new Network(
                matching("network", NAME),
                matching("hostname", NAME),
                List.copyOf(ports),
                List.copyOf(list("add-host")));
    }

    private static PublishedPort port(String text) throws NotPlainException {
        Matcher port = PORT.matcher(text);
        check(port.matches(), "publish");
        Optional<String> address = Optional.ofNullable(port.group("address")).map(it -> it.replaceAll("[\\[\\]]", ""));
        Optional<String> hostPort = Optional.ofNullable(port.group("host")).filter(it -> !it.isEmpty());
        return new PublishedPort(
                address,
                hostPort.isPresent() ? Optional.of(portNumber(hostPort.get())) : Optional.empty(),
                portNumber(port.group("port")),
                Optional.ofNullable(port.group("protocol")).orElse("tcp"));
    }

    private static int portNumber(String text) throws NotPlainException {
        int number = Integer.parseInt(text);
        check(number > 0 && number < 65536, "publish");
        return number;
    }

    private Storage storage() throws NotPlainException {
        List<String> binds = new ArrayList<>();
        List<String> volumes = new ArrayList<>();
        for (String volume : list("volume")) {
            Matcher bind = BIND.matcher(volume);
            if (bind.matches() && isAbsoluteOrName(bind.group("source"))) {
                binds.add(volume);
            } else {
                check(VOLUME.matcher(volume).matches(), "volume");
                volumes.add(volume);
            }
        }
        return new Storage(List.copyOf(binds), List.copyOf(volumes), isOn("read-only"));
    }

    private static boolean isAbsoluteOrName(String source) {
        return source.startsWith("/") || NAME.matcher(source).matches();
    }

    private Limits limits() throws NotPlainException {
        return new Limits(
                matching("memory", BYTES).map(DockerRunParser::bytes), nanoCpus(), isOn("privileged"), confinement());
    }

    private Optional<Confinement> confinement() throws NotPlainException {
        List<String> options = list("security-opt");
        check(NO_NEW_PRIVILEGES.containsAll(options), "security-opt");
        Confinement confinement = new Confinement(
                matching("pids-limit", PIDS).map(Long::valueOf),
                !options.isEmpty(),
                capabilities("cap-drop"),
                capabilities("cap-add"));
        return Optional.of(confinement).filter(it -> !it.equals(NOT_CONFINED));
    }

    private List<String> capabilities(String option) throws NotPlainException {
        List<String> names = list(option);
        check(CAPABILITIES.containsAll(names), option);
        return List.copyOf(names);
    }

    private static long bytes(String text) {
        Matcher size = BYTES.matcher(text);
        if (!size.matches()) {
            throw new IllegalStateException(text);
        }
        int shift =
                switch (size.group(2).toLowerCase(Locale.ROOT)) {
                    case "k" -> 10;
                    case "m" -> 20;
                    case "g" -> 30;
                    default -> 0;
                };
        return Long.parseLong(size.group(1)) << shift;
    }

    private Optional<Long> nanoCpus() throws NotPlainException {
        return matching("cpus", CPUS)
                .map(cpus -> new BigDecimal(cpus).movePointRight(9).longValueExact());
    }

    private Logging logging() throws NotPlainException {
        Optional<String> driver = present("log-driver");
        check(driver.filter(it -> !READABLE_LOGS.contains(it)).isEmpty(), "log-driver");
        check(driver.isPresent() || list("log-opt").isEmpty(), "log-opt");
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : list("log-opt")) {
            String[] parts = option.split("=", 2);
            check(parts.length == 2 && !parts[0].isEmpty(), "log-opt");
            options.put(parts[0], parts[1]);
        }
        return new Logging(driver, options);
    }

    private static void check(boolean isKnown, String what) throws NotPlainException {
        if (!isKnown) {
            throw new NotPlainException(what);
        }
    }
}
