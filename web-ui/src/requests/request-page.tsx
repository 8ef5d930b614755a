import { Anchor, List, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { call } from "../api/client";
import type { TracedRequest, Traces } from "../api/wire";
import { PageTitle } from "../components/page-title";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { WideTable } from "../components/wide-table";
import { LastLines } from "../logs/last-lines";
import { dateAndTime, duration } from "../text/format";

const HEADS = ["Instance", "Status", "Queue", "Connect", "Response", "Total"];

/** What became of the requests with an id. */
export default function RequestPage() {
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["trace", id],
    queryFn: ({ signal }) => call<Traces>("GET", `/trace/${encodeURIComponent(id)}`, undefined, signal),
  });
  return (
    <>
      <PageTitle title={`Request ${id}`} />
      <QueryResult query={query} what={`request ${id}`}>
        {({ requests }) => (
          <Stack>
            {requests.map((request, index) => (
              <Panel key={index} title={dateAndTime(request.time)}>
                <Story request={request} />
              </Panel>
            ))}
          </Stack>
        )}
      </QueryResult>
    </>
  );
}

function Story({ request }: { readonly request: TracedRequest }) {
  const { service, story, deployments = [], lines = [], missing = [] } = request;
  return (
    <Stack gap="sm">
      <List size="sm">
        {story.map((sentence) => (
          <List.Item key={sentence} style={{ overflowWrap: "anywhere" }}>
            {sentence}
          </List.Item>
        ))}
        {deployments.map(({ version, state }) => (
          <List.Item key={version}>
            <Anchor component={Link} to={`/deployments/${service ?? ""}/${version}`} size="sm">
              Deployment of version {version}
            </Anchor>{" "}
            was running ({state})
          </List.Item>
        ))}
      </List>
      <Passes request={request} />
      {lines.length > 0 && <LastLines lines={lines.map(({ unit, message }) => `${unit} ${message}`)} />}
      {missing.map(({ part, reason }) => (
        <Text key={part} size="sm">
          {part}: {reason}
        </Text>
      ))}
    </Stack>
  );
}

function Passes({ request }: { readonly request: TracedRequest }) {
  return (
    <WideTable label="Attempts" heads={HEADS} minWidth={560}>
      {request.passes.map((pass, index) => (
        <Table.Tr key={index}>
          <Table.Td>{pass.instance || "none"}</Table.Td>
          <Table.Td>{pass.status}</Table.Td>
          {[pass.queue, pass.connect, pass.response, pass.total].map((milliseconds, column) => (
            <Table.Td key={column}>{milliseconds < 0 ? "–" : duration(milliseconds)}</Table.Td>
          ))}
        </Table.Tr>
      ))}
    </WideTable>
  );
}
