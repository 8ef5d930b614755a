package io.paz.haproxy.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes a running HAProxy, and remembers what takes its time there: servers that get requests once they are found
 * healthy, and those that go once their last connection is closed. Used by one thread.
 */
final class RuntimeChanges {

    /** Most instances are found healthy within this time; the others are looked at again later. */
    private static final Duration MAX_WAIT = Duration.ofMillis(200);

    /** By then a check has begun, unless HAProxy has put it off. */
    private static final Duration FIRST_CHECK_DELAY = Duration.ofMillis(30);

    private static final long POLL_INTERVAL_NANOS = Duration.ofMillis(2).toNanos();

    private final RunningProxy proxy;
    private final Set<ServerName> rising = new LinkedHashSet<>();
    private final Set<ServerName> leaving = new LinkedHashSet<>();
    private long process;

    RuntimeChanges(RunningProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Makes the changes in their order. Servers that were added are waited for, up to 200 ms, before others lose weight or go.
     *
     * @param servers all that the changed backends have afterwards
     * @throws RefusedException when the outcome is another one; HAProxy has then to read its files
     */
    void apply(List<Change> changes, Collection<Server> servers) {
        process = proxy.process();
        Set<Server> added = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.AddServer add) {
                added.add(add.server());
            } else if (takesRequestsAway(change)) {
                awaitHealthy(added);
            }
            apply(change);
        }
        awaitHealthy(added);
        look();
        verify(changes, servers);
    }

    /**
     * Makes sure that HAProxy still has what was applied last.
     *
     * @throws RefusedException when it has started anew since then, and so has read its files as they were at that time
     */
    void confirm() {
        long now = proxy.process();
        if (now != process) {
            throw new RefusedException("process " + process + " was changed, and " + now + " serves instead");
        }
    }

    /** Enables servers found healthy since, and deletes those without connections. */
    void look() {
        lookAtRising();
        leaving.removeIf(proxy::delete);
    }

    boolean isSettled() {
        return rising.isEmpty() && leaving.isEmpty();
    }

    List<String> rising() {
        return rising.stream().map(ServerName::toString).toList();
    }

    List<String> leaving() {
        return leaving.stream().map(ServerName::toString).toList();
    }

    /** HAProxy has read its files: all of them are there with their weights, and none is left to be deleted. */
    void forget() {
        rising.clear();
        leaving.clear();
    }

    private static boolean takesRequestsAway(Change change) {
        return change instanceof Change.SetWeight || change instanceof Change.RemoveServer;
    }

    private void apply(Change change) {
        if (change instanceof Change.AddServer add) {
            add(add.server());
        } else if (change instanceof Change.RemoveServer remove) {
            remove(remove.server());
        } else if (change instanceof Change.SetWeight set) {
            proxy.setWeight(set.server(), set.weight());
        } else if (change instanceof Change.AddEntry add) {
            proxy.addEntry(add.map(), add.key(), add.value());
        } else if (change instanceof Change.SetEntry set) {
            proxy.setEntry(set.map(), set.key(), set.value());
        } else if (change instanceof Change.RemoveEntry remove) {
            proxy.removeEntry(remove.map(), remove.key());
        } else if (change instanceof Change.AddCertificate add) {
            proxy.addCertificate(add.file(), add.pem(), add.names());
        } else if (change instanceof Change.RemoveCertificate remove) {
            proxy.removeCertificate(remove.file());
        }
    }

    /** A drained server of the same name must be deleted first. */
    private void add(Server server) {
        if (leaving.contains(server.name()) && !proxy.delete(server.name())) {
            throw new RefusedException(server.name() + " comes back while it still has connections");
        }
        leaving.remove(server.name());
        proxy.add(server);
        if (server.isChecked()) {
            rising.add(server.name());
        } else {
            proxy.putIn(server.name());
        }
    }

    private void remove(ServerName server) {
        proxy.takeOut(server);
        rising.remove(server);
        leaving.add(server);
    }

    /** Waits once for them, however many of them there are; they are not waited for again. */
    private void awaitHealthy(Set<Server> added) {
        Set<ServerName> names = added.stream().map(Server::name).collect(Collectors.toSet());
        lookUntilHealthy(names, FIRST_CHECK_DELAY);
        added.stream().filter(server -> rising.contains(server.name())).forEach(this::addAnewIfUnchecked);
        lookUntilHealthy(names, MAX_WAIT.minus(FIRST_CHECK_DELAY));
        added.clear();
    }

    private void lookUntilHealthy(Set<ServerName> names, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!Collections.disjoint(rising, names) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
            lookAtRising();
        }
    }

    /** HAProxy puts a first check that comes due a moment too soon off by a whole interval. A server that is added anew gets another. */
    private void addAnewIfUnchecked(Server server) {
        boolean unchecked = proxy.servers(server.name().backend()).stream()
                .anyMatch(state -> state.server().equals(server.name()) && state.unchecked());
        if (unchecked && proxy.delete(server.name())) {
            proxy.add(server);
        }
    }

    private void lookAtRising() {
        Set<String> backends = rising.stream().map(ServerName::backend).collect(Collectors.toSet());
        for (String backend : backends) {
            Map<ServerName, ServerState> states =
                    proxy.servers(backend).stream().collect(Collectors.toMap(ServerState::server, Function.identity()));
            rising.removeIf(server -> server.backend().equals(backend) && hasRisen(server, states.get(server)));
        }
    }

    private boolean hasRisen(ServerName server, @Nullable ServerState state) {
        if (state == null) {
            throw new RefusedException(server + " is not there any more");
        }
        if (state.healthy()) {
            proxy.putIn(server);
        }
        return state.healthy();
    }

    private void verify(List<Change> changes, Collection<Server> servers) {
        verifyCertificates(changes);
        for (String backend : backendsOf(changes)) {
            Map<ServerName, String> expected = servers.stream()
                    .filter(server -> server.name().backend().equals(backend))
                    .collect(Collectors.toMap(
                            Server::name,
                            server -> shown(server.address(), server.weight(), rising.contains(server.name()))));
            Map<ServerName, String> found = proxy.servers(backend).stream()
                    .filter(state -> !leaving.contains(state.server()))
                    .collect(Collectors.toMap(
                            ServerState::server, state -> shown(state.address(), state.weight(), state.takenOut())));
            if (!found.equals(expected)) {
                throw new RefusedException("backend " + backend + " has " + found + ", expected: " + expected);
            }
        }
    }

    private void verifyCertificates(List<Change> changes) {
        Map<String, Boolean> expected = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change instanceof Change.AddCertificate add) {
                expected.put(add.file(), true);
            } else if (change instanceof Change.RemoveCertificate remove) {
                expected.put(remove.file(), false);
            }
        }
        if (expected.isEmpty()) {
            return;
        }
        Set<String> served = new HashSet<>(proxy.certificates());
        expected.forEach((file, isServed) -> {
            if (served.contains(file) != isServed) {
                throw new RefusedException(file + " is " + (isServed ? "not served" : "still served"));
            }
        });
    }

    private static String shown(String address, int weight, boolean takenOut) {
        return address + " weight " + weight + (takenOut ? " taken out" : "");
    }

    private static Set<String> backendsOf(List<Change> changes) {
        Set<String> backends = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.AddServer add) {
                backends.add(add.server().name().backend());
            } else if (change instanceof Change.RemoveServer remove) {
                backends.add(remove.server().backend());
            } else if (change instanceof Change.SetWeight set) {
                backends.add(set.server().backend());
            }
        }
        return backends;
    }
}
