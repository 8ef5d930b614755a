import type { DiffKind, DiffLine } from "../text/diff";
import classes from "./diff-view.module.css";

const SIGNS: Record<DiffKind, string> = { same: "  ", added: "+ ", removed: "- " };

/** A diff as text: marked by sign and by element, not by colour alone. */
export function DiffView({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  return (
    // A region that scrolls must be reachable with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.diff} role="region" aria-label={label} tabIndex={0}>
      {lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </pre>
  );
}

function Line({ line }: { readonly line: DiffLine }) {
  const text = `${SIGNS[line.kind]}${line.text}`;
  if (line.kind === "added") return <ins className={`${classes.line} ${classes.added}`}>{text}</ins>;
  if (line.kind === "removed") return <del className={`${classes.line} ${classes.removed}`}>{text}</del>;
  return <span className={classes.line}>{text}</span>;
}
