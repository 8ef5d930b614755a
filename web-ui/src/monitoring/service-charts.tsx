import { Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { workloadsByService } from "../live/service-summary";
import { useLive } from "../live/live";
import { TrafficCharts } from "./traffic-charts";
import { usage } from "./usage";
import { UsageCharts } from "./usage-charts";

/** More than these are on their own; each asks the platform every few seconds. */
const SHOWN = 6;

/** Charts of a service's requests, and of its instances. */
export function ServiceCharts({ name }: { readonly name: string }) {
  const units = useLive((live) => live.units);
  const own = useMemo(() => workloadsByService(units.values()).get(name) ?? [], [units, name]);
  return (
    <Stack>
      <TrafficCharts service={name} />
      {own.length === 0 && <Text>Nothing is running.</Text>}
      {own.slice(0, SHOWN).map((unit) => (
        <UsageCharts
          key={`${unit.name}@${unit.machineID}`}
          of={unit.name}
          load={usage.ofUnit}
          title={unit.name}
        />
      ))}
      {own.length > SHOWN && (
        <Text size="sm">
          The first {SHOWN} of {own.length} instances are shown.
        </Text>
      )}
    </Stack>
  );
}
