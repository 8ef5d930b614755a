import { Group, Select, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { reads } from "../api/actions";
import type { JournalEntry } from "../api/wire";
import { QueryResult } from "../components/query-result";
import { DiffView } from "../components/diff-view";
import { Outcome } from "../components/outcome";
import { PagedPanel } from "../components/paged-panel";
import { PageTitle } from "../components/page-title";
import { Requester } from "../components/requester";
import { useFilters } from "../components/use-filters";
import { Panel } from "../components/panel";
import { useLive } from "../live/live";
import { deploymentKey } from "../live/store";
import { Operations } from "../service/operations";
import { diffValues } from "../text/diff";
import { dateAndTime } from "../text/format";
import { WideTable } from "../components/wide-table";
import { Changes } from "./changes";

const PAGE = 200;

export default function HistoryPage() {
  const services = useLive((live) => live.services);
  const [search, set] = useFilters();
  const service = search.get("service") ?? "";
  const event = search.get("event") ?? "";
  return (
    <>
      <PageTitle title="History">
        <Select
          aria-label="Service"
          placeholder="All services"
          clearable
          searchable
          data={[...services.keys()].sort()}
          value={service || null}
          onChange={(value) => set("service", value)}
        />
        <Select
          aria-label="Event"
          placeholder="All events"
          clearable
          data={["deploy", "promote", "abort", "scale", "restart", "stop", "start", "delete", "mend"]}
          value={event || null}
          onChange={(value) => set("event", value)}
        />
      </PageTitle>
      <Stack>
        {service !== "" && <Compare service={service} />}
        {service !== "" && <Operations service={service} />}
        {service !== "" && <Changes service={service} />}
        <Journal service={service} event={event} />
      </Stack>
    </>
  );
}

/** The journal, newest first. The scheduler answers the last lines, or those after a line; so there is one page, and it grows. */
function Journal({ service, event }: { readonly service: string; readonly event: string }) {
  const newest = useLive((live) => live.deployments);
  const journal = useInfiniteQuery({
    queryKey: ["journal", service, newest.size],
    queryFn: ({ pageParam, signal }) =>
      reads.journal({ ...(service ? { service } : {}), limit: pageParam }, signal),
    initialPageParam: PAGE,
    getNextPageParam: (last, _, asked) =>
      last.length === asked && asked < 1_000 ? Math.min(1_000, asked * 5) : undefined,
    placeholderData: (before) => before,
  });
  const entries = useMemo(
    () =>
      (journal.data?.pages.at(-1) ?? []).filter((entry) => event === "" || entry.event === event).reverse(),
    [journal.data, event],
  );
  return (
    <PagedPanel
      title="Journal"
      what="the journal"
      older="entries"
      pages={journal}
      isEmpty={entries.length === 0}
    >
      <Entries entries={entries} />
    </PagedPanel>
  );
}

function Entries({ entries }: { readonly entries: readonly JournalEntry[] }) {
  return (
    <WideTable
      label="Journal"
      minWidth={740}
      heads={["When", "Event", "By", "Service", "Version", "Outcome"]}
    >
      {entries.map(
        ({ sequence, event, serviceName, version, timestamp, config, unit, detail, requestedBy }) => (
          <Table.Tr key={sequence}>
            <Table.Td>{dateAndTime(timestamp)}</Table.Td>
            <Table.Td>
              {event === "scale" && config ? `scale to ${config.numInstances}` : event}
              {unit !== undefined && (
                <Text size="sm" c="dimmed">
                  {unit}
                  {detail !== undefined && `: ${detail}`}
                </Text>
              )}
            </Table.Td>
            <Table.Td style={{ overflowWrap: "anywhere" }}>
              <Requester by={requestedBy} />
            </Table.Td>
            <Table.Td>
              <Link to={`/services/${serviceName}/overview`}>{serviceName}</Link>
            </Table.Td>
            <Table.Td>
              {version && <Link to={`/deployments/${serviceName}/${version}`}>{version}</Link>}
            </Table.Td>
            <Table.Td>
              {event === "deploy" && version && <OutcomeOf service={serviceName} version={Number(version)} />}
            </Table.Td>
          </Table.Tr>
        ),
      )}
    </WideTable>
  );
}

/** How a deployment ended or how far it is. Of one that the live state no longer holds, its own page tells. */
function OutcomeOf({ service, version }: { readonly service: string; readonly version: number }) {
  const deployment = useLive((live) => live.deployments.get(deploymentKey({ service, version })));
  return deployment && <Outcome state={deployment.state} />;
}

/** The configurations of any two versions. */
function Compare({ service }: { readonly service: string }) {
  const [search, setSearch] = useSearchParams();
  const history = useQuery({
    queryKey: ["history", service],
    queryFn: ({ signal }) => reads.history(service, signal),
    staleTime: 0,
  });
  return (
    <Panel title={`Compare two versions of ${service}`}>
      <QueryResult query={history} what="the versions">
        {(configs) => {
          const versions = Object.keys(configs).sort((a, b) => Number(b) - Number(a));
          if (versions.length < 2) return <Text c="dimmed">Fewer than two versions exist.</Text>;
          const before = search.get("from") ?? versions[1] ?? "";
          const after = search.get("to") ?? versions[0] ?? "";
          const choose = (name: string) => (value: string | null) =>
            value && setSearch({ service, from: before, to: after, [name]: value });
          return (
            <Stack>
              <Group>
                <Select
                  label="From version"
                  data={versions}
                  value={before}
                  onChange={choose("from")}
                  allowDeselect={false}
                />
                <Select
                  label="To version"
                  data={versions}
                  value={after}
                  onChange={choose("to")}
                  allowDeselect={false}
                />
              </Group>
              <DiffView
                lines={diffValues(configs[before], configs[after])}
                label={`Version ${before} against ${after}`}
              />
            </Stack>
          );
        }}
      </QueryResult>
    </Panel>
  );
}
