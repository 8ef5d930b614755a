package io.paz.orchestrator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.client.HaproxyStatistics;
import io.paz.engine.InstanceId;
import io.paz.orchestrator.cluster.balancing.ServerFigures;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatisticsPageTest {

    private static final InstanceId OLD = new InstanceId("web", 1, 1);
    private static final InstanceId NEW = new InstanceId("web", 2, 1);
    private static final InstanceId NEWEST = new InstanceId("web", 3, 1);

    @Test
    void the_servers_of_services_are_read_and_nothing_else() {
        String page = """
                # pxname,svname,qcur,scur,smax,stot,status,weight,econ,eresp,hrsp_5xx,rtime,req_tot,new_column,
                stats,FRONTEND,,1,2,3,OPEN,,,,0,,4,,
                web,web-1-1,1,2,3,4,UP 1/3,50,5,6,7,8,90,x,
                web,BACKEND,0,0,0,0,UP,50,0,0,0,0,0,x,
                web,other-1-1,0,0,0,0,UP,50,0,0,0,0,0,x,
                web,web-2-1,,,,,MAINT,0,,,,,,x,
                web,web-3-1,0,0,0,0,no check,100,,,,,,x,
                """;
        assertThat(StatisticsPage.servers(HaproxyStatistics.parse(page).orElseThrow()))
                .isEqualTo(Map.of(
                        OLD, new ServerFigures("UP", 50, 2, 1, 90, 18, 8, 0, 0),
                        NEW, new ServerFigures("MAINT", 0, 0, 0, 0, 0, 0, 0, 0),
                        NEWEST, new ServerFigures("no check", 100, 0, 0, 0, 0, 0, 0, 0)));
    }
}
