import axe, { type AxeResults } from "axe-core";
import { mkdirSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";

const WAIT_MS = 30_000;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name}: no value (expected: what the test that starts this one gives)`);
  return value;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: setting("PAZ_CHROMIUM"), args: ["--disable-dev-shm-usage"] });
}

/** Somebody who uses the page with a browser, and keeps what the browser complains about. */
export class Visitor {
  /** Errors of scripts, refusals by the policy, and dialogs, none of which the page ever makes. */
  readonly complaints: string[] = [];

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
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async with(browser: Browser): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: "en-GB" });
    return new Visitor(context, await context.newPage());
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, exact: true, level: 1 });
  }

  /** Opens a page through the side bar, as a person does. */
  async goTo(name: string) {
    await this.page
      .getByRole("navigation", { name: "Pages" })
      .getByRole("link", { name, exact: true })
      .click();
    await this.heading(name).waitFor();
  }

  async tab(name: string) {
    await this.page.getByRole("tab", { name, exact: true }).click();
  }

  /** Answers a question of the page with its own word. */
  async confirm(name: string) {
    await this.page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await this.page.getByRole("dialog").waitFor({ state: "detached" });
  }

  /** The deployment on this page is over, and this is how it ended. */
  async outcome(word: string) {
    await this.page.getByRole("status").getByText(word, { exact: true }).waitFor();
  }

  /** What axe finds in both colour schemes, wide and narrow; fails when axe looked at nothing. */
  async violations(): Promise<string[]> {
    const found: string[] = [];
    for (const [colorScheme, width] of [
      ["light", 1360],
      ["dark", 1360],
      ["light", 390],
    ] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await this.page.setViewportSize({ width, height: 900 });
      await this.settled();
      await this.page.evaluate(axe.source);
      const { passes, violations } = await this.page.evaluate<AxeResults>(
        `axe.run({ runOnly: ${JSON.stringify(RULES)} })`,
      );
      if (passes.length === 0) throw new Error("axe looked at nothing");
      for (const { id, nodes } of violations) {
        found.push(...nodes.map(({ html }) => `${this.page.url()} ${colorScheme} ${width}: ${id}: ${html}`));
      }
    }
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.setViewportSize({ width: 1360, height: 900 });
    return found;
  }

  /** Colours that fade from one scheme to the other belong to neither. What turns for ever is not waited for. */
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

  /** Pictures of the page for people to look at, in the folder of `PAZ_PICTURES`; none without it. */
  async picture(name: string) {
    const folder = process.env.PAZ_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    for (const [kind, width, colorScheme] of [
      ["light", 1360, "light"],
      ["dark", 1360, "dark"],
      ["phone", 390, "light"],
    ] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await this.page.setViewportSize({ width, height: 900 });
      await this.settled();
      await this.page.screenshot({ path: `${folder}/${name}-${kind}.png`, fullPage: true });
    }
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.setViewportSize({ width: 1360, height: 900 });
  }
}
