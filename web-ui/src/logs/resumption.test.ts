import { expect, it } from "vitest";
import { Resumption } from "./resumption";

const line = (time: string, message: string, unit = "web-1-1") => ({ time, host: "m1", unit, message });

it("asks for the newest lines first, and later for all since the last one", () => {
  const resumption = new Resumption();
  expect(resumption.next()).toBe("follow=true&lines=1000");
  resumption.isNew(line("2026-01-01T00:00:01Z", "a"));
  resumption.isNew(line("2026-01-01T00:00:00.999999Z", "of a slower host"));
  expect(resumption.next()).toBe("follow=true&lines=10000&since=2026-01-01T00%3A00%3A01Z");
});

it("loses no line of the last moment, and shows none twice", () => {
  const resumption = new Resumption();
  const moment = "2026-01-01T00:00:01.5Z";
  expect(["same", "same", "other"].map((text) => resumption.isNew(line(moment, text)))).toEqual([
    true,
    true,
    true,
  ]);
  resumption.next();
  const again = ["same", "same", "other", "same", "late"].map((text) => resumption.isNew(line(moment, text)));
  expect(again).toEqual([false, false, false, true, true]);
  resumption.next();
  expect(["same", "same", "other", "same", "late"].some((text) => resumption.isNew(line(moment, text)))).toBe(
    false,
  );
});

it.each([
  ["2026-01-01T00:00:01Z", "2026-01-01T00:00:01.000001Z"],
  ["2026-01-01T00:00:01.5Z", "2026-01-01T00:00:01.500001Z"],
  ["2026-01-01T00:00:01.999999Z", "2026-01-01T00:00:02Z"],
])("knows that %s is before %s", (before, after) => {
  const resumption = new Resumption();
  resumption.isNew(line(after, "a"));
  resumption.isNew(line(before, "b"));
  expect(resumption.next()).toContain(encodeURIComponent(after));
});
