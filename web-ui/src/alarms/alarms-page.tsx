import { Stack, Text } from "@mantine/core";
import { routes } from "../api/actions";
import { PageTitle } from "../components/page-title";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { Allowed } from "../session/allowed";
import { alarmsHealth } from "./active-alarms";
import { AlarmTable } from "./alarm-table";
import { Targets } from "./targets";
import { useAlarms } from "./use-alarms";

/** What is wrong, what was, and who hears of it. */
export default function AlarmsPage() {
  const alarms = useAlarms();
  return (
    <>
      <PageTitle title="Alarms" />
      <Stack>
        <QueryResult query={alarms} what="the alarms">
          {({ active, ended }) => (
            <Stack>
              <Panel
                title={`Active (${active.length})`}
                health={alarmsHealth(active)}
                flush={active.length > 0}
              >
                {active.length === 0 ? (
                  <Text c="dimmed">No alarms: nothing that Paz looks at is wrong.</Text>
                ) : (
                  <AlarmTable label="Active alarms" alarms={active} />
                )}
              </Panel>
              {ended.length > 0 && (
                <Panel title={`Ended (${ended.length})`} flush>
                  <AlarmTable label="Ended alarms" alarms={ended} />
                </Panel>
              )}
            </Stack>
          )}
        </QueryResult>
        <Allowed to={routes.alarmTargets}>
          <Targets />
        </Allowed>
      </Stack>
    </>
  );
}
