import { EventStreamParser } from "./event-stream";
import { ApiFailure, messageOf } from "./failure";

/** What takes longer goes on behind an answer that came at once. */
const TIMEOUT_MS = 30_000;
/** For the few routes that answer only at the end of what they do. */
export const PATIENT_MS = 330_000;

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

let csrfToken = "";

/** Every changing request carries this token of the session; other sites cannot know it. */
export function setCsrfToken(token: string) {
  csrfToken = token;
}

/** Calls the orchestrator. Throws an ApiFailure for whatever is not a success. */
export async function call<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  const response = await answer(method, path, body, AbortSignal.timeout(timeoutMs), signal);
  const text = await response.text();
  if (!response.ok) throw failureOf(response.status, text);
  return (text === "" ? undefined : parsed(text)) as T;
}

/** As `call`, for the routes that wrap their answer in `doc`. */
export async function doc<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return (await call<{ doc: T }>(method, path, body, signal)).doc;
}

async function answer(
  method: Method,
  path: string,
  body: unknown,
  timeout: AbortSignal,
  signal?: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      headers: headers(method, body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw timeout.aborted
      ? new ApiFailure(0, "timeout", "The platform did not answer in time. Try again.")
      : new ApiFailure(
          0,
          "unreachable",
          `The platform cannot be reached: ${messageOf(failure)}. Is it up? ./paz status tells.`,
        );
  }
}

function headers(method: Method, body: unknown): Record<string, string> {
  return {
    Accept: "application/json",
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(method === "GET" ? {} : { "x-csrf-token": csrfToken }),
  };
}

function failureOf(status: number, text: string): ApiFailure {
  const body = parsed(text);
  if (typeof body === "object" && body !== null && "message" in body) {
    const { code, message, uuid } = body as { code?: string; message: string; uuid?: string };
    return new ApiFailure(status, code ?? "failed", message, uuid);
  }
  return new ApiFailure(
    status,
    "failed",
    `The platform answered ${status}${text ? `: ${text.slice(0, 200)}` : ""}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads server-sent events until the stream or the signal ends. Throws an ApiFailure when there is no stream. */
export async function follow(
  path: string,
  onData: (data: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(path, {
    headers: { Accept: "text/event-stream" },
    credentials: "same-origin",
    signal,
  });
  if (!response.ok || response.body === null) throw failureOf(response.status, await response.text());
  const parser = new EventStreamParser(onData);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.push(value);
  }
}
