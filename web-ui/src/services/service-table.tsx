import { Link } from "react-router";
import { HealthBadge } from "../components/health";
import { useRowsInSight } from "../components/rows-in-sight";
import type { ServiceSummary } from "../live/service-summary";
import classes from "./service-table.module.css";

const ROW = 46;
const HEADS = ["Service", "State", "Version", "Instances", "Requests/s", "Image"];

/** A table of which only the rows in sight exist, so that thousands of services scroll smoothly. */
export function ServiceTable({ summaries }: { readonly summaries: readonly ServiceSummary[] }) {
  const { first, end, scrolled } = useRowsInSight(summaries.length, ROW);
  return (
    <div
      className={classes.table}
      // A region that scrolls must be reachable with the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Services"
      onScroll={({ currentTarget }) => scrolled(currentTarget)}
    >
      <div role="table" aria-label="Services" aria-rowcount={summaries.length + 1}>
        <div role="rowgroup">
          <div role="row" className={`${classes.row} ${classes.head}`} aria-rowindex={1}>
            {HEADS.map((head) => (
              <span key={head} role="columnheader">
                {head}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: summaries.length * ROW }}>
          {summaries.slice(first, end).map((summary, i) => (
            <Row key={summary.service.name} summary={summary} index={first + i} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly summary: ServiceSummary;
  readonly index: number;
}

function Row({ summary, index }: RowProps) {
  const { service, health, status, version, instances, serving, traffic } = summary;
  return (
    <div role="row" aria-rowindex={index + 2} className={classes.row} style={{ top: index * ROW }}>
      <span role="cell" className={classes.cell}>
        <Link to={`/services/${service.name}/overview`}>{service.name}</Link>
      </span>
      <span role="cell">
        <HealthBadge health={health}>{status}</HealthBadge>
      </span>
      <span role="cell">{version ?? "none"}</span>
      <span role="cell">
        {serving} of {instances} serving
      </span>
      <span role="cell">{traffic.requestRate.toFixed(1)}</span>
      <span role="cell" className={`mono ${classes.cell}`} title={service.dockerRepository}>
        {service.dockerRepository}
      </span>
    </div>
  );
}
