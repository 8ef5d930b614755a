import { call } from "../api/client";

/** Its name changes with whatever is in the page. */
const SCRIPT = /\/ui\/assets\/index-[\w-]+\.js/;

export function scriptOf(html: string): string | undefined {
  return SCRIPT.exec(html)?.[0];
}

/** Whether the server gives out another page than the one that runs here; false while it gives none. */
export async function pageDiffers(own = document.documentElement.outerHTML): Promise<boolean> {
  try {
    const served = scriptOf(await call<string>("GET", "/ui"));
    return served !== undefined && served !== scriptOf(own);
  } catch {
    // Asked for again after the next restart; the connection's banner tells that nobody answers.
    return false;
  }
}
