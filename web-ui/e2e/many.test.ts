import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, setting } from "./visitor";

const SERVICES = 1_000;
const INSTANCES = 4;
const CHANGES = 10_000;
const LINES = 1_000_000;
const LINES_MS = 120_000;
/** The page does nothing else for this long at most, on a machine that is busy with other things too. */
const FREEZE_MS = 3_000;

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The real page, with more on it than a test can run: only what it is told is made up. */
describe("the page stays smooth", () => {
  it(`with ${SERVICES} services, ${SERVICES * INSTANCES} units, and ${CHANGES} changes in ten seconds`, async () => {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    let tell: (text: string) => void = () => undefined;
    await page.route("**/session", (route) => route.fulfill({ json: { doc: { csrfToken: "" } } }));
    await page.route("**/cluster/services", (route) => route.fulfill({ json: { doc: states() } }));
    await page.routeWebSocket(/\/socket$/, (socket) => {
      tell = (text) => socket.send(text);
      tell(JSON.stringify({ type: "hello", version: "1", apiVersion: "1", started: 1 }));
      tell(JSON.stringify({ type: "snapshot", seq: 0, data: snapshot() }));
    });
    await page.goto(at("/ui/services"));
    await page.getByRole("link", { name: "s0", exact: true }).waitFor();
    await watchTasks(page);

    const begun = performance.now();
    for (let seq = 1; seq <= CHANGES; seq++) {
      tell(JSON.stringify({ type: "unit.change", seq, data: unit(seq % SERVICES, 1, "failed") }));
      if (seq % 500 === 0) await reached(begun + seq);
    }
    await page.getByLabel("Search services").fill("s999");
    await page.getByRole("link", { name: "s999", exact: true }).waitFor();
    await page.getByRole("link", { name: "s0", exact: true }).waitFor({ state: "detached" });
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    expect(await longestTask(page)).toBeLessThan(FREEZE_MS);
    await page.getByRole("link", { name: "Dashboard" }).click();
    await page.getByText(`${SERVICES * INSTANCES} of ${SERVICES * INSTANCES}`).waitFor();
    await page.close();
  });

  it(`with a log of ${LINES} lines`, async () => {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    await page.route("**/session", (route) => route.fulfill({ json: { doc: { csrfToken: "" } } }));
    await page.routeWebSocket(/\/socket$/, (socket) => {
      socket.send(JSON.stringify({ type: "hello", version: "1", apiVersion: "1", started: 1 }));
      socket.send(JSON.stringify({ type: "snapshot", seq: 0, data: snapshot() }));
    });
    await page.addInitScript(printMuch, LINES);
    await page.goto(at("/ui/services/s0/logs"));
    await page.getByRole("log").getByText("of many").first().waitFor();
    await watchTasks(page);
    await page.getByText(/older ones left out/).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page
      .getByRole("log")
      .getByText(`line ${LINES - 1} `)
      .waitFor({ timeout: LINES_MS });
    await page.getByLabel("Search the log").fill(`line ${LINES - 5} `);
    await page.getByText("1 line,").waitFor();
    expect(await page.locator("[role=log] > div > div").count()).toBeLessThan(100);
    expect(await longestTask(page)).toBeLessThan(FREEZE_MS);
    await page.close();
  });
});

function at(path: string): string {
  return new URL(path, setting("PAZ_LINK")).href;
}

function reached(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}

function snapshot(): object {
  const numbers = Array.from({ length: SERVICES }, (_, i) => i);
  return {
    sources: [],
    hosts: [],
    deployments: [],
    services: numbers.map((i) => ({
      name: `s${i}`,
      dockerRepository: "team/app",
      config: { publicFacing: false, numInstances: INSTANCES, ports: [], env: {}, volume: {} },
    })),
    units: numbers.flatMap((i) => Array.from({ length: INSTANCES }, (_, n) => unit(i, n + 1, "active"))),
    loadBalancers: numbers.map(balancer),
  };
}

/** Every instance serves. */
function states(): object[] {
  return Array.from({ length: SERVICES }, (_, i) => ({
    service: `s${i}`,
    state: "running",
    versions: [
      {
        version: 1,
        image: "team/app",
        instances: INSTANCES,
        running: INSTANCES,
        serving: INSTANCES,
        problems: [],
      },
    ],
    underWay: [],
  }));
}

function unit(service: number, instance: number, activeState: string): object {
  return {
    name: `s${service}-1-${instance}.service`,
    machineID: "m1",
    service: `s${service}`,
    kind: "instance",
    version: "1",
    instance: String(instance),
    desiredState: "launched",
    loadState: "loaded",
    activeState,
    subState: activeState === "active" ? "running" : "failed",
  };
}

function balancer(service: number): object {
  const hosts = Array.from({ length: INSTANCES }, (_, i) => ({
    unit: `s${service}-1-${i + 1}`,
    host: "10.0.0.1",
    port: 1024 + i,
    status: "UP",
    weight: 100,
    requestRate: 1,
    errorRate: 0,
    requests: 10,
    responseTime: 2,
    sessions: 0,
    queuedRequests: 0,
  }));
  const version = { version: "1", weighting: 100, hosts };
  return {
    id: `s${service}`,
    service: `s${service}`,
    versions: [version],
    backends: { current: version },
    balancers: [],
    skipped: [],
    publicFacing: false,
    domains: [],
  };
}

/** In the page: requests for a log are answered by lines without a pause. */
function printMuch(lines: number) {
  const real = window.fetch.bind(window);
  window.fetch = (input, init) => {
    if (typeof input !== "string" || !input.includes("/logs")) return real(input, init);
    let printed = 0;
    const encoder = new TextEncoder();
    const line = (i: number) =>
      `data: {"time":"2026-01-01T00:00:00.${String(i).padStart(9, "0")}Z","host":"m1","unit":"s0-1-1","message":"line ${i} of many"}\n\n`;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        // As from a network: a piece at a time, each of them a task of its own.
        await new Promise((resolve) => setTimeout(resolve));
        const texts = Array.from({ length: Math.min(1_000, lines - printed) }, (_, i) => line(printed + i));
        printed += texts.length;
        if (texts.length > 0) controller.enqueue(encoder.encode(texts.join("")));
      },
    });
    return Promise.resolve(new Response(body));
  };
}

/** Begins to watch for tasks that keep the page from answering. */
async function watchTasks(page: Page) {
  await page.evaluate(() => {
    const world = window as unknown as { longest: number };
    world.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) world.longest = Math.max(world.longest, duration);
    }).observe({ type: "longtask" });
  });
}

/** Milliseconds. */
function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { longest: number }).longest);
}
