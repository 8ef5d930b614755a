import { Table, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { actions, reads } from "../api/actions";
import type { ListedSession } from "../api/wire";
import { Ago } from "../components/ago";
import { Confirm } from "../components/confirm";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { WideTable } from "../components/wide-table";

const KEY = ["sessions"];
const REFRESH_MS = 10_000;

/** The browsers that are signed in. */
export function Sessions() {
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => reads.sessions(signal),
    refetchInterval: REFRESH_MS,
  });
  return (
    <QueryResult query={sessions} what="the sessions">
      {(found) => (
        <Panel title={`Sessions (${found.length})`} flush={found.length > 0}>
          {found.length === 0 ? (
            <Text c="dimmed">Nobody is signed in.</Text>
          ) : (
            <WideTable
              label="Sessions"
              minWidth={640}
              heads={["Who", "From", "Begun", "Last use", "Actions"]}
            >
              {found.map((session) => (
                <Row
                  key={session.id}
                  session={session}
                  onEnded={() => void queries.invalidateQueries({ queryKey: KEY })}
                />
              ))}
            </WideTable>
          )}
        </Panel>
      )}
    </QueryResult>
  );
}

function Row({ session, onEnded }: { readonly session: ListedSession; readonly onEnded: () => void }) {
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {session.person ?? "Administrator, by link"}
        {session.current && " (this browser)"}
      </Table.Td>
      <Table.Td className="mono">{session.address}</Table.Td>
      <Table.Td>
        <Ago at={session.createdAt} />
      </Table.Td>
      <Table.Td>
        <Ago at={session.lastUsedAt} />
      </Table.Td>
      <Table.Td>
        <Confirm
          label="End"
          danger
          title="End this session?"
          action={() => actions.endSession(session.id)}
          onDone={onEnded}
        >
          <Text size="sm">That browser is signed out at once.</Text>
        </Confirm>
      </Table.Td>
    </Table.Tr>
  );
}
