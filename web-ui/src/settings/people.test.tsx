import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Person } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import { People } from "./people";
import { Sessions } from "./sessions";

const PERSON: Person = {
  name: "ada",
  role: "deployer",
  services: ["web"],
  createdAt: 1_000,
  hasPassword: false,
  hasSecondFactor: false,
};

it("adds a person, and shows the link of the invitation until it is closed", async () => {
  const platform = new FakePlatform({
    "GET /people": json(200, { doc: [] }),
    "POST /people": json(201, { doc: { ...PERSON, invitation: "00ff" } }),
  });
  show(<People />, platform);
  fireEvent.click(await screen.findByText("Add"));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByLabelText("Name"), { target: { value: "ada" } });
  fireEvent.change(dialog.getByLabelText("Role"), { target: { value: "deployer" } });
  fireEvent.change(dialog.getByLabelText("Services"), { target: { value: "web, shop" } });
  fireEvent.click(dialog.getByRole("button", { name: "Add" }));

  expect(await screen.findByText(/\/ui\/invitation#00ff$/)).toBeInTheDocument();
  const asked = platform.asked.find((each) => each.startsWith("POST")) ?? "";
  expect(JSON.parse(asked.slice("POST /people ".length))).toEqual({
    name: "ada",
    role: "deployer",
    services: ["web", "shop"],
  });
  fireEvent.click(screen.getByText("I have copied it"));
  expect(screen.queryByText(/invitation#00ff/)).toBeNull();
});

it("lists people, and removes one once that is confirmed", async () => {
  const platform = new FakePlatform({
    "GET /people": json(200, { doc: [PERSON] }),
    "DELETE /people/ada": () => new Response(null, { status: 204 }),
  });
  show(<People />, platform);
  await screen.findByRole("heading", { name: "People (1)" });
  expect(screen.getAllByRole("row")[1]).toHaveTextContent(/^adadeployerof webnot yet/);
  fireEvent.click(screen.getByText("Remove"));
  fireEvent.click(within(await screen.findByRole("dialog")).getByText("Remove"));
  await waitFor(() => expect(platform.asked).toContain("DELETE /people/ada"));
});

it("lists sessions, and ends one", async () => {
  const session = { id: "1f", address: "10.0.0.1", createdAt: 1_000, lastUsedAt: 2_000, current: true };
  const platform = new FakePlatform({
    "GET /sessions": json(200, { doc: [session, { ...session, id: "2f", person: "ada", current: false }] }),
    "DELETE /sessions/2f": () => new Response(null, { status: 204 }),
  });
  show(<Sessions />, platform);
  await screen.findByRole("heading", { name: "Sessions (2)" });
  const [, first, second] = screen.getAllByRole("row");
  expect(first).toHaveTextContent(/^Administrator, by link \(this browser\)10\.0\.0\.1/);
  fireEvent.click(within(second as HTMLElement).getByText("End"));
  fireEvent.click(within(await screen.findByRole("dialog")).getByText("End"));
  await waitFor(() => expect(platform.asked).toContain("DELETE /sessions/2f"));
});
