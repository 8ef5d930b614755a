import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter, Route, Routes } from "react-router";
import { vi } from "vitest";
import type { Snapshot } from "../api/wire";
import type { Socket } from "../live/connection";
import { LiveProvider } from "../live/live";

/** By `METHOD /path`, without the query: an answer, or what makes one of the request's body and query. */
export type Answers = Readonly<Record<string, Response | ((body: unknown, query: string) => Response)>>;

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

/** A platform of which only what a test says is there: its live state, and its answers. */
export class FakePlatform {
  /** What was asked, in order. */
  readonly asked: string[] = [];
  private readonly sockets: FakeSocket[] = [];
  private reachable = true;

  constructor(
    private readonly answers: Answers = {},
    private readonly parts: Partial<Snapshot["data"]> = {},
  ) {
    vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) =>
      Promise.resolve(this.answer(path, init)),
    );
  }

  private answer(path: string, { method = "GET", body }: RequestInit): Response {
    const [place = "", query = ""] = path.split("?");
    this.asked.push(`${method} ${path}${typeof body === "string" ? ` ${body}` : ""}`);
    const answer = this.answers[`${method} ${place}`];
    if (answer === undefined) return json(404, { code: "not_found", message: `${place} is not there` });
    return typeof answer === "function"
      ? answer(body ? JSON.parse(body as string) : undefined, query)
      : answer.clone();
  }

  readonly open = (): Socket => {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    queueMicrotask(() => {
      if (!this.reachable) {
        socket.onclose?.();
        return;
      }
      socket.tell({ type: "hello", version: "1", apiVersion: "1", started: 1 });
      socket.tell({ type: "snapshot", seq: 1, data: { ...NOTHING, ...this.parts } });
    });
    return socket;
  };

  /** Every connection is lost, and none comes about any more. */
  cut() {
    this.reachable = false;
    this.sockets.splice(0).forEach((socket) => socket.onclose?.());
  }

  /** Tells every page something. */
  tell(message: object) {
    this.sockets.forEach((socket) => socket.tell(message));
  }
}

class FakeSocket implements Socket {
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;

  tell(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  close() {}
}

const NOTHING: Snapshot["data"] = {
  sources: [],
  hosts: [],
  units: [],
  services: [],
  deployments: [],
  loadBalancers: [],
};

/** Shows a part of the page as if it stood at `/`; other places show where they are. */
export function show(
  part: ReactNode,
  platform = new FakePlatform(),
  { route, at } = { route: "/", at: "/" },
) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <MemoryRouter initialEntries={[at]}>
          <LiveProvider open={platform.open}>
            <Routes>
              <Route path={route} element={part} />
              <Route path="*" element={<p>elsewhere</p>} />
            </Routes>
          </LiveProvider>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
