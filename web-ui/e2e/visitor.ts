import axe, { type AxeResults } from "axe-core";
import { mkdirSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";

const WAIT_MS = 30_000;
/** On a machine that is busy with other things too. */
const DEPLOYMENT_MS = 120_000;
const HEIGHT = 900;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

/**
 * What was on its way when somebody went elsewhere; and what Chromium gives up when a container comes or goes on its own machine,
 * since the machine has another network then.
 */
const NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED";
const NO_FAILURE = new Set(["net::ERR_ABORTED", NETWORK_CHANGED]);
const ATTEMPTS = 5;

interface Look {
  readonly name: string;
  readonly width: number;
  readonly colorScheme: "light" | "dark";
}

const DEFAULT_LOOK: Look = { name: "light", width: 1360, colorScheme: "light" };
const LOOKS: readonly Look[] = [
  DEFAULT_LOOK,
  { name: "dark", width: 1360, colorScheme: "dark" },
  { name: "phone-light", width: 390, colorScheme: "light" },
  { name: "phone-dark", width: 390, colorScheme: "dark" },
];

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name}: no value (expected: see CONTRIBUTING.md)`);
  return value;
}

export function openBrowser(...options: string[]): Promise<Browser> {
  const args = ["--disable-dev-shm-usage", ...options];
  return chromium.launch({ executablePath: setting("PAZ_CHROMIUM"), args });
}

/** Somebody who uses the page with a browser, and keeps what the browser complains about. */
export class Visitor {
  /** Errors of scripts, refusals by the policy, and dialogs, none of which the page ever makes. */
  readonly complaints: string[] = [];
  /** Requests that the browser gave up since the page was asked for. */
  private givenUp = 0;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.setDefaultTimeout(WAIT_MS);
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      if (why === NETWORK_CHANGED) this.givenUp++;
      if (!NO_FAILURE.has(why) && request.url().includes("/ui/"))
        this.complaints.push(`${request.url()}: ${why}`);
    });
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async with(browser: Browser): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: DEFAULT_LOOK.width, height: HEIGHT },
      locale: "en-GB",
    });
    return new Visitor(context, await context.newPage());
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, exact: true, level: 1 });
  }

  field(name: string): Locator {
    return this.page.getByRole("textbox", { name, exact: true });
  }

  service(name: string): Locator {
    return this.page.getByRole("link", { name, exact: true });
  }

  /** Of a receipt. */
  async figure(label: string): Promise<string> {
    const both = await this.page.getByText(label, { exact: true }).locator("xpath=..").innerText();
    return both.replace(label, "").trim();
  }

  /** Opens a page through the side bar, as a person does. */
  async goTo(name: string) {
    await this.page
      .getByRole("navigation", { name: "Pages" })
      .getByRole("link", { name, exact: true })
      .click();
    await this.heading(name).waitFor();
  }

  /** Opens a part of a service's page by its address. */
  async open(service: string, part: string) {
    await this.goToAddress(`/ui/services/${service}/${part}`);
    await this.heading(service).waitFor();
  }

  /** Asks for the page until all of its files came while the machine kept its network. */
  async goToAddress(path: string) {
    const address = new URL(path, this.page.url()).href;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      this.givenUp = 0;
      const failure = await this.page.goto(address).then(
        () => undefined,
        (reason: unknown) => String(reason),
      );
      if (failure === undefined && this.givenUp === 0) return;
      if (failure !== undefined && !failure.includes(NETWORK_CHANGED)) throw new Error(failure);
    }
    throw new Error(
      `${path}: the network of this machine changed ${ATTEMPTS} times while the page was loaded`,
    );
  }

  async reload() {
    await this.goToAddress(this.page.url());
  }

  async tab(name: string) {
    await this.page.getByRole("tab", { name, exact: true }).click();
  }

  /** The name of what has the keyboard: its label, its text or its id. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      if (element instanceof HTMLInputElement) return element.labels?.[0]?.textContent ?? "";
      return element?.id === "main" ? "main" : (element?.textContent ?? "");
    });
  }

  async tabTo(name: string) {
    for (let presses = 0; presses < 40; presses++) {
      if ((await this.focused()) === name) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`${name} is not within 40 presses of Tab`);
  }

  /** The bytes that came over the network for what is on the page so far. */
  loaded(): Promise<number> {
    return this.page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize, 0),
    );
  }

  /** Answers a question of the page with its own word. */
  async confirm(name: string) {
    await this.page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await this.page.getByRole("dialog").waitFor({ state: "detached" });
  }

  /** The deployment on this page is over, and this is how it ended. */
  async outcome(word: string) {
    await this.page.getByRole("status").getByText(word, { exact: true }).waitFor({ timeout: DEPLOYMENT_MS });
  }

  /**
   * Looks at the page in light and in dark, wide and on a phone: what axe finds there, each with its place, and what still moves
   * although less motion was asked for. With a name, and with `PAZ_PICTURES`, a picture of each is kept in that folder.
   */
  async look(name?: string): Promise<string[]> {
    const found: string[] = [];
    for (const look of LOOKS) {
      await this.wear(look);
      found.push(...(await this.transitions(look.name)));
      await this.settled();
      if (name) await this.picture(`${name}-${look.name}`);
      found.push(...(await this.violations(look.name)));
    }
    await this.wear(DEFAULT_LOOK);
    return found;
  }

  private async wear({ colorScheme, width }: Look) {
    await this.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await this.page.setViewportSize({ width, height: HEIGHT });
    // The page hears of the other scheme some time after the browser has it.
    await this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  }

  /** What fades or slides at this moment. */
  private async transitions(look: string): Promise<string[]> {
    const moving = await this.page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map(({ transitionProperty, effect }) => {
          const target = effect instanceof KeyframeEffect ? effect.target : null;
          return `transition of ${transitionProperty}: ${target?.outerHTML.slice(0, 200) ?? ""}`;
        }),
    );
    return moving.map((each) => `${new URL(this.page.url()).pathname} ${look}: ${each}`);
  }

  /** What axe finds; fails when axe looked at nothing. */
  private async violations(look: string): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { passes, violations } = await this.page.evaluate<AxeResults>(
      `axe.run({ runOnly: ${JSON.stringify(RULES)} })`,
    );
    if (passes.length === 0) throw new Error("axe looked at nothing");
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${new URL(this.page.url()).pathname} ${look}: ${id}: ${html}`),
    );
  }

  /** What appears by an animation has its colours at the end. What turns for ever is not waited for. */
  private async settled() {
    await this.page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
          .map(({ finished }) => finished),
      ),
    );
  }

  /** What was asked of the page so far is on the screen. */
  private async drawn() {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  /** The whole page as it is now, in the folder of `PAZ_PICTURES`; nothing without it. */
  async picture(name: string) {
    const folder = process.env.PAZ_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const { width = DEFAULT_LOOK.width } = this.page.viewportSize() ?? {};
    // As high as the page itself: what is as high as the window reaches to its end then.
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.page.setViewportSize({ width, height: Math.max(HEIGHT, height) });
    await this.drawn();
    await this.page.screenshot({ path: `${folder}/${name}.png` });
    await this.page.setViewportSize({ width, height: HEIGHT });
  }

  /** Asks the API as this visitor, past the page, as somebody else with the same rights would. */
  async ask(method: "POST" | "DELETE", path: string, body?: unknown): Promise<number> {
    return this.page.evaluate(
      async ([method, path, body]) => {
        const session = (await (await fetch("/session")).json()) as { doc: { csrfToken: string } };
        const headers = { "Content-Type": "application/json", "x-csrf-token": session.doc.csrfToken };
        return (await fetch(path, { method, headers, ...(body === null ? {} : { body }) })).status;
      },
      [method, path, body === undefined ? null : JSON.stringify(body)] as const,
    );
  }
}
