import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useRowsInSight } from "../components/rows-in-sight";
import { timeOfDay } from "../text/format";
import { AnsiLine } from "./ansi-line";
import type { LogLine } from "./line-buffer";
import classes from "./log-view.module.css";

const ROW = 20;

interface LogLinesProps {
  readonly lines: readonly LogLine[];
  /** Whether time and unit stand before each line. */
  readonly meta: boolean;
  readonly following: boolean;
  /** What stands where there is no line. */
  readonly none: string;
  readonly label: string;
}

/** Lines of which only those in sight exist; stays at the end while somebody is there. */
export function LogLines({ lines, meta, following, none, label }: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  /** Where this list scrolled itself. It is told so only when more lines may be there already, and must not leave the end then. */
  const aimed = useRef(0);
  const { first, end, scrolled } = useRowsInSight(lines.length, ROW);
  useEffect(() => {
    const element = scroller.current;
    if (!following || !atEnd.current || !element) return;
    element.scrollTop = element.scrollHeight;
    aimed.current = element.scrollTop;
  }, [lines, following]);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      // A region that scrolls must be reachable with the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={label}
      onScroll={({ currentTarget }) => {
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        if (scrollTop !== aimed.current) atEnd.current = scrollTop + clientHeight >= scrollHeight - 2 * ROW;
        scrolled(currentTarget);
      }}
    >
      {lines.length === 0 && (
        <Text p="md" c="dimmed">
          {none}
        </Text>
      )}
      <div className={classes.all} style={{ height: lines.length * ROW }}>
        {lines.slice(first, end).map((line, index) => (
          <div
            key={first + index}
            className={classes.line}
            style={{ transform: `translateY(${(first + index) * ROW}px)` }}
          >
            {meta && (
              <span className={classes.meta}>
                {timeOfDay(line.at)} {line.unit}{" "}
              </span>
            )}
            <AnsiLine text={line.text} />
          </div>
        ))}
      </div>
    </div>
  );
}
