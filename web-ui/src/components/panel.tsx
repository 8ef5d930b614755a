import type { ReactNode } from "react";
import type { Health } from "./health";
import classes from "./panel.module.css";

interface PanelProps {
  readonly title: ReactNode;
  readonly health?: Health | undefined;
  readonly actions?: ReactNode;
  /** For tables and logs, which reach the edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A card with a coloured head. */
export function Panel({ title, health = "none", actions, flush = false, children }: PanelProps) {
  return (
    <section className={classes.panel}>
      <div className={classes.head} data-health={health}>
        <h2 className={classes.title}>{title}</h2>
        {actions}
      </div>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
