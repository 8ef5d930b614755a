import { SimpleGrid } from "@mantine/core";
import { useLive } from "../live/live";
import type { ServicePicture } from "../live/picture";
import { count } from "../text/format";
import classes from "./glance.module.css";

/** The figures that matter at a glance. */
export function Glance({ pictures }: { readonly pictures: readonly ServicePicture[] }) {
  const hosts = useLive((live) => live.hosts.size);
  const unwell = pictures.filter(({ health }) => health === "unwell").length;
  const serving = total(pictures, ({ serving }) => serving);
  const all = total(pictures, ({ instances }) => instances);
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, md: 4 }} spacing="md">
      <Figure
        label="Services"
        value={String(pictures.length)}
        note={unwell > 0 ? `${unwell} not serving` : "all serving"}
      />
      <Figure label="Instances serving" value={`${serving} of ${all}`} note={`on ${count(hosts, "host")}`} />
      <Figure
        label="Requests"
        value={rate(total(pictures, ({ traffic }) => traffic.requestRate))}
        note="a second, all services"
      />
      <Figure
        label="Errors"
        value={rate(total(pictures, ({ traffic }) => traffic.errorRate))}
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

function total(pictures: readonly ServicePicture[], of: (picture: ServicePicture) => number): number {
  return pictures.reduce((sum, picture) => sum + of(picture), 0);
}

function rate(perSecond: number): string {
  return perSecond.toFixed(perSecond > 0 && perSecond < 10 ? 1 : 0);
}
