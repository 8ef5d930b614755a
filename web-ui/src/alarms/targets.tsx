import { Button, Group, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { actions, reads, routes } from "../api/actions";
import { messageOf } from "../api/failure";
import type { AlarmTarget } from "../api/wire";
import { Ago } from "../components/ago";
import { Confirm } from "../components/confirm";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { WideTable } from "../components/wide-table";
import { AddTarget } from "./add-target";

const KEY = ["alarm-targets"];
const REFRESH_MS = 10_000;
const HEADS = ["Name", "Where", "Hears of", "Last delivery", "Actions"];

/** Who hears of alarms: what exists, a new one, tests. */
export function Targets() {
  const queries = useQueryClient();
  const targets = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => reads.alarmTargets(signal),
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: KEY });
  return (
    <QueryResult query={targets} what="the targets of alarms">
      {(all) => (
        <Panel
          title={`Targets (${all.length})`}
          flush={all.length > 0}
          actions={<AddTarget taken={all.map(({ name }) => name)} onAdded={refresh} />}
        >
          {all.length === 0 ? (
            <Text c="dimmed">
              Nobody hears of alarms yet. Add a webhook, a Slack channel, an ntfy topic or an e-mail address.
            </Text>
          ) : (
            <WideTable label="Targets of alarms" minWidth={760} heads={HEADS}>
              {all.map((target) => (
                <Row key={target.name} target={target} onChanged={refresh} />
              ))}
            </WideTable>
          )}
        </Panel>
      )}
    </QueryResult>
  );
}

interface RowProps {
  readonly target: AlarmTarget;
  readonly onChanged: () => void;
}

function Row({ target, onChanged }: RowProps) {
  const { name, kind, address, minSeverity, quietHours } = target;
  return (
    <Table.Tr>
      <Table.Td className="mono">{name}</Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {kind}
        <Text size="xs" c="dimmed">
          {address}
        </Text>
      </Table.Td>
      <Table.Td>
        {minSeverity === "critical" ? "critical alarms" : "all alarms"}
        {quietHours && (
          <Text size="xs" c="dimmed">
            {`warnings wait from ${quietHours.from} to ${quietHours.to} ${quietHours.timeZone ?? "UTC"}`}
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        <Delivery target={target} />
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" align="start">
          <SendTest name={name} onSent={onChanged} />
          <Confirm
            label="Delete"
            danger
            title={`Delete the target ${name}?`}
            action={() => actions.deleteAlarmTarget(name)}
            route={routes.deleteAlarmTarget(name)}
            onDone={onChanged}
          >
            <Text size="sm">It hears of no alarm from now on, nor of what was still to be delivered.</Text>
          </Confirm>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Delivery({ target: { deliveredAt, problem } }: { readonly target: AlarmTarget }) {
  if (problem !== undefined)
    return <Text size="sm" c="var(--paz-unhealthy-text)">{`failed: ${problem}`}</Text>;
  return deliveredAt === undefined ? "none since the start" : <Ago at={deliveredAt} />;
}

function SendTest({ name, onSent }: { readonly name: string; readonly onSent: () => void }) {
  const test = useMutation({ mutationFn: () => actions.testAlarmTarget(name), onSettled: onSent });
  return (
    <div>
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <Text role="status" size="xs" maw={260} style={{ overflowWrap: "anywhere" }}>
        {test.isSuccess && "It has arrived."}
        {test.isError && messageOf(test.error)}
      </Text>
    </div>
  );
}
