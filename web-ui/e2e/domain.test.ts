import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setting, openBrowser } from "./visitor";

/** A link of `./paz open` where the page has a domain of its own. */
const LINK = new URL(setting("PAZ_DOMAIN_LINK"));
const PLAIN = `http://${LINK.hostname}:${setting("PAZ_PUBLIC_PORT")}/ui`;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser(`--host-resolver-rules=MAP ${LINK.hostname} 127.0.0.1`);
  // The authority of its certificate is a test's own.
  page = await (await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB" })).newPage();
});
afterAll(() => browser.close());

const answer = (path: string, init: RequestInit) =>
  page.evaluate(async ([path, init]) => (await fetch(path, init)).status, [path, init] as const);

/** The page at a domain of the operator's, each test going on where the one before it ended. */
describe("the page under a domain", () => {
  it("is redirected to HTTPS, and reached over nothing else", async () => {
    await page.goto(PLAIN);
    expect(new URL(page.url()).origin).toBe(LINK.origin);
    await page.getByRole("heading", { name: "Sign in to Paz" }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  it("signs in with a cookie that is bound to HTTPS and this host", async () => {
    const stream = page.waitForEvent("websocket");
    const message = stream.then((socket) => socket.waitForEvent("framereceived"));
    await page.goto(LINK.href);
    await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([
      {
        name: "__Host-paz-session",
        domain: LINK.hostname,
        path: "/",
        secure: true,
        httpOnly: true,
        sameSite: "Strict",
      },
    ]);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    expect((await stream).url()).toBe(`wss://${LINK.host}/socket`);
    expect((await message).payload).toContain('"hello"');
  });

  it("changes something with the session's token only, and asks for nothing of the machine", async () => {
    const json = { "Content-Type": "application/json" };
    expect(await answer("/services/none", { method: "DELETE", headers: json })).toBe(403);
    const csrf = await page.evaluate(async () => {
      const session = (await (await fetch("/session")).json()) as { doc: { csrfToken: string } };
      return session.doc.csrfToken;
    });
    const headers = { ...json, "x-csrf-token": csrf };
    expect(await answer("/services/none", { method: "DELETE", headers })).toBe(404);
    expect(await answer("/session/tickets", { method: "POST", headers })).toBe(404);
    expect(await answer("/metrics", {})).toBe(404);
    expect(await answer("/services", {})).toBe(200);
  });

  it("sends its cookie over HTTPS only, and keeps the session there", async () => {
    expect(await page.context().cookies(PLAIN)).toEqual([]);
    await page.goto(PLAIN);
    await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
  });
});
