import { expect, it } from "vitest";
import { eventOf, lineOf } from "./wire-line";

it("reads a line, whatever it says", () => {
  const entry = {
    time: "2026-01-01T00:00:00.5Z",
    host: "m1",
    unit: "web-1-1",
    message: "<script>alert(1)</script>",
  };
  expect(lineOf(eventOf(JSON.stringify(entry)), 7)).toEqual({
    at: Date.UTC(2026, 0, 1, 0, 0, 0, 500),
    unit: "web-1-1",
    text: "<script>alert(1)</script>",
  });
});

it("says where lines are missing", () => {
  expect(lineOf(eventOf('{"part":"host m1","reason":"no answer"}'), 7)).toEqual({
    at: 7,
    unit: "host m1",
    text: "-- lines of it are missing: no answer --",
  });
});
