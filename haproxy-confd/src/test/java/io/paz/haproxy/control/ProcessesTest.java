package io.paz.haproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The lists are what HAProxy 2.6.12 answered. */
class ProcessesTest {

    private static final String HEAD =
            "#<PID>          <type>          <reloads>       <uptime>        <version>      \n";

    @Test
    void afterAGoodReloadThereIsANewWorkerBesideOldOnes() {
        assertThat(Processes.parse(HEAD
                        + "20426           master          3 [failed: 0]   0d00h00m08s     2.6.12-1+deb12u4\n"
                        + "# workers\n"
                        + "30265           worker          0               0d00h00m00s     2.6.12-1+deb12u4\n"
                        + "# old workers\n"
                        + "24285           worker          2               0d00h00m03s     2.6.12-1+deb12u4\n"
                        + "# programs\n\n"))
                .isEqualTo(new Processes(3, 0, OptionalLong.of(30265), List.of(24285L)));
    }

    @Test
    void afterAFailedReloadTheOldWorkerIsTheOnlyOne() {
        assertThat(Processes.parse(HEAD
                        + "20426           master          2 [failed: 1]   0d00h00m06s     2.6.12-1+deb12u4\n"
                        + "# workers\n"
                        + "24285           worker          1               0d00h00m03s     2.6.12-1+deb12u4\n"
                        + "# programs\n\n"))
                .isEqualTo(new Processes(2, 1, OptionalLong.empty(), List.of(24285L)));
    }

    @Test
    void theOldestOfTheOldWorkersAreThoseBeyondAMost() {
        Processes processes = Processes.parse(HEAD
                + "20426           master          9 [failed: 0]   0d00h00m08s     2.6.12-1+deb12u4\n"
                + "30265           worker          0               0d00h00m00s     2.6.12-1+deb12u4\n"
                + "24285           worker          2               0d00h00m03s     2.6.12-1+deb12u4\n"
                + "24200           worker          10              0d00h00m03s     2.6.12-1+deb12u4\n"
                + "24286           worker          1               0d00h00m03s     2.6.12-1+deb12u4\n");
        assertThat(processes.oldBeyond(1)).containsExactly(24200L, 24285L);
        assertThat(processes.oldBeyond(3)).isEmpty();
    }

    @Test
    void anotherAnswerIsRefused() {
        assertThatThrownBy(() -> Processes.parse("Unknown command\n\n"))
                .hasMessage("not HAProxy's list of processes: Unknown command\n\n");
    }
}
