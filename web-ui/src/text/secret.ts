const SHOWN = /^paz-secret:([0-9a-f]{16})$/;

/** The fingerprint of a secret variable, from what answers have in place of its value; undefined for any other value. */
export function fingerprintOf(value: string): string | undefined {
  return SHOWN.exec(value)?.[1];
}

/** A value as a person reads it. */
export function readable(value: string): string {
  const fingerprint = fingerprintOf(value);
  return fingerprint === undefined ? value : `secret (fingerprint ${fingerprint})`;
}
