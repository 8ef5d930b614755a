import { describe, expect, it } from "vitest";
import { diffLines, diffValues, linesOfUnified, linesOfValues } from "./diff";

function text(before: string, after: string): string {
  const signs = { same: " ", added: "+", removed: "-" };
  return diffLines(before.split(""), after.split(""))
    .map(({ kind, text }) => signs[kind] + text)
    .join("");
}

describe("diffLines", () => {
  it.each([
    ["nothing", "", "", ""],
    ["the same", "abc", "abc", " a b c"],
    ["only additions", "", "ab", "+a+b"],
    ["only removals", "ab", "", "-a-b"],
    ["in the middle", "abc", "axc", " a-b+x c"],
    ["at both ends", "abc", "xbz", "-a+x b-c+z"],
    ["moved", "abcd", "bcda", "-a b c d+a"],
    ["repeated lines", "aabaa", "aaaa", " a a-b a a"],
  ])("%s", (_, before, after, expected) => {
    expect(text(before, after)).toBe(expected);
  });

  it("keeps every line of both sides, aligned or not", () => {
    const before = Array.from({ length: 3_000 }, (_, i) => `old ${i}`);
    const after = Array.from({ length: 3_000 }, (_, i) => `new ${i}`);
    const lines = diffLines(before, after);
    expect(lines.filter(({ kind }) => kind !== "added").map((line) => line.text)).toEqual(before);
    expect(lines.filter(({ kind }) => kind !== "removed").map((line) => line.text)).toEqual(after);
  });
});

describe("diffValues", () => {
  it("does not mind the order of keys", () => {
    expect(
      diffValues({ b: 1, a: { d: 1, c: 2 } }, { a: { c: 2, d: 1 }, b: 1 }).every(
        ({ kind }) => kind === "same",
      ),
    ).toBe(true);
  });

  it("marks what differs", () => {
    const secret = "paz-secret:0123456789abcdef";
    expect(diffValues({}, { env: { DB: secret, NOTE: `${secret}x` } }).map(({ text }) => text)).toContain(
      '    "DB": "secret (fingerprint 0123456789abcdef)",',
    );
    expect(diffValues({ env: { A: "1" } }, { env: { A: "<b>2</b>" } })).toEqual([
      { kind: "same", text: "{" },
      { kind: "same", text: '  "env": {' },
      { kind: "removed", text: '    "A": "1"' },
      { kind: "added", text: '    "A": "<b>2</b>"' },
      { kind: "same", text: "  }" },
      { kind: "same", text: "}" },
    ]);
  });

  it("takes nothing as no lines", () => {
    expect(diffValues(undefined, 1)).toEqual([{ kind: "added", text: "1" }]);
  });
});

describe("linesOfUnified", () => {
  it("takes signs off the lines, and only one each", () => {
    const diff = "--- a\n+++ b\n@@ -1,3 +1,3 @@\n same\n---option\n+-- option\n";
    expect(linesOfUnified(diff)).toEqual([
      { kind: "same", text: "…" },
      { kind: "same", text: "same" },
      { kind: "removed", text: "--option" },
      { kind: "added", text: "-- option" },
    ]);
  });

  it("finds nothing in none", () => {
    expect(linesOfUnified("")).toEqual([]);
  });
});

it("says values of several lines before and after", () => {
  expect(
    linesOfValues([
      { name: "NEW", after: "a\nb" },
      { name: "OLD", before: "1" },
      { name: "X", before: "1", after: "" },
    ]),
  ).toEqual([
    { kind: "added", text: "NEW = a" },
    { kind: "added", text: "b" },
    { kind: "removed", text: "OLD = 1" },
    { kind: "removed", text: "X = 1" },
    { kind: "added", text: "X = " },
  ]);
});
