package io.paz.test.fault;

import io.paz.test.platform.Command;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tries to reach addresses from a running container of a service.
 *
 * @param container its name
 */
record ContainerAttacks(String container) {

    /** Sets {@code $to} to the address of {@code host:port}, where an IPv6 address is in brackets. */
    private static final String ADDRESS = """
            sub address {
                my ($host, $port) = $_[0] =~ /^\\[?(.*?)\\]?:(\\d+)$/;
                $host =~ /:/ ? (AF_INET6, pack_sockaddr_in6($port, inet_pton(AF_INET6, $host)))
                             : (AF_INET, pack_sockaddr_in($port, inet_aton($host)));
            }
            """;

    /** Prints each address that takes a connection. */
    private static final String CONNECT = ADDRESS + """
            for (@ARGV) {
                my ($family, $to) = address($_);
                socket(my $socket, $family, SOCK_STREAM, 0) or die;
                my $open = eval {
                    local $SIG{ALRM} = sub { die };
                    alarm 5;
                    connect($socket, $to);
                };
                alarm 0;
                print "$_\\n" if $open;
            }
            """;

    /** Prints each address that answers a datagram. */
    private static final String ASK = ADDRESS + """
            for (@ARGV) {
                my ($family, $to) = address($_);
                socket(my $socket, $family, SOCK_DGRAM, 0) or die;
                my $answer;
                for my $try (1 .. 2) {
                    send($socket, "?", 0, $to);
                    my $ready = '';
                    vec($ready, fileno($socket), 1) = 1;
                    last if select($ready, undef, undef, 0.5) && defined recv($socket, $answer, 10, 0);
                }
                print "$_\\n" if defined $answer && $answer ne '';
            }
            """;

    /** Answers datagrams at the port that it is given. */
    static final List<String> ECHO = List.of("perl", "-MSocket=:DEFAULT,pack_sockaddr_in", "-e", """
            socket(my $socket, AF_INET, SOCK_DGRAM, 0);
            bind($socket, pack_sockaddr_in($ARGV[0], INADDR_ANY)) or die $!;
            while (my $from = recv($socket, my $text, 10, 0)) { send($socket, $text, 0, $from) }
            """);

    /** Those of the addresses, each a host and a port, that it can connect to. */
    List<String> reached(List<String> addresses) {
        return answered(CONNECT, addresses);
    }

    /** Those of the addresses that answer a datagram. */
    List<String> reachedByDatagram(List<String> addresses) {
        return answered(ASK, addresses);
    }

    private List<String> answered(String script, List<String> addresses) {
        return Command.of(
                        "docker",
                        "exec",
                        container,
                        "perl",
                        "-MSocket=:DEFAULT,inet_pton,pack_sockaddr_in,pack_sockaddr_in6",
                        "-e",
                        script)
                .with(addresses)
                .run(Map.of())
                .expectSuccess()
                .output()
                .lines()
                .toList();
    }

    /** Its own address. */
    String address() {
        return docker("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);
    }

    /** The address and port of the host behind which its first port is. */
    String published() {
        return docker("port", container).lines().findFirst().orElseThrow().replaceAll(".* ", "");
    }

    /** Answers datagrams at a port of its own until it ends. */
    void echo(int port) {
        Command.of("docker", "exec", "-d", container)
                .with(ECHO)
                .with(List.of(String.valueOf(port)))
                .run(Map.of())
                .expectSuccess();
    }

    /**
     * Gives it an address of IPv6, and the hardware address of the gateway, which the rules let it not ask for: without them nothing of
     * IPv6 would be tried.
     */
    void joinIpv6(String bridge) {
        String process = docker("inspect", "-f", "{{.State.Pid}}", container);
        run("sysctl", "-qw", "net.ipv6.conf." + bridge + ".disable_ipv6=0");
        run("ip", "-6", "addr", "replace", "fd00:77::1/64", "dev", bridge, "nodad");
        run("nsenter", "-t", process, "-n", "sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=0");
        run("nsenter", "-t", process, "-n", "ip", "-6", "addr", "replace", "fd00:77::2/64", "dev", "eth0", "nodad");
        run("nsenter", "-t", process, "-n", "ip", "-6", "route", "replace", "default", "via", "fd00:77::1");
        String gateway = run("ip", "-br", "link", "show", bridge).split("\\s+")[2];
        run("nsenter -t %s -n ip -6 neigh replace fd00:77::1 lladdr %s dev eth0"
                .formatted(process, gateway)
                .split(" "));
    }

    private static String docker(String... arguments) {
        return run(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new));
    }

    static String run(String... line) {
        return new Command(List.of(line)).run(Map.of()).expectSuccess().output().strip();
    }
}
