package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.LeasedKeys;
import io.paz.etcd.SilentListener;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An etcd without announcements takes no route from HAProxy before an announcer has reported. */
class HeldRoutesInHaproxyTest extends RealParts {

    private static final String KEY = "/paz/services/held/1/1";
    private static final String MARKER = "/paz/config/announcers/127.0.0.1";

    private boolean isAnswered() {
        return HaproxyServer.body(internal, "held.paz").equals("held");
    }

    private LeasedKeys announce(Instance instance) {
        LeasedKeys announcer = connection.leaseKeys("/paz/services/", new SilentListener());
        announcer.put(KEY, instance.address(), Duration.ofMinutes(5));
        announcer.putLast(MARKER, "");
        return announcer;
    }

    @Test
    void routes_outlive_a_confd_that_was_away_and_a_lease_that_was_lost() throws Exception {
        EmbeddedConfd confd = startAll();
        Instance instance = instance("held");
        LeasedKeys announcer = announce(instance);
        toClose.add(announcer);
        Await.until("it is routed", SOON, this::isAnswered);

        connection.keys().deletePrefix("/paz/").join();
        Await.until(
                "it is announced again", SOON, () -> keys.list("/paz/").join().containsKey(MARKER));
        assertThat(isAnswered()).isTrue();
        put("/paz/config/hosts/127.0.0.1", "");

        announcer.close();
        confd.close();
        connection.keys().deletePrefix("/paz/").join();
        EmbeddedConfd next = startConfd(Map.of());
        Await.until("the next one holds the route", SOON, () -> next.status().heldRoutes() == 1);
        Await.until("it has published", SOON, () -> next.status().publishing().lastSuccess() != null);
        assertThat(isAnswered()).isTrue();

        put(MARKER, "");
        Await.until("the host has reported, and does not announce it", SOON, () -> !isAnswered());
        assertThat(next.status().heldRoutes()).isZero();
    }
}
