import { describe, expect, it } from "vitest";
import { ansiSpans, withoutAnsi } from "./ansi";

describe("ansiSpans", () => {
  it.each([
    ["a plain line", "hello", [{ text: "hello", style: {} }]],
    ["an empty line", "", []],
    [
      "a colour and its end",
      "a\x1b[31mred\x1b[0mb",
      [
        { text: "a", style: {} },
        { text: "red", style: { color: 1 } },
        { text: "b", style: {} },
      ],
    ],
    ["no number as reset", "\x1b[1m\x1b[mx", [{ text: "x", style: {} }]],
    ["several in one", "\x1b[1;4;92mx", [{ text: "x", style: { bold: true, underline: true, color: 10 } }]],
    ["256 colours, one of the sixteen", "\x1b[38;5;9mx", [{ text: "x", style: { color: 9 } }]],
    ["256 colours, of the cube", "\x1b[38;5;196mx", [{ text: "x", style: { color: "rgb(255,0,0)" } }]],
    ["256 colours, a grey", "\x1b[48;5;232mx", [{ text: "x", style: { background: "rgb(8,8,8)" } }]],
    [
      "any colour, then bold",
      "\x1b[38;2;1;2;3;1mx",
      [{ text: "x", style: { color: "rgb(1,2,3)", bold: true } }],
    ],
    ["a colour beyond its range", "\x1b[38;2;999;0;0mx", [{ text: "x", style: { color: "rgb(255,0,0)" } }]],
    ["an unknown number", "\x1b[99999mx", [{ text: "x", style: {} }]],
    ["the cursor and the title", "\x1b[2Ka\x1b]0;title\x07b\x1b[10;20Hc", [{ text: "abc", style: {} }]],
    ["a link's address", "\x1b]8;;http://evil/\x1b\\text\x1b]8;;\x1b\\", [{ text: "text", style: {} }]],
    ["a lone escape and controls", "a\x1b\x00\x07b\rc", [{ text: "abc", style: {} }]],
    ["tabs are kept", "a\tb", [{ text: "a\tb", style: {} }]],
    ["markup is only text", "<script>alert(1)</script>", [{ text: "<script>alert(1)</script>", style: {} }]],
  ])("%s", (_, line, spans) => {
    expect(ansiSpans(line)).toEqual(spans);
  });

  it("takes a long line of nothing but escapes in linear time", () => {
    const line = "\x1b[".repeat(100_000);
    const began = performance.now();
    ansiSpans(line);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe("withoutAnsi", () => {
  it("leaves the text that a person reads", () => {
    expect(withoutAnsi("\x1b[32mGET\x1b[0m /\x1b[K")).toBe("GET /");
  });
});
