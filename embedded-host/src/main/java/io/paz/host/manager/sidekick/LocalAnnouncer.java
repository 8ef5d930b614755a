package io.paz.host.manager.sidekick;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The announcer of this host, as its sidekicks use it. Safe for several threads; nothing here waits. */
public interface LocalAnnouncer {

    /** Receives what the announcer says of an instance, in threads of its own. */
    interface Listener {
        void print(String line);

        /** The registration is over: it was refused, or another sidekick has registered the same instance. */
        void ended();
    }

    /** One registered instance. */
    interface Registration {
        /** Withdraws the instance for good; the answer is what there is to print, or nothing. */
        CompletionStage<String> withdraw();

        /** Ends the registration as a connection ends: unless another one follows soon, the instance is withdrawn. */
        void lose();
    }

    /** Whether units' environment leads sidekicks to this announcer. */
    boolean isAt(String socket);

    /** @param fields as a sidekick sends them */
    Registration register(Map<String, String> fields, Listener listener);
}
