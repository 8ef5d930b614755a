package io.paz.haproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.haproxy.publish.ServerName;
import io.paz.haproxy.publish.ServerState;
import org.junit.jupiter.api.Test;

/** The table is what HAProxy 2.6.12 answered. */
class ServerStatesTest {

    private static final String HEAD = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state"
            + " srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health"
            + " srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl"
            + " srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n";

    @Test
    void checkedUncheckedAndTakenOutServersAreToldApart() {
        assertThat(ServerStates.parse(HEAD
                        + "4 web 1 web-1-1 127.0.0.1 2 0 100 100 2 15 3 3 6 0 0 0 - 18001 - 0 0 - - 0\n"
                        + "4 web 2 web-2-1 127.0.0.1 2 0 0 0 0 1 0 1 6 0 0 0 - 18002 - 0 0 - - 0\n"
                        + "4 web 3 web-3-1 127.0.0.1 0 1 7 7 2 15 3 3 6 0 0 0 - 18003 - 0 0 - - 0\n\n"))
                .containsExactly(
                        new ServerState(new ServerName("web", "web-1-1"), "127.0.0.1:18001", 100, false, true),
                        new ServerState(new ServerName("web", "web-2-1"), "127.0.0.1:18002", 0, false, false),
                        new ServerState(new ServerName("web", "web-3-1"), "127.0.0.1:18003", 7, true, false));
        assertThat(ServerStates.parse(HEAD)).isEmpty();
    }

    @Test
    void anotherAnswerIsRefused() {
        assertThatThrownBy(() -> ServerStates.parse("Can't find backend."))
                .hasMessage("not HAProxy's table of servers: Can't find backend.");
        assertThatThrownBy(() -> ServerStates.parse("1\n# be_id be_name\n4 web\n"))
                .hasMessage("HAProxy's table of servers lacks srv_name");
    }
}
