import type { Certificate } from "../api/wire";

const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
const ID = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
export const MAX_ID_LENGTH = 200;

const PEM_BLOCKS = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g;
/** Object identifier of the extension that has the host names, in DER. */
const ALTERNATIVE_NAMES = "\x06\x03\x55\x1d\x11";
/** Tag of a host name, in DER. Its length and the name follow. */
const DNS_NAME = "\x82";

export function isId(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && ID.test(text);
}

/** ID for a chain in PEM: its first host name, without a star. Absent where none can be read; the platform is what checks a chain. */
export function suggestedId(chain: string): string | undefined {
  return [...chain.matchAll(PEM_BLOCKS)].map(([, block = ""]) => firstName(decoded(block))).find(Boolean);
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}

function firstName(der: string): string | undefined {
  const start = der.indexOf(ALTERNATIVE_NAMES);
  if (start < 0) return undefined;
  for (let at = der.indexOf(DNS_NAME, start); at >= 0; at = der.indexOf(DNS_NAME, at + 1)) {
    const name = der.slice(at + 2, at + 2 + der.charCodeAt(at + 1)).toLowerCase();
    const id = name.replace(/^\*\./, "");
    if (id.includes(".") && isId(id)) return id;
  }
  return undefined;
}

/** Names that nothing serves over HTTPS any more without a certificate: no other one is for them. */
export function namesLostWithout(certificate: Certificate, all: readonly Certificate[]): string[] {
  const others = all.filter(({ id }) => id !== certificate.id).flatMap(({ names }) => names);
  return certificate.servedNames.filter((name) => !others.some((other) => isFor(other, name)));
}

function isFor(pattern: string, name: string): boolean {
  return pattern === name || (pattern.startsWith("*.") && name.slice(name.indexOf(".")) === pattern.slice(1));
}
