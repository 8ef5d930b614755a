import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { actions, reads, routes } from "../api/actions";
import { Ago } from "../components/ago";
import { QueryResult } from "../components/query-result";
import { Confirm } from "../components/confirm";
import { Requester } from "../components/requester";
import { Outcome } from "../components/outcome";
import { Panel } from "../components/panel";
import { useLive } from "../live/live";
import { newestDeployments } from "../live/service-summary";
import { Operations } from "./operations";
import { WideTable } from "../components/wide-table";

/** All versions of a service, each of which can come back whole. */
export function Versions({ name, current }: { readonly name: string; readonly current: string | undefined }) {
  const newest = useLive((live) => newestDeployments(live.deployments.values()).get(name));
  const deployments = useQuery({
    // Asked for again when a deployment begins or ends.
    queryKey: ["deployments", name, newest?.version, newest?.state],
    queryFn: ({ signal }) => reads.deployments(name, signal),
    placeholderData: (before) => before,
  });
  const navigate = useNavigate();
  return (
    <QueryResult query={deployments} what="the versions">
      {(versions) => (
        <Stack>
          <Panel title={`Versions (${versions.length})`} flush={versions.length > 0}>
            {versions.length === 0 && <Text c="dimmed">No deployments yet.</Text>}
            {versions.length > 0 && (
              <WideTable
                label="Versions"
                minWidth={740}
                heads={["Version", "Image", "Outcome", "When", "By", "Actions"]}
              >
                {versions.map(({ version, image, state, createdAt, requestedBy }) => (
                  <Table.Tr key={version}>
                    <Table.Td>
                      <Link to={`/deployments/${name}/${version}`}>{version}</Link>
                      {String(version) === current && " (serves)"}
                    </Table.Td>
                    <Table.Td className="mono">{image}</Table.Td>
                    <Table.Td>
                      <Outcome state={state} />
                    </Table.Td>
                    <Table.Td>
                      <Ago at={createdAt} />
                    </Table.Td>
                    <Table.Td style={{ overflowWrap: "anywhere" }}>
                      <Requester by={requestedBy} />
                    </Table.Td>
                    <Table.Td>
                      <Group gap="xs">
                        <Confirm
                          label="Roll back"
                          title={`Bring version ${version} of ${name} back?`}
                          disabled={String(version) === current}
                          action={() => actions.rollback(name, version)}
                          route={routes.rollback(name, version)}
                          onDone={(answer) => void navigate(`/deployments/${name}/${answer.version}`)}
                        >
                          <Text size="sm">
                            Its image and its whole configuration are deployed again, as a new version.
                          </Text>
                        </Confirm>
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </WideTable>
            )}
          </Panel>
          <Operations service={name} />
          {versions.length > 1 && (
            <Button variant="default" w="fit-content" component={Link} to={`/history?service=${name}`}>
              Compare two versions
            </Button>
          )}
        </Stack>
      )}
    </QueryResult>
  );
}
