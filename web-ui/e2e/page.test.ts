import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Line } from "./line";
import { invite, makeToken, signInAs } from "./people";
import { openBrowser, setting, Visitor } from "./visitor";

const HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const SERVICE = `page-${Date.now().toString(36)}`;
/** Scripts, style sheets and the font, compressed. */
const FIRST_LOAD_BYTES = 300_000;
/** What happens elsewhere is on the page within this time. */
const LIVE_MS = 1_000;

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
    expect(await visitor.loaded()).toBeLessThan(FIRST_LOAD_BYTES);
    expect(await visitor.look("first-visit")).toEqual([]);

    const late = await Visitor.with(browser);
    await late.page.goto(link);
    await late.page.getByText("Sign-in failed").waitFor();
    expect(await late.look("sign-in")).toEqual([]);
    await late.context.close();
  });

  it("runs the demo from a click to its receipt", async () => {
    await visitor.button("Run the demo").click();
    await visitor.heading(/^demo-api \d+$/).waitFor();
    expect(await visitor.look("deploying")).toEqual([]);
    await visitor.outcome("done");
    await visitor.page.getByRole("heading", { name: "Receipt" }).waitFor();
    expect(await visitor.figure("Failed connections")).toBe("0");
  });

  it("makes a service, says what is wrong before and after it asks, and takes hostile text for text", async () => {
    const { page } = visitor;
    await visitor.goTo("Services");
    await page.getByRole("link", { name: "New service", exact: true }).click();
    await visitor.field("Name").fill("Not a name");
    await visitor.field("Description").fill(HOSTILE);
    await page.getByText("3 to 40 small letters").waitFor();
    await visitor.field("Name").fill("demo-api");
    await visitor.field("Image").fill("paz/demo-api:1");
    await visitor.button("Create").click();
    await page.getByText("The service was not created").waitFor();
    expect(await visitor.look("new-service")).toEqual([]);

    await visitor.field("Name").fill(SERVICE);
    await visitor.field("Instances").fill("2");
    await visitor.field("Path").fill("/health");
    await visitor.button("Add a variable").click();
    await visitor.field("Variable").fill("MESSAGE");
    await visitor.field("Value").fill(HOSTILE);
    const command = visitor.field("Command");
    for (const word of ["/bin/sh", "-c", `echo '${HOSTILE}'; exec /usr/bin/perl /usr/local/bin/demo-api`]) {
      await command.fill(word);
      await command.press("Enter");
    }
    await visitor.button("Create").click();
    await visitor.heading(SERVICE).waitFor();
    await page.getByText(HOSTILE, { exact: true }).waitFor();
  });

  it("deploys, and shows each step when it happens", async () => {
    await visitor.button("Deploy").click();
    await visitor.confirm("Deploy");
    await visitor.heading(`${SERVICE} 1`).waitFor();
    await visitor.outcome("running");
    const steps = visitor.page.locator(".mantine-Timeline-item");
    await steps.nth(2).waitFor();
    const early = await steps.count();
    await visitor.outcome("done");
    expect(await steps.count()).toBeGreaterThan(early);
    await visitor.reload();
    await visitor.outcome("done");
    expect(await visitor.look("deployment")).toEqual([]);
  });

  it("changes the configuration, and marks what differs from what runs", async () => {
    const { page } = visitor;
    await visitor.open(SERVICE, "configuration");
    await page.getByText("No changes from the running configuration.").waitFor();
    await visitor.field("Value").fill("Second");
    await visitor.button("Save for the next deployment").click();
    const difference = page.getByRole("region", { name: "Next configuration against version 1" });
    await difference.locator("del").getByText(HOSTILE).waitFor();
    await difference.locator("ins").getByText("Second").waitFor();
    expect(await visitor.look("configuration")).toEqual([]);
  });

  it("previews units, keys and lines of the load balancer as differences", async () => {
    const { page } = visitor;
    await visitor.tab("Preview");
    await page.getByRole("heading", { name: "Version 2 in place of 1" }).waitFor();
    const unit = page.getByRole("region", { name: `Unit ${SERVICE}-2-1.service` });
    await unit.locator("ins").getByText("Second").waitFor();
    await unit
      .locator("del")
      .getByText(/PAZ_V\d+_0=<img/)
      .waitFor();
    for (const place of ["Environment", "Keys in etcd", "Load balancer"]) {
      await page.getByRole("region", { name: place }).locator("ins").first().waitFor();
    }
    expect(await visitor.look("preview")).toEqual([]);
  });

  it("deploys again, compares, and brings the first version back", async () => {
    const { page } = visitor;
    await visitor.button("Deploy").click();
    await visitor.confirm("Deploy");
    await visitor.heading(`${SERVICE} 2`).waitFor();
    await visitor.outcome("done");
    await visitor.open(SERVICE, "versions");
    await page.getByRole("link", { name: "Compare two versions" }).click();
    const difference = page.getByRole("region", { name: "Version 1 against 2" });
    await difference.locator("ins").getByText("Second").waitFor();
    expect(await visitor.look("compare")).toEqual([]);

    await visitor.open(SERVICE, "versions");
    await page.getByRole("row", { name: /^1 / }).getByRole("button", { name: "Roll back" }).click();
    await visitor.confirm("Roll back");
    await visitor.heading(`${SERVICE} 3`).waitFor();
    await visitor.outcome("done");
    await visitor.open(SERVICE, "versions");
    await page.getByText("3 (serves)").waitFor();
    await page.getByText("No operations yet.").waitFor();
    expect(await visitor.look("versions")).toEqual([]);
  });

  it("scales with the keyboard alone", async () => {
    const { page } = visitor;
    await visitor.open(SERVICE, "overview");
    await visitor.button("Scale").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await visitor.focused()).toBe("main");
    await visitor.tabTo("Scale");
    await page.keyboard.press("Enter");
    await visitor.field("Instances").waitFor();
    expect(await visitor.look("scale")).toEqual([]);
    await visitor.tabTo("Instances");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Instances (3)").waitFor();
    await page.getByText("3 of 3", { exact: true }).waitFor();
    expect(await visitor.focused()).toBe("Scale");
    expect(await visitor.look("service")).toEqual([]);
  });

  it("follows the log, and shows markup in it as it was printed", async () => {
    const { page } = visitor;
    await visitor.tab("Logs");
    const log = page.getByRole("log");
    await log.getByText(HOSTILE).first().waitFor();
    await page.getByLabel("Search the log").fill("no line has this");
    await log.getByText("No line").waitFor();
    await page.getByLabel("Search the log").fill("onerror");
    await log.getByText(HOSTILE).first().waitFor();
    await page.getByLabel("Search the log").fill("");
    expect(await log.getByText(`${SERVICE}-3-4`).count()).toBe(0);
    expect(await visitor.ask("POST", `/services/${SERVICE}/scale`, { instances: 4 })).toBe(200);
    await log.getByText(`${SERVICE}-3-4`).first().waitFor();
    expect(await visitor.look("logs")).toEqual([]);
    const [file] = await Promise.all([page.waitForEvent("download"), visitor.button("Download").click()]);
    expect(file.suggestedFilename()).toBe(`${SERVICE}.log`);
    expect(await readFile(await file.path(), "utf8")).toContain(`${SERVICE}-3-4 ${HOSTILE}\n`);
  });

  it.each(["Charts", "Remove"])("leaves nothing to axe: %s of a service", async (name) => {
    await visitor.tab(name);
    await visitor.page.getByRole("tab", { name, selected: true }).waitFor();
    expect(await visitor.look(`service-${name.toLowerCase()}`)).toEqual([]);
  });

  it.each([
    ["Dashboard", SERVICE],
    ["Services", SERVICE],
    ["Load balancers", SERVICE],
    ["Monitoring", /^Host /],
    ["Logs", new RegExp(`${SERVICE}-3-4`)],
    ["History", SERVICE],
    ["Audit log", SERVICE],
  ] as const)("leaves nothing to axe: %s", async (name, content) => {
    await visitor.goTo(name);
    await visitor.page.getByRole("main").getByText(content).locator("visible=true").first().waitFor();
    expect(await visitor.look(name.toLowerCase().replace(" ", "-"))).toEqual([]);
  });

  it("leaves nothing to axe: hosts, and a page that is not there", async () => {
    await visitor.goTo("Dashboard");
    await visitor.page.getByText("Hosts", { exact: true }).click();
    await visitor.page.getByText(`${SERVICE}-3-1`, { exact: true }).waitFor();
    expect(await visitor.look("hosts")).toEqual([]);
    await visitor.goToAddress("/ui/nowhere");
    await visitor.heading("Page not found").waitFor();
    expect(await visitor.look("not-found")).toEqual([]);
  });

  it("stops the service, and starts it as it was", async () => {
    const { page } = visitor;
    await visitor.open(SERVICE, "overview");
    await visitor.button("Stop").click();
    await visitor.confirm("Stop");
    await page.getByText("Not running. Press Start to start it again.").waitFor();
    await visitor.button("Start").waitFor();
    expect(await visitor.look("stopped")).toEqual([]);
    await visitor.button("Start").click();
    await visitor.confirm("Start");
    await page.getByText("4 of 4", { exact: true }).waitFor();
  });

  it("says why a deployment failed, while the version before serves on", async () => {
    const { page } = visitor;
    await visitor.button("Deploy").click();
    await visitor.field("Image").fill("paz/demo-api:is-not-there");
    await page.getByRole("dialog").getByRole("button", { name: "Deploy", exact: true }).click();
    const reason = "image paz/demo-api:is-not-there is not on its host";
    await page.getByText(reason).first().waitFor();
    await visitor.goToAddress(`/ui/deployments/${SERVICE}/4`);
    await visitor.heading(`${SERVICE} 4`).waitFor();
    await visitor.outcome("failed");
    await page.getByRole("heading", { name: "Why it failed" }).waitFor();
    await page.getByText(reason).first().waitFor();
    expect(await visitor.look("failed-deployment")).toEqual([]);
    await visitor.open(SERVICE, "versions");
    await page.getByText("3 (serves)").waitFor();
  });

  it("tells that the connection is lost, finds it again, and has missed nothing", async () => {
    const { page } = visitor;
    const line = await Line.of(page);
    await visitor.goTo("Services");
    await visitor.reload();
    await page.getByText(SERVICE).first().waitFor();
    await line.cut();
    const banner = page.getByText("Connection lost");
    await banner.waitFor();
    expect(await visitor.look("lost")).toEqual([]);
    const elsewhere = { name: `${SERVICE}-b`, dockerRepository: "paz/demo-api" };
    expect(await visitor.ask("POST", "/services", elsewhere)).toBe(201);
    expect(await visitor.service(elsewhere.name).count()).toBe(0);
    line.mend();
    await banner.waitFor({ state: "detached" });
    await visitor.service(elsewhere.name).waitFor();

    expect(await visitor.ask("DELETE", `/services/${elsewhere.name}`)).toBe(204);
    await visitor.service(elsewhere.name).waitFor({ state: "detached", timeout: LIVE_MS });
  });

  it("notices that the platform has a new version", async () => {
    const line = await Line.of(visitor.page);
    await visitor.reload();
    await visitor.service(SERVICE).waitFor();
    await line.cut();
    line.mend("999.0.0");
    await visitor.page.getByText("Paz was updated").waitFor();
    expect(await visitor.look("outdated")).toEqual([]);
    line.mend();
    await visitor.button("Reload").click();
    await visitor.page.getByText("Paz was updated").waitFor({ state: "detached" });
  });

  it("adds a person, who chooses a password, and makes a token", async () => {
    await makeToken(visitor, HOSTILE.slice(0, 60), SERVICE);
    await signInAs("ada", await invite(visitor, "ada"), browser, SERVICE);
  });

  it("removes the service when its name was typed", async () => {
    await visitor.open(SERVICE, "remove");
    await visitor.button("Remove").click();
    const question = visitor.page.getByRole("dialog");
    expect(await question.getByRole("button", { name: "Remove" }).isDisabled()).toBe(true);
    expect(await visitor.look("remove")).toEqual([]);
    await question.getByLabel("Type the service's name").fill(SERVICE);
    await visitor.confirm("Remove");
    await visitor.heading("Services").waitFor();
    await visitor.service(SERVICE).waitFor({ state: "detached" });
  });
});
