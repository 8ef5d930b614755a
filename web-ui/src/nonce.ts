/** The nonce of this answer, which the server and Vite put into the page. */
export function nonce(): string {
  return document.querySelector<HTMLElement>("meta[property=csp-nonce]")?.nonce ?? "";
}
