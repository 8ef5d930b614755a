import type { Browser, Locator, WebSocketRoute } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, setting, Visitor } from "./visitor";

const HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const SERVICE = `page-${Date.now().toString(36)}`;

let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  browser = await openBrowser();
  visitor = await Visitor.with(browser);
});
afterAll(() => browser.close());
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await visitor.picture("failed");
  expect(visitor.complaints).toEqual([]);
});

/** One person's way over the page: each test goes on where the one before it ended. */
describe("the page", () => {
  it("signs in by the link, which works once", async () => {
    const link = setting("PAZ_LINK");
    await visitor.page.goto(link);
    await visitor.heading("Dashboard").waitFor();
    await visitor.page.getByText("Nothing runs here yet").waitFor();
    await visitor.picture("first-visit");
    expect(await visitor.violations()).toEqual([]);

    const late = await Visitor.with(browser);
    await late.page.goto(link);
    await late.page.getByText("This link did not sign you in").waitFor();
    await late.picture("sign-in");
    expect(await late.violations()).toEqual([]);
    await late.context.close();
  });

  it("runs the demo from a click to its receipt", async () => {
    await visitor.button("Run the demo").click();
    await visitor.heading(/^demo-api \d+$/).waitFor();
    await visitor.picture("deploying");
    await visitor.outcome("done");
    await visitor.page.getByRole("heading", { name: "Receipt" }).waitFor();
    expect(await visitor.page.getByText("Failed connections").locator("xpath=..").innerText()).toMatch(
      /^Failed connections\s+0$/,
    );
    await visitor.picture("deployment");
    expect(await visitor.violations()).toEqual([]);
  });

  it("makes a service, and takes hostile text for text", async () => {
    const { page } = visitor;
    await visitor.goTo("Services");
    await page.getByRole("link", { name: "New service", exact: true }).click();
    await field("Name").fill("Not a name");
    await field("Description").fill(HOSTILE);
    await page.getByText("3 to 40 small letters").waitFor();
    await visitor.picture("new-service");
    expect(await visitor.violations()).toEqual([]);

    await field("Name").fill(SERVICE);
    await field("Image").fill("paz/demo-api:1");
    await field("Instances").fill("2");
    await field("Path").fill("/health");
    await visitor.button("Add a variable").click();
    await field("Variable").fill("MESSAGE");
    await field("Value").fill(HOSTILE);
    const command = page.getByLabel("Command");
    for (const word of ["/bin/sh", "-c", `echo '${HOSTILE}'; exec /usr/bin/perl /usr/local/bin/demo-api`]) {
      await command.fill(word);
      await command.press("Enter");
    }
    await visitor.button("Create").click();
    await visitor.heading(SERVICE).waitFor();
    await page.getByText(HOSTILE, { exact: true }).waitFor();
    await visitor.tab("Configuration");
    await page.getByRole("region", { name: "Next configuration" }).getByText(HOSTILE).first().waitFor();
  });

  it("deploys, and shows each step when it happens", async () => {
    await visitor.button("Deploy").click();
    await visitor.confirm("Deploy");
    await visitor.heading(`${SERVICE} 1`).waitFor();
    await visitor.outcome("done");
    expect(await visitor.page.reload()).toBeTruthy();
    await visitor.outcome("done");
  });

  it("scales with the keyboard alone", async () => {
    const { page } = visitor;
    await page.goto(new URL(`/ui/services/${SERVICE}/overview`, setting("PAZ_LINK")).href);
    await visitor.button("Scale").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await focused()).toBe("main");
    await tabTo("Scale");
    await page.keyboard.press("Enter");
    await field("Instances").waitFor();
    await visitor.picture("scale");
    expect(await visitor.violations()).toEqual([]);
    await tabTo("Instances");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Units (3)").waitFor();
    await page.getByText("3 of 3", { exact: true }).waitFor();
    expect(await focused()).toBe("Scale");
    await visitor.picture("service");
    expect(await visitor.violations()).toEqual([]);
  });

  it("follows the log, and shows markup in it as it was printed", async () => {
    const { page } = visitor;
    await visitor.tab("Logs");
    const log = page.getByRole("log");
    await log.getByText(HOSTILE).first().waitFor();
    await page.getByLabel("Search the log").fill("no line has this");
    await log.getByText("No lines").waitFor();
    await page.getByLabel("Search the log").fill("onerror");
    await log.getByText(HOSTILE).first().waitFor();
    await visitor.picture("logs");
    expect(await visitor.violations()).toEqual([]);
  });

  it.each(["Dashboard", "Services", "Load balancers", "Monitoring", "Logs", "History"])(
    "leaves nothing to axe: %s",
    async (name) => {
      await visitor.goTo(name);
      await visitor.page.getByText(SERVICE).first().waitFor();
      await visitor.picture(name.toLowerCase().replace(" ", "-"));
      expect(await visitor.violations()).toEqual([]);
    },
  );

  it("tells that the connection is lost, and finds it again", async () => {
    let reachable = true;
    const lines: WebSocketRoute[] = [];
    await visitor.page.routeWebSocket(/\/socket$/, (line) => {
      lines.push(line);
      if (reachable) line.connectToServer();
      else void line.close();
    });
    await visitor.page.reload();
    await visitor.page.getByText(SERVICE).first().waitFor();
    reachable = false;
    await Promise.all(lines.map((line) => line.close()));
    const banner = visitor.page.getByText("The connection to the platform is lost");
    await banner.waitFor();
    await visitor.picture("lost");
    expect(await visitor.violations()).toEqual([]);
    reachable = true;
    await banner.waitFor({ state: "detached" });
  });

  it("removes the service when its name was typed", async () => {
    const { page } = visitor;
    await visitor.goTo("Services");
    await page.getByRole("link", { name: SERVICE, exact: true }).first().click();
    await visitor.tab("Remove");
    await visitor.button("Remove").click();
    expect(await page.getByRole("dialog").getByRole("button", { name: "Remove" }).isDisabled()).toBe(true);
    await page.getByRole("dialog").getByLabel("Type the service's name").fill(SERVICE);
    await visitor.confirm("Remove");
    await visitor.heading("Services").waitFor();
    await page.getByRole("link", { name: SERVICE, exact: true }).waitFor({ state: "detached" });
  });
});

function field(name: string): Locator {
  return visitor.page.getByRole("textbox", { name, exact: true });
}

/** The name of what has the keyboard: its label, its text or its id. */
function focused(): Promise<string> {
  return visitor.page.evaluate(() => {
    const element = document.activeElement;
    if (element instanceof HTMLInputElement) return element.labels?.[0]?.textContent ?? "";
    return element?.id === "main" ? "main" : (element?.textContent ?? "");
  });
}

async function tabTo(name: string) {
  for (let presses = 0; presses < 40; presses++) {
    if ((await focused()) === name) return;
    await visitor.page.keyboard.press("Tab");
  }
  throw new Error(`${name} is not within 40 presses of Tab`);
}
