import { Select, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { Machine } from "../api/wire";
import { PageTitle } from "../components/page-title";
import { hostName, hostsInOrder, isShown } from "../live/service-summary";
import { useLive } from "../live/live";
import { Waiting } from "../live/waiting";
import { usage } from "./usage";
import { UsageCharts } from "./usage-charts";

const HOSTS = 6;

/** All hosts, or what the address asks for: `?host=ID`, `?unit=NAME`. */
export default function MonitoringPage() {
  const known = useLive((live) => live.known);
  const hosts = useLive((live) => live.hosts);
  const [search] = useSearchParams();
  const unit = search.get("unit");
  const host = search.get("host");
  const shown = hostsInOrder(hosts.values())
    .filter(({ ID }) => host === null || ID === host)
    .slice(0, HOSTS);
  return (
    <>
      <PageTitle title="Monitoring">
        <Choice />
      </PageTitle>
      {!known && <Waiting />}
      {unit !== null ? (
        <UsageCharts key={unit} of={unit} load={usage.ofUnit} title={unit} />
      ) : (
        <Stack>
          {shown.map((machine) => (
            <UsageCharts key={machine.ID} of={machine.ID} load={usage.ofHost} title={titleOf(machine)} />
          ))}
          {known && shown.length === 0 && <Text>There is no such host.</Text>}
          {host === null && hosts.size > HOSTS && (
            <Text size="sm">
              {HOSTS} of {hosts.size} hosts are shown; choose another one above.
            </Text>
          )}
        </Stack>
      )}
    </>
  );
}

/** Of one host or one unit; nothing chosen is all hosts. */
function Choice() {
  const hosts = useLive((live) => live.hosts);
  const units = useLive((live) => live.units);
  const [search, setSearch] = useSearchParams();
  const choices = useMemo(
    () => [
      {
        group: "Hosts",
        items: hostsInOrder(hosts.values()).map((host) => ({
          value: `host ${host.ID}`,
          label: titleOf(host),
        })),
      },
      {
        group: "Instances",
        items: [...new Set([...units.values()].filter(isShown).map(({ name }) => name))]
          .sort()
          .map((name) => ({ value: `unit ${name}`, label: name })),
      },
    ],
    [hosts, units],
  );
  const chosen = [...search.entries()].find(([key]) => key === "host" || key === "unit");
  return (
    <Select
      aria-label="Host or instance"
      placeholder="All hosts"
      searchable
      clearable
      limit={100}
      data={choices}
      value={chosen ? chosen.join(" ") : null}
      onChange={(value) => {
        const [key, id] = (value ?? "").split(" ");
        setSearch(key && id ? { [key]: id } : {});
      }}
    />
  );
}

function titleOf(host: Machine): string {
  return `Host ${hostName(host)}`;
}
