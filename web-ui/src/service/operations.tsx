import { Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { reads } from "../api/actions";
import type { Operation } from "../api/wire";
import { Ago } from "../components/ago";
import { QueryResult } from "../components/query-result";
import { Requester } from "../components/requester";
import { Outcome } from "../components/outcome";
import { Panel } from "../components/panel";
import { WideTable } from "../components/wide-table";

const REFRESH_MS = 5_000;

/** What was done to a service besides deploying it: scales, stops and starts. */
export function Operations({ service }: { readonly service: string }) {
  const operations = useQuery({
    queryKey: ["operations", service],
    queryFn: ({ signal }) => reads.operations(service, signal),
    // No change of the live state tells of them.
    refetchInterval: REFRESH_MS,
  });
  return (
    <QueryResult query={operations} what="operations">
      {(found) => (
        <Panel title={`Operations of ${service} (${found.length})`} flush={found.length > 0}>
          {found.length === 0 ? (
            <Text c="dimmed">No operations yet.</Text>
          ) : (
            <OperationTable operations={found} />
          )}
        </Panel>
      )}
    </QueryResult>
  );
}

function OperationTable({ operations }: { readonly operations: readonly Operation[] }) {
  return (
    <WideTable
      label="Operations"
      minWidth={740}
      heads={["What", "Version", "Outcome", "When", "By", "Last step"]}
    >
      {operations.map((operation) => (
        <Table.Tr key={operation.number}>
          <Table.Td>
            {operation.event === "scale" ? `scale to ${operation.instances}` : operation.event}
          </Table.Td>
          <Table.Td>{operation.version}</Table.Td>
          <Table.Td>
            <Outcome state={operation.state} />
          </Table.Td>
          <Table.Td>
            <Ago at={operation.createdAt} />
          </Table.Td>
          <Table.Td style={{ overflowWrap: "anywhere" }}>
            <Requester by={operation.requestedBy} />
          </Table.Td>
          <Table.Td style={{ overflowWrap: "anywhere" }}>
            {operation.reason ?? operation.steps.at(-1)?.evidence}
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
