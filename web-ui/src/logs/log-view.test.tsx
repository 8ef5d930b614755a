import { MantineProvider } from "@mantine/core";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { LogView } from "./log-view";

const encoder = new TextEncoder();
let stream: ReadableStreamDefaultController<Uint8Array>;

beforeEach(() => {
  vi.stubGlobal("fetch", () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        stream = controller;
      },
    });
    return Promise.resolve(new Response(body));
  });
  render(
    <MantineProvider env="test">
      <LogView path="/services/web/logs" name="web" />
    </MantineProvider>,
  );
});

async function print(texts: readonly string[]) {
  const time = "2026-01-01T00:00:00Z";
  const events = texts.map(
    (message) => `data: ${JSON.stringify({ time, host: "m1", unit: "web-1-1", message })}\n\n`,
  );
  await act(async () => {
    stream.enqueue(encoder.encode(events.join("")));
    await Promise.resolve();
  });
}

const log = () => screen.getByRole("log", { name: "Log of web" });

it("shows what was printed as it was printed", async () => {
  expect(log()).toHaveTextContent("No line yet.");
  await print(["<img src=x onerror=alert(1)>", "\x1b[1mbold\x1b[0m"]);
  await screen.findByText("<img src=x onerror=alert(1)>");
  expect(log().querySelector("img")).toBeNull();
  expect(screen.getByText("bold")).toHaveStyle({ fontWeight: 700 });
});

it("finds, and says when nothing is found", async () => {
  await print(["GET /", "ERROR"]);
  await screen.findByText("2 lines");
  await userEvent.type(screen.getByLabelText("Search the log"), "err");
  expect(log()).toHaveTextContent("ERROR");
  expect(log()).not.toHaveTextContent("GET");
  await userEvent.type(screen.getByLabelText("Search the log"), "x");
  expect(log()).toHaveTextContent("No line has “errx”.");
});

it("stands still while it is paused, and misses nothing", async () => {
  await print(["one"]);
  await screen.findByText("1 line");
  await userEvent.click(screen.getByRole("button", { name: "Pause" }));
  await print(["two"]);
  expect(log()).not.toHaveTextContent("two");
  await userEvent.click(screen.getByRole("button", { name: "Go on" }));
  await waitFor(() => expect(log()).toHaveTextContent("two"));
});

it("puts only the lines in sight on the page", async () => {
  await print(Array.from({ length: 20_000 }, (_, i) => `line ${i}`));
  await screen.findByText("20,000 lines");
  expect(log().querySelectorAll(":scope > div > div").length).toBeLessThan(150);
});
