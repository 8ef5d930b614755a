import { Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { reads } from "../api/actions";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { Requester } from "../components/requester";
import { WideTable } from "../components/wide-table";
import { useLive } from "../live/live";
import { dateAndTime } from "../text/format";

/** Who changed the configuration of a service, and which fields; the versions have the values. */
export function Changes({ service }: { readonly service: string }) {
  const known = useLive((live) => live.services.get(service));
  const changes = useQuery({
    queryKey: ["changes", service, known],
    queryFn: ({ signal }) => reads.changes(service, signal),
    enabled: known !== undefined,
    placeholderData: (before) => before,
  });
  if (known === undefined) return null;
  return (
    <QueryResult query={changes} what="the changes">
      {(found) => (
        <Panel title={`Configuration changes of ${service} (${found.length})`} flush={found.length > 0}>
          {found.length === 0 ? (
            <Text c="dimmed">No changes yet.</Text>
          ) : (
            <WideTable label="Configuration changes" minWidth={480} heads={["When", "By", "Fields"]}>
              {found.map(({ timestamp, requestedBy, fields }, index) => (
                <Table.Tr key={found.length - index}>
                  <Table.Td>{dateAndTime(timestamp)}</Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>
                    <Requester by={requestedBy} />
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{fields.join(", ")}</Table.Td>
                </Table.Tr>
              ))}
            </WideTable>
          )}
        </Panel>
      )}
    </QueryResult>
  );
}
