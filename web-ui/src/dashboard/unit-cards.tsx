import { Group, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "react-router";
import type { Unit } from "../api/wire";
import { HealthBadge } from "../components/health";
import { InstanceProblems } from "../components/instance-problems";
import { Panel } from "../components/panel";
import { useLive } from "../live/live";
import { unitHealth, unitsByService, type ServiceSummary } from "../live/service-summary";
import { useFailingUnits } from "../live/states";

/** More than these are a click away. */
const CARDS = 60;
const UNITS = 8;

/** One card for each service, with the units of its instances. */
export function UnitCards({ summaries }: { readonly summaries: readonly ServiceSummary[] }) {
  const units = useLive((live) => live.units);
  const byService = useMemo(() => unitsByService(units.values()), [units]);
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
        <InstanceProblems problems={summary.problems.slice(0, UNITS)} />
        {units.slice(0, UNITS).map((unit) => (
          <UnitLine key={`${unit.name}@${unit.machineID}`} unit={unit} />
        ))}
        {units.length > UNITS && <Text size="sm">and {units.length - UNITS} more units</Text>}
        <Group gap="md">
          <Link to={`/services/${service.name}/logs`}>Logs</Link>
          <Link to={`/load-balancers#${service.name}`}>Load balancer</Link>
          <Link to={`/services/${service.name}/charts`}>Charts</Link>
        </Group>
      </Stack>
    </Panel>
  );
}

/** The unit's name and systemd's three words for its state: load, active, sub. */
export function UnitLine({ unit }: { readonly unit: Unit }) {
  const failing = useFailingUnits();
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text className="mono" size="sm">
        {unit.name}
      </Text>
      <HealthBadge health={unitHealth(unit, failing)}>
        {[unit.loadState, unit.activeState, unit.subState].filter((word) => word !== "").join(" ") ||
          "not placed"}
        {failing.has(unit.name) && ", not serving"}
      </HealthBadge>
    </Group>
  );
}
