import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Token } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import { Tokens } from "./tokens";

const DAY_MS = 86_400_000;
const TOKEN: Token = {
  id: "00ff",
  name: "<b>CI</b>",
  scopes: ["deploy:web"],
  createdAt: 1_000,
  createdBy: "administrator's token",
  expiresAt: Date.now() + DAY_MS,
};

it("lists tokens with scopes, expiry and last use, as text", async () => {
  const old = { ...TOKEN, id: "01", name: "old", scopes: ["read"], expiresAt: 2_000, lastUsedAt: Date.now() };
  show(<Tokens />, new FakePlatform({ "GET /tokens": json(200, { doc: [TOKEN, old] }) }));
  await screen.findByRole("heading", { name: "API tokens (2)" });
  const [, first, second] = screen.getAllByRole("row");
  expect(first).toHaveTextContent(/^<b>CI<\/b>deploy:web.*by administrator's token.*never/);
  expect(second).toHaveTextContent(/^oldread.*expired/);
});

it("creates a token, and shows its text until it is closed", async () => {
  const platform = new FakePlatform({
    "GET /tokens": json(200, { doc: [] }),
    "POST /tokens": json(201, { doc: { ...TOKEN, token: "paz_abc" } }),
  });
  show(<Tokens />, platform);
  fireEvent.click(await screen.findByText("Create"));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByRole("button", { name: "Create" })).toBeDisabled();
  fireEvent.change(dialog.getByLabelText("Name"), { target: { value: "CI of the shop" } });
  fireEvent.change(dialog.getByLabelText("Service"), { target: { value: "web" } });
  fireEvent.change(dialog.getByLabelText("Expires after"), { target: { value: "30" } });
  fireEvent.click(dialog.getByRole("button", { name: "Create" }));

  expect(await screen.findByText("paz_abc")).toBeInTheDocument();
  const asked = platform.asked.find((each) => each.startsWith("POST")) ?? "";
  expect(JSON.parse(asked.slice("POST /tokens ".length))).toEqual({
    name: "CI of the shop",
    scopes: ["deploy:web"],
    expiresInDays: 30,
  });
  fireEvent.click(screen.getByText("I have copied it"));
  expect(screen.queryByText("paz_abc")).toBeNull();
});

it("asks for no service where everything may be read, and says what was refused", async () => {
  const message = "tokens: 1000 (expected: fewer; revoke some first)";
  const platform = new FakePlatform({
    "GET /tokens": json(200, { doc: [] }),
    "POST /tokens": json(409, { code: "too_many_tokens", message, uuid: "u" }),
  });
  show(<Tokens />, platform);
  fireEvent.click(await screen.findByText("Create"));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByLabelText("May"), { target: { value: "read" } });
  expect(dialog.queryByLabelText("Service")).toBeNull();
  fireEvent.change(dialog.getByLabelText("Name"), { target: { value: "monitoring" } });
  fireEvent.click(dialog.getByRole("button", { name: "Create" }));
  expect(await screen.findByText(message)).toBeInTheDocument();
});

it("revokes a token once that is confirmed", async () => {
  const platform = new FakePlatform({
    "GET /tokens": json(200, { doc: [TOKEN] }),
    "DELETE /tokens/00ff": () => new Response(null, { status: 204 }),
  });
  show(<Tokens />, platform);
  fireEvent.click(await screen.findByText("Revoke"));
  expect(platform.asked).not.toContain("DELETE /tokens/00ff");
  fireEvent.click(within(await screen.findByRole("dialog")).getByText("Revoke"));
  await waitFor(() => expect(platform.asked).toContain("DELETE /tokens/00ff"));
});
