import { useState } from "react";

/** Rows beyond each edge that are there already when somebody scrolls. */
const MARGIN = 20;
/** Until somebody scrolled: as much as a tall screen shows. */
const TALL = 1_600;

/** The first row that must exist, and the one after the last, of rows of one height. */
export function rowsInSight(
  count: number,
  row: number,
  top: number,
  height: number,
): readonly [number, number] {
  const first = Math.floor(top / row) - MARGIN;
  const end = Math.ceil((top + height) / row) + MARGIN;
  // A list that became shorter is scrolled beyond its end for a moment.
  return [clamp(first, 0, Math.max(0, count - 1)), clamp(end, 0, count)];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** For a list of any length of which only the rows in sight exist; `scrolled` is told of its scroller's place. */
export function useRowsInSight(count: number, row: number) {
  const [view, setView] = useState({ top: 0, height: TALL });
  const [first, end] = rowsInSight(count, row, view.top, view.height);
  const scrolled = ({ scrollTop, clientHeight }: Element) =>
    setView({ top: scrollTop, height: clientHeight });
  return { first, end, scrolled };
}
