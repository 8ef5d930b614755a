/** An answer that is not a success, or none at all: `status` is 0 when nobody answered. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly uuid: string | undefined;

  constructor(status: number, code: string, message: string, uuid?: string) {
    super(message);
    this.name = "ApiFailure";
    this.status = status;
    this.code = code;
    this.uuid = uuid;
  }
}

/** What to tell a person about anything that was thrown. */
export function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

/**
 * The service says `env.PORT: value ...`, or `chain, line 3: ...` of a text of several lines; the form shows the message at the field
 * of that path, or at the closest one above it that the form has.
 */
export function fieldOf(failure: unknown, fields: readonly string[]): string | undefined {
  const path = /^([A-Za-z][\w.[\]/-]*)(?:, line \d+)?:/.exec(messageOf(failure))?.[1];
  if (path === undefined) return undefined;
  return fields
    .filter((field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`))
    .sort((a, b) => b.length - a.length)[0];
}
