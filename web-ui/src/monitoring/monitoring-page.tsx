import { Select, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { PageTitle } from "../components/page-title";
import { isShown } from "../live/picture";
import { useLive } from "../live/live";
import { Waiting } from "../live/waiting";
import { usage } from "./usage";
import { UsageCharts } from "./usage-charts";

const HOSTS = 6;

export default function MonitoringPage() {
  const known = useLive((live) => live.known);
  const hosts = useLive((live) => live.hosts);
  const units = useLive((live) => live.units);
  const names = useMemo(
    () => [...new Set([...units.values()].filter(isShown).map(({ name }) => name))].sort(),
    [units],
  );
  const [unit, setUnit] = useState<string | null>(null);
  return (
    <>
      <PageTitle title="Monitoring">
        <Select
          aria-label="Unit"
          placeholder="A unit"
          searchable
          clearable
          limit={100}
          data={names}
          value={unit}
          onChange={setUnit}
        />
      </PageTitle>
      {!known && <Waiting />}
      <Stack>
        {unit !== null && <UsageCharts key={unit} of={unit} load={usage.ofUnit} title={`Unit ${unit}`} />}
        {[...hosts.values()].slice(0, HOSTS).map(({ ID, PublicIP }) => (
          <UsageCharts key={ID} of={ID} load={usage.ofHost} title={`Host ${PublicIP || ID}`} />
        ))}
        {hosts.size > HOSTS && (
          <Text size="sm">
            The first {HOSTS} of {hosts.size} hosts are shown.
          </Text>
        )}
      </Stack>
    </>
  );
}
