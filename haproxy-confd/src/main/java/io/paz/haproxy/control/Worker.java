package io.paz.haproxy.control;

import io.paz.haproxy.publish.CertificateList;
import io.paz.haproxy.publish.RefusedException;
import io.paz.haproxy.publish.RunningProxy;
import io.paz.haproxy.publish.Server;
import io.paz.haproxy.publish.ServerName;
import io.paz.haproxy.publish.ServerState;
import java.io.IOException;
import java.util.List;

/**
 * HAProxy's present worker process. It is told through the master, which knows which one that is; the worker's own socket may
 * for a moment after a reload lead to the one before. Only what must happen in one go is told there: the worker carries a line
 * of commands out without a break, while the master passes them on one by one.
 */
final class Worker implements RunningProxy {

    private static final String PRESENT_WORKER = "@1 ";
    private static final String SUCCESS = "Success!";
    private static final String ADDED = "New server registered.";
    private static final String DELETED = "Server deleted.";
    private static final String MISSING = "No such server.";
    private static final String STILL_USED = "Server still has connections attached to it, cannot remove it.";

    private final CommandSocket master;
    private final CommandSocket own;

    Worker(CommandSocket master, CommandSocket own) {
        this.master = master;
        this.own = own;
    }

    /** A server that was added to another process, or that was not added at all, is missed at the first look at its health. */
    @Override
    public void add(Server server) {
        String name = server.name().toString();
        Command add = Command.of("add", "server", name, server.address())
                .and(server.options())
                .and(List.of("weight", Integer.toString(server.weight())));
        Command takeNoRequests = Command.of("set", "server", name, "state", "drain");
        String check = server.isChecked() ? "; " + Command.of("enable", "health", name) : "";
        // In one go: a check that comes due before it is enabled is put off by a whole interval.
        expect(ADDED, add, ask(own, add + "; " + takeNoRequests + check));
    }

    @Override
    public void putIn(ServerName server) {
        silent("set", "server", server.toString(), "state", "ready");
    }

    @Override
    public void setWeight(ServerName server, int weight) {
        silent("set", "server", server.toString(), "weight", Integer.toString(weight));
    }

    @Override
    public void takeOut(ServerName server) {
        silent("set", "server", server.toString(), "state", "drain");
    }

    /**
     * HAProxy closes a server's idle connections at the moment when maintenance begins, and does not delete a server that has
     * some. So maintenance begins only after the last request, and once more when a connection became idle meanwhile.
     */
    @Override
    public boolean delete(ServerName server) {
        if (table("conn", server.backend()).isUsed(server)) {
            return false;
        }
        execute(Command.of("set", "server", server.toString(), "state", "maint"));
        Command command = Command.of("del", "server", server.toString());
        String answer = execute(command);
        return switch (answer) {
            case DELETED, MISSING -> true;
            case STILL_USED -> {
                takeOut(server);
                yield false;
            }
            default -> throw unexpected(command, answer);
        };
    }

    @Override
    public void addEntry(String map, String key, String value) {
        silent("add", "map", map, key, value);
    }

    @Override
    public void setEntry(String map, String key, String value) {
        silent("set", "map", map, key, value);
    }

    @Override
    public void removeEntry(String map, String key) {
        silent("del", "map", map, key);
    }

    /** Two of the same name may be there: the one that was added first is served until it goes. */
    @Override
    public void addCertificate(String file, String pem, String names) {
        Command make = Command.of("new", "ssl", "cert", file);
        expectEnd("New empty certificate store '" + file + "'!", make, execute(make));
        Command set = Command.of("set", "ssl", "cert", file);
        expectEnd("Transaction created for certificate " + file + "!", set, ask(set, pem));
        Command commit = Command.of("commit", "ssl", "cert", file);
        expectEnd(SUCCESS, commit, execute(commit));
        if (!names.matches("[a-z0-9.* -]*")) {
            throw new IllegalArgumentException("\"" + names + "\" are no names of a certificate");
        }
        Command add = Command.of("add", "ssl", "crt-list", CertificateList.NAME);
        expectEnd(SUCCESS, add, ask(add, file + " " + names + "\n"));
    }

    @Override
    public void removeCertificate(String file) {
        Command take = Command.of("del", "ssl", "crt-list", CertificateList.NAME, file);
        expectEnd("deleted in crtlist '" + CertificateList.NAME + "'!", take, execute(take));
        Command delete = Command.of("del", "ssl", "cert", file);
        expectEnd("deleted!", delete, execute(delete));
    }

    @Override
    public List<String> certificates() {
        String answer = execute(Command.of("show", "ssl", "crt-list", "-n", CertificateList.NAME));
        return answer.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(":", 2)[0])
                .toList();
    }

    @Override
    public List<ServerState> servers(String backend) {
        return table("state", backend).states();
    }

    @Override
    public long process() {
        String answer = ask(master, "show proc");
        return Processes.parse(answer)
                .newest()
                .orElseThrow(() -> new RefusedException("HAProxy has no process that serves: " + answer));
    }

    private ServerTable table(String kind, String backend) {
        Command command = Command.of("show", "servers", kind, backend);
        String answer = execute(command);
        try {
            return ServerTable.parse(answer);
        } catch (IllegalArgumentException e) {
            throw unexpected(command, answer);
        }
    }

    private void silent(String... words) {
        Command command = Command.of(words);
        expect("", command, execute(command));
    }

    private static void expect(String expected, Command command, String answer) {
        if (!answer.equals(expected)) {
            throw unexpected(command, answer);
        }
    }

    private static void expectEnd(String expected, Command command, String answer) {
        if (!answer.endsWith(expected)) {
            throw unexpected(command, answer);
        }
    }

    private String execute(Command command) {
        return ask(master, PRESENT_WORKER + command);
    }

    private String ask(Command command, String payload) {
        return ask(master, PRESENT_WORKER + command, payload);
    }

    private static String ask(CommandSocket socket, String line) {
        return ask(socket, line, "");
    }

    private static String ask(CommandSocket socket, String line, String payload) {
        try {
            return socket.ask(line, payload).strip();
        } catch (IOException e) {
            throw new RefusedException("HAProxy did not answer \"" + line + "\": " + e.getMessage(), e);
        }
    }

    private static RefusedException unexpected(Command command, String answer) {
        String first = answer.lines().findFirst().orElse("nothing");
        return new RefusedException("HAProxy answered \"" + command + "\" with: " + first);
    }
}
