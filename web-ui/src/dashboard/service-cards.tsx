import { Group, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "react-router";
import type { Unit } from "../api/wire";
import { HealthBadge } from "../components/health";
import { InstanceProblems } from "../components/instance-problems";
import { Panel } from "../components/panel";
import { useLive } from "../live/live";
import { workloadHealth, workloadsByService, type ServiceSummary } from "../live/service-summary";
import { useFailingInstances } from "../live/states";

/** More than these are a click away. */
const CARDS = 60;
const MAX_INSTANCES = 8;

/** One card for each service, with its instances. */
export function ServiceCards({ summaries }: { readonly summaries: readonly ServiceSummary[] }) {
  const units = useLive((live) => live.units);
  const byService = useMemo(() => workloadsByService(units.values()), [units]);
  return (
    <>
      {summaries.slice(0, CARDS).map((summary) => (
        <ServiceCard
          key={summary.service.name}
          summary={summary}
          units={byService.get(summary.service.name) ?? []}
        />
      ))}
      {summaries.length > CARDS && (
        <Text>
          {summaries.length - CARDS} more are in the <Link to="/services">list of services</Link>.
        </Text>
      )}
    </>
  );
}

function ServiceCard({
  summary,
  units,
}: {
  readonly summary: ServiceSummary;
  readonly units: readonly Unit[];
}) {
  const { service, health, status, version } = summary;
  return (
    <Panel
      health={health}
      title={<Link to={`/services/${service.name}/overview`}>{service.name}</Link>}
      actions={<HealthBadge health={health}>{status}</HealthBadge>}
    >
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {version ? `version ${version}, ` : ""}
          {summary.serving} of {summary.instances} serving, {summary.traffic.requestRate.toFixed(1)}{" "}
          requests/s
        </Text>
        <InstanceProblems problems={summary.problems.slice(0, MAX_INSTANCES)} />
        {units.slice(0, MAX_INSTANCES).map((unit) => (
          <WorkloadLine key={`${unit.name}@${unit.machineID}`} unit={unit} />
        ))}
        {units.length > MAX_INSTANCES && <Text size="sm">and {units.length - MAX_INSTANCES} more</Text>}
        <Group gap="md">
          <Link to={`/services/${service.name}/logs`}>Logs</Link>
          <Link to={`/load-balancers#${service.name}`}>Load balancer</Link>
          <Link to={`/services/${service.name}/charts`}>Charts</Link>
        </Group>
      </Stack>
    </Panel>
  );
}

/** The workload's name, and its state in the engine's own words. */
export function WorkloadLine({ unit }: { readonly unit: Unit }) {
  const failing = useFailingInstances();
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text className="mono" size="sm">
        {unit.name}
      </Text>
      <HealthBadge health={workloadHealth(unit, failing)}>
        {[unit.loadState, unit.activeState, unit.subState].filter((word) => word !== "").join(" ") ||
          "not placed"}
        {failing.has(unit.name) && ", not serving"}
      </HealthBadge>
    </Group>
  );
}
