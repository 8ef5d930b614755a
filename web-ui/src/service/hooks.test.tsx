import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Hook } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import { Hooks } from "./hooks";

const HOOK: Hook = {
  id: "1f",
  service: "web",
  source: "github",
  path: "/hooks/in/1f",
  tags: ["main", "v*"],
  imageTag: "service",
  createdAt: 1_000,
};

it("lists hooks with their rules and last use, as text", async () => {
  const used = { ...HOOK, lastUse: { at: Date.now(), result: "ignored: <b>a ping</b>" } };
  const other: Hook = { ...HOOK, id: "2f", source: "harbor", path: "/hooks/in/2f", tags: [] };
  show(<Hooks service="web" />, new FakePlatform({ "GET /hooks": json(200, { doc: [used, other] }) }));
  await screen.findByRole("heading", { name: "Hooks of web (2)" });
  const [, first, second] = screen.getAllByRole("row");
  expect(first).toHaveTextContent(/^GitHub\/hooks\/in\/1fmain, v\*.*: ignored: <b>a ping<\/b>/);
  expect(second).toHaveTextContent(/^Harbor\/hooks\/in\/2fby default.*never/);
});

it("creates a hook, and shows its secret until it is closed", async () => {
  const secret = "0a".repeat(32);
  const platform = new FakePlatform({
    "GET /hooks": json(200, { doc: [] }),
    "POST /hooks": json(201, { doc: { ...HOOK, source: "gitlab", secret } }),
  });
  show(<Hooks service="web" />, platform);
  fireEvent.click(await screen.findByText("Create"));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByLabelText("From"), { target: { value: "gitlab" } });
  fireEvent.change(dialog.getByLabelText("Tags and branches that deploy"), {
    target: { value: " main, v* " },
  });
  fireEvent.change(dialog.getByLabelText("Image of a Git push"), { target: { value: "ref-slug" } });
  fireEvent.click(dialog.getByText("Create"));

  expect(await screen.findByText(secret)).toBeInTheDocument();
  expect(screen.getByText("/hooks/in/1f")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Copy the secret" })).toBeInTheDocument();
  const asked = platform.asked.find((each) => each.startsWith("POST")) ?? "";
  expect(JSON.parse(asked.slice("POST /hooks ".length))).toEqual({
    serviceName: "web",
    source: "gitlab",
    tags: ["main", "v*"],
    imageTag: "ref-slug",
  });
  fireEvent.click(screen.getByText("I have copied it"));
  expect(screen.queryByText(secret)).toBeNull();
});

it("asks for no image of a registry's hook, and says what was refused", async () => {
  const message = "tags[0]: value (a+) (expected: letters)";
  const platform = new FakePlatform({
    "GET /hooks": json(200, { doc: [] }),
    "POST /hooks": json(400, { code: "invalid_field", message, uuid: "u" }),
  });
  show(<Hooks service="web" />, platform);
  fireEvent.click(await screen.findByText("Create"));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByLabelText("From"), { target: { value: "dockerhub" } });
  expect(dialog.queryByLabelText("Image of a Git push")).toBeNull();
  fireEvent.change(dialog.getByLabelText("Tags and branches that deploy"), { target: { value: "(a+)" } });
  fireEvent.click(dialog.getByText("Create"));
  expect(await screen.findByText(message)).toBeInTheDocument();
});

it("revokes a hook once that is confirmed", async () => {
  const platform = new FakePlatform({
    "GET /hooks": json(200, { doc: [HOOK] }),
    "DELETE /hooks/1f": () => new Response(null, { status: 204 }),
  });
  show(<Hooks service="web" />, platform);
  fireEvent.click(await screen.findByText("Revoke"));
  expect(platform.asked).not.toContain("DELETE /hooks/1f");
  fireEvent.click(within(await screen.findByRole("dialog")).getByText("Revoke"));
  await waitFor(() => expect(platform.asked).toContain("DELETE /hooks/1f"));
});
