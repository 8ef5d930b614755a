import { expect, it } from "vitest";
import { lineOf } from "./wire-line";

it("reads a line, whatever it says", () => {
  const data = {
    time: "2026-01-01T00:00:00.5Z",
    host: "m1",
    unit: "web-1-1",
    message: "<script>alert(1)</script>",
  };
  expect(lineOf(JSON.stringify(data))).toEqual({
    at: Date.UTC(2026, 0, 1, 0, 0, 0, 500),
    unit: "web-1-1",
    text: "<script>alert(1)</script>",
  });
});

it("takes word of a host that does not answer for no line", () => {
  expect(lineOf('{"part":"host m1","reason":"no answer"}')).toBeUndefined();
});
