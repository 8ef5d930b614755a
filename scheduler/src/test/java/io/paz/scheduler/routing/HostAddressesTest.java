package io.paz.scheduler.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which hosts may announce instances; over a real store and a fake engine. */
class HostAddressesTest extends SchedulerFixture {

    @Test
    void a_host_is_disallowed_only_when_lists_of_others_miss_it_for_a_minute() {
        AtomicLong seconds = new AtomicLong();
        HostAddresses addresses = new HostAddresses(world, world.routes(), world, () -> seconds.get() * 1_000_000_000);
        world.hosts.add("10.0.0.2");
        addresses.refresh();
        assertThat(world.allowed).containsExactly("10.0.0.1", "10.0.0.2");

        world.hosts.remove("10.0.0.2");
        addresses.refresh();
        seconds.addAndGet(59);
        addresses.refresh();
        assertThat(world.allowed).containsExactly("10.0.0.1", "10.0.0.2");
        seconds.addAndGet(1);
        addresses.refresh();
        assertThat(world.allowed).containsExactly("10.0.0.1");
    }

    @Test
    void an_empty_list_of_hosts_disallows_none_however_often_it_comes() {
        AtomicLong seconds = new AtomicLong();
        HostAddresses addresses = new HostAddresses(world, world.routes(), world, () -> seconds.get() * 1_000_000_000);
        addresses.refresh();
        world.hosts.clear();
        for (int time = 0; time < 10; time++) {
            seconds.addAndGet(60);
            addresses.refresh();
        }
        assertThat(world.allowed).containsExactly("10.0.0.1");
        world.engineDown = true;
        addresses.refresh();
        assertThat(world.allowed).containsExactly("10.0.0.1");
    }

    /** HAProxy routes to loopback only where no other host may announce: a machine that moved there would wait for its routes. */
    @Test
    void the_host_of_before_is_disallowed_at_once_when_the_only_one_is_on_loopback() {
        HostAddresses addresses = new HostAddresses(world, world.routes(), world, () -> 0);
        addresses.refresh();
        world.hosts.clear();
        world.hosts.add("127.0.0.9");
        addresses.refresh();
        assertThat(world.allowed).containsExactly("127.0.0.9");
    }

    @Test
    void a_host_on_loopback_does_not_disallow_one_where_something_is_announced() {
        HostAddresses addresses = new HostAddresses(world, world.routes(), world, () -> 0);
        scheduler.deployAndWait(Services.web(2));
        world.hosts.clear();
        world.hosts.add("127.0.0.9");
        addresses.refresh();
        assertThat(world.allowed).containsExactly("10.0.0.1", "127.0.0.9");
    }

    @Test
    void a_host_that_is_missing_is_not_disallowed_while_something_is_announced_there() {
        AtomicLong seconds = new AtomicLong();
        HostAddresses addresses = new HostAddresses(world, world.routes(), world, () -> seconds.get() * 1_000_000_000);
        scheduler.deployAndWait(Services.web(2));
        world.hosts.clear();
        world.hosts.add("10.0.0.2");
        for (int time = 0; time < 3; time++) {
            seconds.addAndGet(60);
            addresses.refresh();
        }
        assertThat(world.allowed).containsExactly("10.0.0.1", "10.0.0.2");
    }
}
