import { expect, it } from "vitest";
import { ago, bytes, count, duration, inWords, percent } from "./format";

it.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1_500, "1.5 s"],
  [61_000, "1 min 1 s"],
  [7_260_000, "2 h 1 min"],
])("says %d ms as %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1536, "1.5 KiB"],
  [300 * 1024 ** 2, "300 MiB"],
])("says %d bytes as %s", (n, text) => {
  expect(bytes(n)).toBe(text);
});

it.each([
  [0, "now"],
  [59_999, "59 seconds ago"],
  [3_600_000, "1 hour ago"],
  [-5_000, "now"],
])("says that %d ms passed as %s", (passed, text) => {
  expect(ago(1_000_000_000, 1_000_000_000 + passed)).toBe(text);
});

it("counts", () => {
  expect([count(1, "unit"), count(1_000, "unit"), percent(0.005), percent(0.5)]).toEqual([
    "1 unit",
    "1,000 units",
    "0.5 %",
    "50 %",
  ]);
});

it("says the name of a step in words", () => {
  expect(inWords("in-the-balancer")).toBe("In the balancer");
});
