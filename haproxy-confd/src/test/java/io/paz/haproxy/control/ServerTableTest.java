package io.paz.haproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.haproxy.publish.ServerName;
import io.paz.haproxy.publish.ServerState;
import org.junit.jupiter.api.Test;

/** The tables are what HAProxy 2.6.12 answered. */
class ServerTableTest {

    private static final String HEAD = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state"
            + " srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health"
            + " srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl"
            + " srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n";

    @Test
    void checkedUncheckedAndTakenOutServersAreToldApart() {
        assertThat(ServerTable.parse(HEAD
                                + "4 web 1 web-1-1 127.0.0.1 2 0 100 100 2 15 3 3 6 0 0 0 - 18001 - 0 0 - - 0\n"
                                + "4 web 2 web-2-1 127.0.0.1 2 0 0 0 0 1 0 1 6 0 0 0 - 18002 - 0 0 - - 0\n"
                                + "4 web 5 web-2-2 127.0.0.1 2 0 0 0 0 1 0 1 7 0 0 0 - 18004 - 0 0 - - 0\n"
                                + "4 web 3 web-3-1 127.0.0.1 0 1 7 7 2 15 3 3 6 0 0 0 - 18003 - 0 0 - - 0\n\n")
                        .states())
                .containsExactly(
                        new ServerState(new ServerName("web", "web-1-1"), "127.0.0.1:18001", 100, false, true, false),
                        new ServerState(new ServerName("web", "web-2-1"), "127.0.0.1:18002", 0, false, false, true),
                        new ServerState(new ServerName("web", "web-2-2"), "127.0.0.1:18004", 0, false, false, false),
                        new ServerState(new ServerName("web", "web-3-1"), "127.0.0.1:18003", 7, true, false, false));
        assertThat(ServerTable.parse(HEAD).states()).isEmpty();
    }

    @Test
    void requestsUnderWayAreToldFromIdleConnections() {
        ServerTable table = ServerTable.parse("# bkname/svname bkid/svid addr port - purge_delay used_cur used_max"
                + " need_est unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[2]\n"
                + "web/web-1-1 4/1 127.0.0.1 18001 - 5000 0 1 1 0 1 -1 1 0 1\n"
                + "web/web-1-2 4/2 127.0.0.1 18002 - 5000 3 3 3 0 0 -1 0 0 0\n\n");
        assertThat(table.isUsed(new ServerName("web", "web-1-1"))).isFalse();
        assertThat(table.isUsed(new ServerName("web", "web-1-2"))).isTrue();
        assertThat(table.isUsed(new ServerName("web", "web-9-9"))).isFalse();
    }

    @Test
    void anotherAnswerIsRefused() {
        assertThatThrownBy(() -> ServerTable.parse("Can't find backend."))
                .hasMessage("not HAProxy's table of servers: Can't find backend.");
        assertThatThrownBy(
                        () -> ServerTable.parse("1\n# be_id be_name\n4 web\n").states())
                .hasMessage("HAProxy's table of servers lacks srv_name");
    }
}
