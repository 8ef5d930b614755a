package io.paz.haproxy.publish;

/** A change applied to the running HAProxy. */
public sealed interface Change {

    /** It gets requests once HAProxy's own check has found it healthy. */
    record AddServer(Server server) implements Change {}

    /** It gets no more requests, finishes those that it has, and goes. */
    record RemoveServer(ServerName server) implements Change {}

    /** @param weight its share of the requests, 0 to 256 */
    record SetWeight(ServerName server, int weight) implements Change {}

    /** A host name, or the health path of a version, that was not in its map. */
    record AddEntry(String map, String key, String value) implements Change {}

    record SetEntry(String map, String key, String value) implements Change {}

    record RemoveEntry(String map, String key) implements Change {}

    /**
     * New handshakes find it by its names.
     *
     * @param pem the chain and the key
     */
    record AddCertificate(String file, String pem, String names) implements Change {

        /** Keeps the key out of logs. */
        @Override
        public String toString() {
            return "AddCertificate[" + file + "]";
        }
    }

    /** Connections that were made with it go on. */
    record RemoveCertificate(String file) implements Change {}
}
