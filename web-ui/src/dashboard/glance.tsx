import { SimpleGrid } from "@mantine/core";
import { useLive } from "../live/live";
import type { ServiceSummary } from "../live/service-summary";
import { count } from "../text/format";
import classes from "./glance.module.css";

/** The figures that matter at a glance. */
export function Glance({ summaries }: { readonly summaries: readonly ServiceSummary[] }) {
  const hosts = useLive((live) => live.hosts.size);
  const unhealthy = summaries.filter(({ health }) => health === "unhealthy").length;
  const serving = total(summaries, ({ serving }) => serving);
  const all = total(summaries, ({ instances }) => instances);
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, md: 4 }} spacing="md">
      <Figure
        label="Services"
        value={String(summaries.length)}
        note={unhealthy > 0 ? `${unhealthy} not serving` : "all serving"}
      />
      <Figure label="Instances serving" value={`${serving} of ${all}`} note={`on ${count(hosts, "host")}`} />
      <Figure
        label="Requests"
        value={rate(total(summaries, ({ traffic }) => traffic.requestRate))}
        note="a second, all services"
      />
      <Figure
        label="Errors"
        value={rate(total(summaries, ({ traffic }) => traffic.errorRate))}
        note="a second, all services"
      />
    </SimpleGrid>
  );
}

function Figure({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}) {
  return (
    <div className={classes.figure}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.note} style={{ margin: 0 }}>
        {note}
      </dd>
    </div>
  );
}

function total(summaries: readonly ServiceSummary[], of: (summary: ServiceSummary) => number): number {
  return summaries.reduce((sum, summary) => sum + of(summary), 0);
}

function rate(perSecond: number): string {
  return perSecond.toFixed(perSecond > 0 && perSecond < 10 ? 1 : 0);
}
