import { Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "react-router";
import type { Machine, Unit } from "../api/wire";
import type { Health } from "../components/health";
import { Panel } from "../components/panel";
import { useLive } from "../live/live";
import { hostName, hostsInOrder, workloadHealth, workloadsByHost } from "../live/service-summary";
import { useFailingInstances } from "../live/states";
import { bytes, count } from "../text/format";
import { WorkloadLine } from "./service-cards";

const UNITS = 40;

/** One card for each host, with the units on it. */
export function HostCards() {
  const hosts = useLive((live) => live.hosts);
  const units = useLive((live) => live.units);
  const byHost = useMemo(() => workloadsByHost(units.values()), [units]);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      {hostsInOrder(hosts.values()).map((host) => (
        <HostCard key={host.ID} host={host} units={byHost.get(host.ID) ?? []} />
      ))}
    </SimpleGrid>
  );
}

function HostCard({ host, units }: { readonly host: Machine; readonly units: readonly Unit[] }) {
  const resources = host.TotalResources;
  return (
    <Panel title={hostName(host)} health={worst(units, useFailingInstances())}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed" className="mono">
          {host.ID}
        </Text>
        <Text size="sm">
          {count(units.length, "unit")}
          {resources &&
            `, ${resources.Cores / 100} processors, ${bytes(resources.Memory * 1024 * 1024)} of memory`}
        </Text>
        {units.slice(0, UNITS).map((unit) => (
          <WorkloadLine key={unit.name} unit={unit} />
        ))}
        {units.length > UNITS && <Text size="sm">and {units.length - UNITS} more</Text>}
        <Group gap="md">
          <Link to={`/monitoring?host=${encodeURIComponent(host.ID)}`}>Charts</Link>
          <Link to="/load-balancers">Load balancers</Link>
          <Link to="/logs">Logs</Link>
        </Group>
      </Stack>
    </Panel>
  );
}

function worst(units: readonly Unit[], failing: ReadonlySet<string>): Health {
  const healths = new Set(units.map((unit) => workloadHealth(unit, failing)));
  return (["unhealthy", "starting", "healthy"] as const).find((health) => healths.has(health)) ?? "healthy";
}
