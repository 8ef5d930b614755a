import { Button, Checkbox, Select, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { reads } from "../api/actions";
import type { AuditRecord } from "../api/wire";
import { PageTitle } from "../components/page-title";
import { PagedPanel } from "../components/paged-panel";
import { useFilters } from "../components/use-filters";
import { WideTable } from "../components/wide-table";
import { useLive } from "../live/live";
import { dateAndTime } from "../text/format";

const PAGE = 100;
const DAY_MS = 86_400_000;
const TYPING_MS = 400;
const SPANS: Readonly<Record<string, string>> = { "1": "Last day", "7": "Last 7 days", "30": "Last 30 days" };

/** Who changed what, when and from where, and who was refused. */
export default function AuditPage() {
  const services = useLive((live) => live.services);
  const [search, set] = useFilters();
  const known = new Set(services.keys());
  const service = search.get("service");
  if (service) known.add(service);
  return (
    <>
      <PageTitle title="Audit log">
        <ActorFilter value={search.get("actor") ?? ""} onChange={(actor) => set("actor", actor)} />
        <Select
          aria-label="Service"
          placeholder="All services"
          clearable
          searchable
          data={[...known].sort()}
          value={service}
          onChange={(value) => set("service", value)}
        />
        <Select
          aria-label="Time"
          placeholder="Any time"
          clearable
          data={Object.entries(SPANS).map(([value, label]) => ({ value, label }))}
          value={search.get("days")}
          onChange={(value) => set("days", value)}
        />
        <Checkbox
          label="Refused only"
          checked={search.get("refused") === "true"}
          onChange={(event) => set("refused", event.currentTarget.checked ? "true" : null)}
        />
      </PageTitle>
      <Records search={search} />
    </>
  );
}

function ActorFilter(props: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(props.value);
  const settled = useDebouncedCallback(props.onChange, TYPING_MS);
  return (
    <TextInput
      aria-label="Actor"
      placeholder="Any actor"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settled(event.currentTarget.value);
      }}
    />
  );
}

function Records({ search }: { readonly search: URLSearchParams }) {
  const [actor, service, days, refused] = ["actor", "service", "days", "refused"].map(
    (name) => search.get(name) ?? "",
  );
  const audit = useInfiniteQuery({
    queryKey: ["audit", actor, service, days, refused],
    queryFn: ({ pageParam, signal }) =>
      reads.audit(
        {
          actor,
          service,
          refused,
          from: days ? Date.now() - Number(days) * DAY_MS : undefined,
          before: pageParam,
          limit: PAGE,
        },
        signal,
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next,
  });
  const records = audit.data?.pages.flatMap((page) => page.records) ?? [];
  return (
    <PagedPanel
      title="Records"
      what="the audit log"
      older="records"
      pages={audit}
      isEmpty={records.length === 0}
      actions={
        <Button variant="default" size="xs" loading={audit.isRefetching} onClick={() => void audit.refetch()}>
          Refresh
        </Button>
      }
    >
      <RecordTable records={records} />
    </PagedPanel>
  );
}

function RecordTable({ records }: { readonly records: readonly AuditRecord[] }) {
  return (
    <WideTable label="Audit log" minWidth={900} heads={["When", "Who", "From", "What", "Service", "Result"]}>
      {records.map((record) => (
        <Table.Tr key={record.sequence}>
          <Table.Td style={{ whiteSpace: "nowrap" }}>{dateAndTime(record.at)}</Table.Td>
          <Table.Td style={{ overflowWrap: "anywhere" }}>
            {record.actor.name}
            {record.actor.id !== record.actor.name && (
              <Text size="xs" c="dimmed">
                {record.actor.id}
              </Text>
            )}
          </Table.Td>
          <Table.Td>
            {record.address}
            {record.hop !== undefined && (
              <Text size="xs" c="dimmed">
                through {record.hop}
              </Text>
            )}
          </Table.Td>
          <Table.Td style={{ overflowWrap: "anywhere" }}>{record.action}</Table.Td>
          <Table.Td>
            {record.service !== undefined && (
              <Link to={`/services/${encodeURIComponent(record.service)}/overview`}>{record.service}</Link>
            )}
          </Table.Td>
          <Table.Td>{resultOf(record)}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function resultOf({ event, status, count }: AuditRecord): string {
  if (status === 0) return event;
  const times = count === 1 ? "" : `, ${count} times`;
  return `${event === "refused" ? "refused" : status < 400 ? "done" : "failed"} (${status}${times})`;
}
