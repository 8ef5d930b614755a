import { Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Alarm } from "../api/wire";
import { Ago } from "../components/ago";
import { HealthBadge } from "../components/health";
import { WideTable } from "../components/wide-table";

const HEADS = ["Severity", "Rule", "Subject", "Reason", "Since"];

/** Alarms, as they come. */
export function AlarmTable({ label, alarms }: { readonly label: string; readonly alarms: readonly Alarm[] }) {
  return (
    <WideTable label={label} minWidth={760} heads={HEADS}>
      {alarms.map((alarm) => (
        <Row key={`${alarm.raisedAt} ${alarm.rule} ${alarm.subject}`} alarm={alarm} />
      ))}
    </WideTable>
  );
}

function Row({ alarm }: { readonly alarm: Alarm }) {
  const { rule, subject, reason, since, endedAt } = alarm;
  return (
    <Table.Tr>
      <Table.Td>
        <SeverityBadge alarm={alarm} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>{rule}</Table.Td>
      <Table.Td className="mono" style={{ overflowWrap: "anywhere" }}>
        {subject}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>{reason}</Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>
        <Ago at={since} />
        {endedAt !== undefined && (
          <Text size="xs" c="dimmed">
            ended <Ago at={endedAt} />
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** How much an alarm matters; one that ended is shown without a colour. */
function SeverityBadge({ alarm: { severity, endedAt } }: { readonly alarm: Alarm }) {
  if (endedAt !== undefined) return <HealthBadge health="none">{severity}</HealthBadge>;
  return severity === "critical" ? (
    <HealthBadge health="unhealthy">critical</HealthBadge>
  ) : (
    <HealthBadge health="starting" icon={IconAlertTriangle}>
      warning
    </HealthBadge>
  );
}
