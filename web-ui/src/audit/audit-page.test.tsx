import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { AuditRecord } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import AuditPage from "./audit-page";

const CHANGE: AuditRecord = {
  sequence: 8,
  previous: "0",
  at: 1_000,
  event: "request",
  actor: { kind: "token", id: "t1", name: "CI of the shop" },
  address: "192.0.2.7",
  hop: "127.0.0.1",
  action: "POST /services/shop/scale",
  service: "shop",
  status: 202,
  requestId: "u1",
  count: 1,
};
const REFUSED: AuditRecord = {
  ...CHANGE,
  sequence: 7,
  event: "refused",
  actor: { kind: "nobody", id: "nobody", name: "nobody" },
  action: "POST /<b>x</b>",
  status: 401,
  count: 12,
};

it("shows who did what from where and with which result, and older records on demand", async () => {
  const platform = new FakePlatform({
    "GET /audit": (_, query) =>
      new URLSearchParams(query).has("before")
        ? json(200, { doc: { records: [REFUSED] } })
        : json(200, { doc: { records: [CHANGE], next: 8 } }),
  });
  show(<AuditPage />, platform);
  const row = (await screen.findByText("CI of the shop")).closest("tr");
  if (!row) throw new Error("a row");
  expect(within(row).getByText("through 127.0.0.1")).toBeInTheDocument();
  expect(within(row).getByText("done (202)")).toBeInTheDocument();
  expect(within(row).getByRole("link", { name: "shop" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show older records" }));
  expect(await screen.findByText("refused (401, 12 times)")).toBeInTheDocument();
  expect(screen.getByText("POST /<b>x</b>")).toBeInTheDocument();
});

it("says that no log is kept", async () => {
  const failure = { code: "not_found", message: "this service keeps no audit log", uuid: "u" };
  show(<AuditPage />, new FakePlatform({ "GET /audit": json(404, failure) }));
  expect(await screen.findByText(/keeps no audit log/)).toBeInTheDocument();
});
