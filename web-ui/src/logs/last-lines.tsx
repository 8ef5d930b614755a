import { AnsiLine } from "./ansi-line";
import classes from "./log-view.module.css";

export function LastLines({ lines }: { readonly lines: readonly string[] }) {
  return (
    // A region that scrolls must be reachable with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.few} tabIndex={0} role="region" aria-label="Last lines of the container">
      {lines.map((line, index) => (
        <div key={index} className={classes.wrapped}>
          <AnsiLine text={line} />
        </div>
      ))}
    </div>
  );
}
