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

    /** Prints each {@code host:port} that takes a connection. */
    private static final String CONNECT = """
            for (@ARGV) {
                my ($host, $port) = split /:/;
                socket(my $socket, AF_INET, SOCK_STREAM, 0) or die;
                my $open = eval {
                    local $SIG{ALRM} = sub { die };
                    alarm 5;
                    connect($socket, sockaddr_in($port, inet_aton($host)));
                };
                alarm 0;
                print "$_\\n" if $open;
            }
            """;

    /** Those of the addresses, each a host and a port, that it can connect to. */
    List<String> reached(List<String> addresses) {
        return Command.of("docker", "exec", container, "perl", "-MSocket", "-e", CONNECT)
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

    private static String docker(String... arguments) {
        return run(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new));
    }

    static String run(String... line) {
        return new Command(List.of(line)).run(Map.of()).expectSuccess().output().strip();
    }
}
