package io.paz.haproxy.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A proxy in memory that writes down what it was told, and is as healthy and as busy as a test says. */
final class RecordedProxy implements RunningProxy {

    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final Map<ServerName, ServerState> servers = new LinkedHashMap<>();
    final List<String> certificates = new ArrayList<>();
    boolean healthy = true;
    boolean busy;
    /** How many servers' first checks are put off. */
    int putOff;

    long process = 1;

    @Override
    public void add(Server server) {
        told.add("add " + server.name());
        servers.put(
                server.name(),
                new ServerState(server.name(), server.address(), server.weight(), true, false, putOff-- > 0));
    }

    @Override
    public void putIn(ServerName server) {
        told.add("put in " + server);
        servers.computeIfPresent(
                server,
                (name, state) -> new ServerState(
                        name, state.address(), state.weight(), false, state.healthy(), state.unchecked()));
    }

    @Override
    public void setWeight(ServerName server, int weight) {
        told.add("weight " + server + " " + weight);
        servers.computeIfPresent(
                server,
                (name, state) -> new ServerState(
                        name, state.address(), weight, state.takenOut(), state.healthy(), state.unchecked()));
    }

    @Override
    public void takeOut(ServerName server) {
        told.add("take out " + server);
        servers.computeIfPresent(
                server,
                (name, state) -> new ServerState(
                        name, state.address(), state.weight(), true, state.healthy(), state.unchecked()));
    }

    @Override
    public boolean delete(ServerName server) {
        if (!busy) {
            told.add("delete " + server);
            servers.remove(server);
        }
        return !busy;
    }

    @Override
    public void addEntry(String map, String key, String value) {
        told.add("add entry " + map + " " + key + " " + value);
    }

    @Override
    public void setEntry(String map, String key, String value) {
        told.add("set entry " + map + " " + key + " " + value);
    }

    @Override
    public void removeEntry(String map, String key) {
        told.add("remove entry " + map + " " + key);
    }

    @Override
    public void addCertificate(String file, String pem, String names) {
        told.add("add certificate " + file + " for " + names);
        certificates.add(file);
    }

    @Override
    public void removeCertificate(String file) {
        told.add("remove certificate " + file);
        certificates.remove(file);
    }

    @Override
    public List<String> certificates() {
        return List.copyOf(certificates);
    }

    @Override
    public long process() {
        return process;
    }

    @Override
    public List<ServerState> servers(String backend) {
        servers.replaceAll((name, state) -> new ServerState(
                name,
                state.address(),
                state.weight(),
                state.takenOut(),
                healthy && !state.unchecked(),
                state.unchecked()));
        return servers.values().stream()
                .filter(state -> state.server().backend().equals(backend))
                .toList();
    }
}
