import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { Link } from "react-router";
import { HealthBadge } from "../components/health";
import type { ServicePicture } from "../live/picture";
import classes from "./service-table.module.css";

const ROW = 46;
const HEADS = ["Service", "State", "Version", "Instances", "Requests/s", "Image"];

/** A table of which only the rows in sight exist, so that thousands of services scroll smoothly. */
export function ServiceTable({ pictures }: { readonly pictures: readonly ServicePicture[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: pictures.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    initialRect: { width: 900, height: 600 },
  });
  return (
    // A region that scrolls must be reachable with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} className={classes.table} tabIndex={0} role="region" aria-label="Services">
      <div role="table" aria-label="Services" aria-rowcount={pictures.length + 1}>
        <div role="rowgroup">
          <div role="row" className={`${classes.row} ${classes.head}`} aria-rowindex={1}>
            {HEADS.map((head) => (
              <span key={head} role="columnheader">
                {head}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const picture = pictures[index];
            return picture && <Row key={picture.service.name} picture={picture} index={index} top={start} />;
          })}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly picture: ServicePicture;
  readonly index: number;
  readonly top: number;
}

function Row({ picture, index, top }: RowProps) {
  const { service, health, status, version, instances, instancesUp, traffic } = picture;
  return (
    <div role="row" aria-rowindex={index + 2} className={classes.row} style={{ top }}>
      <span role="cell" className={classes.cell}>
        <Link to={`/services/${service.name}/overview`}>{service.name}</Link>
      </span>
      <span role="cell">
        <HealthBadge health={health}>{status}</HealthBadge>
      </span>
      <span role="cell">{version ?? "none"}</span>
      <span role="cell">
        {instancesUp} of {instances}
      </span>
      <span role="cell">{traffic.requestRate.toFixed(1)}</span>
      <span role="cell" className={`mono ${classes.cell}`} title={service.dockerRepository}>
        {service.dockerRepository}
      </span>
    </div>
  );
}
