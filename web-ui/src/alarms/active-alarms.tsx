import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Alarm } from "../api/wire";
import { Panel } from "../components/panel";
import { count } from "../text/format";
import { AlarmTable } from "./alarm-table";
import { useAlarms } from "./use-alarms";

/** More than these are on the page of alarms. */
const SHOWN = 5;

/** State of a panel with these alarms. */
export function alarmsHealth(alarms: readonly Alarm[]) {
  if (alarms.length === 0) return "none";
  return alarms.some(({ severity }) => severity === "critical") ? "unhealthy" : "starting";
}

/** The alarms that go on, for the dashboard; nothing when there are none. */
export function ActiveAlarms() {
  const active = useAlarms().data?.active ?? [];
  if (active.length === 0) return null;
  return (
    <Panel
      title={count(active.length, "alarm")}
      health={alarmsHealth(active)}
      flush
      actions={
        <Anchor component={Link} to="/alarms" size="sm">
          All alarms
        </Anchor>
      }
    >
      <AlarmTable label="Alarms" alarms={active.slice(0, SHOWN)} />
      {active.length > SHOWN && (
        <Text size="sm" c="dimmed" p="sm">
          {`and ${active.length - SHOWN} more`}
        </Text>
      )}
    </Panel>
  );
}
