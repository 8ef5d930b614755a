package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeChangesTest {

    private static final Server OLD = server("web-1-1", 100);
    private static final Server NEW = server("web-2-1", 50);
    private static final Change REMOVE_OLD = new Change.RemoveServer(OLD.name());
    private static final Change ADD_NEW = new Change.AddServer(NEW);

    private final RecordedProxy proxy = new RecordedProxy();
    private final RuntimeChanges changes = new RuntimeChanges(proxy);

    private static Server server(String name, int weight) {
        return new Server(new ServerName("web", name), "10.0.0.1:80", List.of("check"), weight);
    }

    private void startWithOld() {
        changes.apply(List.of(new Change.AddServer(OLD)), List.of(OLD));
        proxy.told.clear();
    }

    @Test
    void theOldServerGoesWhenTheNewOneTakesRequests() {
        startWithOld();
        changes.apply(List.of(ADD_NEW, REMOVE_OLD), List.of(NEW));
        assertThat(proxy.told)
                .containsExactly("add web/web-2-1", "put in web/web-2-1", "take out web/web-1-1", "delete web/web-1-1");
        assertThat(changes.isSettled()).isTrue();
    }

    @Test
    void aServerGetsNoRequestsBeforeItIsHealthyWhateverItsWeight() {
        startWithOld();
        proxy.healthy = false;
        changes.apply(List.of(ADD_NEW), List.of(OLD, NEW));
        changes.apply(List.of(new Change.SetWeight(NEW.name(), 7)), List.of(OLD, server("web-2-1", 7)));
        assertThat(proxy.told).containsExactly("add web/web-2-1", "weight web/web-2-1 7");
        assertThat(changes.rising()).containsExactly("web/web-2-1");

        proxy.healthy = true;
        changes.look();
        assertThat(proxy.told).containsExactly("add web/web-2-1", "weight web/web-2-1 7", "put in web/web-2-1");
        assertThat(changes.isSettled()).isTrue();
    }

    @Test
    void aServerWhoseFirstCheckWasPutOffIsAddedAnew() {
        proxy.putOff = 1;
        changes.apply(List.of(ADD_NEW), List.of(NEW));
        assertThat(proxy.told)
                .containsExactly("add web/web-2-1", "delete web/web-2-1", "add web/web-2-1", "put in web/web-2-1");
        assertThat(changes.isSettled()).isTrue();
    }

    @Test
    void oneThatIsCheckedAndNotHealthyIsNotAddedAnew() {
        proxy.healthy = false;
        changes.apply(List.of(ADD_NEW), List.of(NEW));
        assertThat(proxy.told).containsExactly("add web/web-2-1");
        assertThat(changes.rising()).containsExactly("web/web-2-1");
    }

    @Test
    void oneThatIsNotCheckedGetsRequestsAtOnce() {
        proxy.healthy = false;
        Server unchecked = new Server(NEW.name(), NEW.address(), List.of(), NEW.weight());
        changes.apply(List.of(new Change.AddServer(unchecked)), List.of(unchecked));
        assertThat(proxy.told).containsExactly("add web/web-2-1", "put in web/web-2-1");
        assertThat(changes.isSettled()).isTrue();
    }

    @Test
    void aServerStaysUntilItsLastConnectionIsClosed() {
        startWithOld();
        proxy.busy = true;
        changes.apply(List.of(REMOVE_OLD), List.of());
        assertThat(changes.leaving()).containsExactly("web/web-1-1");
        changes.look();
        assertThat(proxy.told).containsExactly("take out web/web-1-1");
        proxy.busy = false;
        changes.look();
        assertThat(proxy.told).containsExactly("take out web/web-1-1", "delete web/web-1-1");
        assertThat(changes.isSettled()).isTrue();
    }

    @Test
    void oneThatComesBackWhileItStillHasConnectionsNeedsAReload() {
        startWithOld();
        proxy.busy = true;
        changes.apply(List.of(REMOVE_OLD), List.of());
        assertThatThrownBy(() -> changes.apply(List.of(new Change.AddServer(OLD)), List.of(OLD)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("web/web-1-1 comes back while it still has connections");
    }

    @Test
    void anOutcomeThatWasNotPlannedIsRefused() {
        startWithOld();
        Server stranger = server("web-9-9", 1);
        proxy.add(stranger);
        assertThatThrownBy(() -> changes.apply(List.of(ADD_NEW), List.of(OLD, NEW)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("backend web has ")
                .hasMessageContaining("web-9-9")
                .hasMessageContaining("expected: ");
    }

    @Test
    void anotherProcessThanTheOneThatWasChangedIsNoticed() {
        startWithOld();
        changes.confirm();
        proxy.process = 2;
        assertThatThrownBy(changes::confirm)
                .isInstanceOf(RefusedException.class)
                .hasMessage("process 1 was changed, and 2 serves instead");
    }

    @Test
    void oneThatIsGoneBeforeItWasHealthyIsNoticed() {
        proxy.healthy = false;
        changes.apply(List.of(ADD_NEW), List.of(NEW));
        proxy.servers.clear();
        assertThatThrownBy(changes::look).hasMessage("web/web-2-1 is not there any more");
        changes.forget();
        assertThat(changes.isSettled()).isTrue();
    }
}
