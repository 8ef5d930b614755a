import { expect, it, vi } from "vitest";
import { pageDiffers } from "./page-version";

const page = (script: string) =>
  `<html><head><script type="module" crossorigin src="/ui/assets/${script}"></script></head></html>`;

it.each([
  ["the same page", new Response(page("index-a1_B-c.js")), false],
  ["another page", new Response(page("index-zz.js")), true],
  ["a page of another make", new Response("<html></html>"), false],
  ["no page", new Response("", { status: 503 }), false],
])("compares with %s", async (_, answer, differs) => {
  vi.stubGlobal("fetch", () => Promise.resolve(answer));
  expect(await pageDiffers(page("index-a1_B-c.js"))).toBe(differs);
});
