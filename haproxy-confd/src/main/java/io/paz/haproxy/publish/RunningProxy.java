package io.paz.haproxy.publish;

import java.util.List;

/**
 * HAProxy while it runs. What is changed here is lost when it reads its files again, so the files say the same. Every method
 * throws {@link RefusedException} when HAProxy does not do what it is told, or does not run.
 */
public interface RunningProxy {

    /** Adds a server that gets no requests yet, and has its health checked where its options say so. */
    void add(Server server);

    /** Enables a server that was added or drained; it gets requests by its weight. */
    void putIn(ServerName server);

    /** @param weight 0 to 256; connections that are open stay with their servers */
    void setWeight(ServerName server, int weight);

    /** Drains the server: no new requests, open ones continue. */
    void takeOut(ServerName server);

    /** Deletes a server that was taken out; false as long as it has connections. One that is gone already is deleted. */
    boolean delete(ServerName server);

    void addEntry(String map, String key, String value);

    void setEntry(String map, String key, String value);

    void removeEntry(String map, String key);

    /** @param names that it is found by, with blanks between */
    void addCertificate(String file, String pem, String names);

    void removeCertificate(String file);

    /** Files of the certificates that are served. */
    List<String> certificates();

    List<ServerState> servers(String backend);

    /** The number of the process that serves; another one has read the files as they were when it started. */
    long process();
}
