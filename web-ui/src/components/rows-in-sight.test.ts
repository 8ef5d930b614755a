import { expect, it } from "vitest";
import { rowsInSight } from "./rows-in-sight";

it.each([
  ["the beginning", 1_000_000, 0, [0, 50]],
  ["the middle", 1_000_000, 10_000_000, [499_980, 500_050]],
  ["the end", 1_000_000, 20_000_000 - 600, [999_950, 1_000_000]],
  ["between two rows", 1_000, 1_010, [30, 101]],
  ["nothing", 0, 0, [0, 0]],
  ["few", 3, 0, [0, 3]],
  ["a list that became shorter", 5, 4_000, [4, 5]],
])("of %s", (_, count, top, rows) => {
  expect(rowsInSight(count, 20, top, 600)).toEqual(rows);
});
