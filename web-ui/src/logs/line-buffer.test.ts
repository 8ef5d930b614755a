import { expect, it } from "vitest";
import { LineBuffer } from "./line-buffer";

const line = (text: string, unit = "web-1-1") => ({ at: 0, unit, text });

it("finds in what is there and in what comes, colours or not", () => {
  const buffer = new LineBuffer();
  buffer.add([line("GET /"), line("\x1b[31mERR\x1b[0mOR")]);
  buffer.find("error");
  buffer.add([line("another Error"), line("fine")]);
  expect(buffer.shown().map(({ text }) => text)).toEqual(["\x1b[31mERR\x1b[0mOR", "another Error"]);
  buffer.find("");
  expect(buffer.shown()).toHaveLength(4);
});

it("keeps the newest of a million lines", () => {
  const buffer = new LineBuffer(10_000);
  for (let i = 0; i < 1_000; i++) {
    buffer.add(Array.from({ length: 1_000 }, (_, j) => line(String(i * 1_000 + j))));
  }
  expect(buffer.shown().length).toBeLessThanOrEqual(11_000);
  expect(buffer.shown().length + buffer.dropped()).toBe(1_000_000);
  expect(buffer.shown().at(-1)?.text).toBe("999999");
});

it("gives plain text away", () => {
  const buffer = new LineBuffer();
  buffer.add([{ at: 0, unit: "web-1-1", text: "\x1b[1mbold\x1b[0m" }]);
  expect(buffer.text()).toBe("1970-01-01T00:00:00.000Z web-1-1 bold\n");
});
