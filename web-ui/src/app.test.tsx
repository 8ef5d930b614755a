import { act, render, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { App } from "./app";
import { FakePlatform, json } from "./testing/platform";

/** What `new` gives is what the function gives. */
function connectTo(platform: FakePlatform) {
  vi.stubGlobal("WebSocket", function () {
    return platform.open();
  });
}

it("asks to sign in again when the session ended with the platform", async () => {
  let signedIn = true;
  const platform = new FakePlatform({
    "GET /session": () =>
      signedIn
        ? json(200, { doc: { csrfToken: "t" } })
        : json(401, { code: "unauthorized", message: "no session" }),
  });
  connectTo(platform);
  window.history.pushState(null, "", "/ui/load-balancers");
  render(<App />);
  await screen.findByRole("heading", { name: "Load balancers" });

  signedIn = false;
  act(() => platform.cut());
  await screen.findByText(/Connection lost/);
  await waitFor(() => expect(screen.getByText("./paz open")).toBeInTheDocument());
});

it("keeps what is on the page while nobody answers", async () => {
  let there = true;
  const platform = new FakePlatform({
    "GET /session": () => (there ? json(200, { doc: { csrfToken: "t" } }) : json(503, { message: "down" })),
  });
  connectTo(platform);
  window.history.pushState(null, "", "/ui/load-balancers");
  render(<App />);
  await screen.findByRole("heading", { name: "Load balancers" });
  there = false;
  const asked = platform.asked.length;
  act(() => platform.cut());
  await waitFor(() => expect(platform.asked.length).toBeGreaterThan(asked));
  expect(screen.getByRole("heading", { name: "Load balancers" })).toBeInTheDocument();
});
