import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Certificate, Domain } from "../api/wire";
import { FakePlatform, json, show, type Answers } from "../testing/platform";
import CertificatesPage from "./certificates-page";

const GOOD: Certificate = {
  id: "shop.example.org",
  source: "acme",
  names: ["shop.example.org"],
  servedNames: ["shop.example.org"],
  issuer: "<b>R3</b>",
  keyKind: "EC 256",
  fingerprint: "00",
  notBefore: 1_000,
  notAfter: 2_000,
  daysLeft: 62,
  savedAt: 1_000,
};
const SOON: Certificate = {
  ...GOOD,
  id: "own",
  source: "own",
  names: ["a.example.org", "shop.example.org"],
  servedNames: ["a.example.org"],
  daysLeft: 13,
};
const OLD: Certificate = {
  ...GOOD,
  id: "old",
  names: ["old.example.org"],
  servedNames: ["old.example.org"],
  daysLeft: -1,
};
const DOMAIN: Domain = { domain: "shop.example.org", service: "shop", running: false };
const PUT = "PUT /certificates/shop";

function platform(answers: Answers = {}) {
  return new FakePlatform({
    "GET /domains": json(200, { acme: true, domains: [] }),
    "GET /certificates": json(200, { doc: [] }),
    ...answers,
  });
}

async function fill(id = "shop") {
  fireEvent.change(await screen.findByLabelText(/^Chain/), { target: { value: "the chain" } });
  fireEvent.change(screen.getByLabelText(/^Key/), { target: { value: "the key" } });
  fireEvent.change(screen.getByLabelText("ID"), { target: { value: id } });
}

const add = () => fireEvent.click(screen.getByRole("button", { name: "Add" }));

it("lists certificates with their states, as text", async () => {
  show(<CertificatesPage />, platform({ "GET /certificates": json(200, { doc: [GOOD, SOON, OLD] }) }));
  const panel = (await screen.findByRole("heading", { name: "Certificates (3)" })).parentElement;
  expect(panel).toHaveAttribute("data-health", "unhealthy");
  const [, good, soon, old] = screen.getAllByRole("row");
  expect(good).toHaveTextContent(/^shop\.example\.org<b>R3<\/b>ACME62 days left.*EC 256shop\.example\.org/);
  expect(soon).toHaveTextContent(/another certificate: shop\.example\.org.*own13 days left/);
  expect(old).toHaveTextContent(/^old\.example\.org.*expired/);
});

it("lists the domains of all services, and says how to get certificates when there are none", async () => {
  const { unmount } = show(<CertificatesPage />, platform());
  await screen.findByText(/No domains yet/);
  expect(screen.getByText("No certificates yet: each TLS handshake is refused.")).toBeInTheDocument();
  unmount();
  show(<CertificatesPage />, platform({ "GET /domains": json(200, { acme: true, domains: [DOMAIN] }) }));
  await screen.findByRole("heading", { name: "Domains (1)" });
  expect(screen.getByRole("link", { name: "shop" })).toHaveAttribute("href", "/services/shop/overview");
});

it("uploads a certificate, says so, and keeps nothing of it in the fields", async () => {
  const there = platform({ [PUT]: json(200, { doc: { ...SOON, id: "shop" } }) });
  show(<CertificatesPage />, there);
  await fill();
  add();
  await screen.findByText("Added shop, for a.example.org, shop.example.org.");
  expect(there.asked).toContain(`${PUT} {"chain":"the chain","key":"the key"}`);
  expect(screen.getByLabelText(/^Chain/)).toHaveValue("");
  expect(screen.getByLabelText(/^Key/)).toHaveValue("");
  expect(screen.getByLabelText("ID")).toHaveValue("");
  const lists = there.asked.filter((asked) => asked === "GET /certificates");
  expect(lists.length).toBeGreaterThan(1);
});

it.each([
  ["chain: expired at 2020 (expected: valid now)", /^Chain/],
  ["chain, line 3: the block CERTIFICATE does not end", /^Chain/],
  ["key: it belongs to none of the certificates", /^Key/],
  ["id: shop is a certificate that Paz renews", "ID"],
])("shows %j at its field, which has the focus", async (message, label) => {
  show(<CertificatesPage />, platform({ [PUT]: json(400, { code: "invalid_certificate", message }) }));
  await fill();
  add();
  await screen.findByText(message);
  expect(screen.getByLabelText(label)).toHaveAccessibleDescription(
    expect.stringContaining(message) as string,
  );
  expect(screen.getByLabelText(label)).toBeInvalid();
  expect(screen.getByLabelText(label)).toHaveFocus();
  expect(screen.getByLabelText(/^Key/)).toHaveValue("the key");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("shows a refusal that is of no field above the button", async () => {
  const message = "certificates: there are 1000 already (expected: at most that many)";
  show(<CertificatesPage />, platform({ [PUT]: json(409, { code: "too_many_certificates", message }) }));
  await fill();
  add();
  expect(await screen.findByRole("alert")).toHaveTextContent(message);
});

it("asks for what is missing before it sends anything", async () => {
  const there = platform();
  show(<CertificatesPage />, there);
  await fill("../people");
  fireEvent.change(screen.getByLabelText(/^Key/), { target: { value: "" } });
  add();
  await screen.findByText("The key in PEM is needed");
  expect(screen.getByLabelText("ID")).toHaveFocus();
  expect(there.asked.filter((asked) => asked.startsWith("PUT"))).toEqual([]);
});

it("reads chain and key from files of at most 64 KiB", async () => {
  const { container } = show(<CertificatesPage />, platform());
  await screen.findByRole("button", { name: "Read chain from a file" });
  const [chain, key] = container.querySelectorAll<HTMLInputElement>("input[type=file]");
  if (!chain || !key) throw new Error("two file inputs");
  await userEvent.upload(chain, new File(["of a file"], "chain.pem"));
  await waitFor(() => expect(screen.getByLabelText(/^Chain/)).toHaveValue("of a file"));
  await userEvent.upload(key, new File(["x".repeat(65_537)], "key.pem"));
  expect(await screen.findByText(/^key\.pem: .*at most 64 KiB/)).toBeInTheDocument();
  expect(screen.getByLabelText(/^Key/)).toHaveValue("");
});

it("deletes a certificate once what ends is confirmed", async () => {
  const there = platform({
    "GET /certificates": json(200, { doc: [GOOD, SOON] }),
    "DELETE /certificates/own": () => new Response(null, { status: 204 }),
  });
  show(<CertificatesPage />, there);
  const own = (await screen.findByText("own", { selector: ".mono" })).closest("tr");
  if (!own) throw new Error("a row");
  fireEvent.click(within(own).getByRole("button", { name: "Delete" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/No longer served over HTTPS.*: a\.example\.org\.$/)).toBeInTheDocument();
  expect(there.asked).not.toContain("DELETE /certificates/own");
  fireEvent.click(dialog.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(there.asked).toContain("DELETE /certificates/own"));
});

it("shows the domain of the page itself as no service", async () => {
  const own: Domain = { domain: "paz.example.org", service: "paz-orchestrator", running: false };
  show(<CertificatesPage />, platform({ "GET /domains": json(200, { acme: true, domains: [own] }) }));
  await screen.findByText("this page");
  expect(screen.queryByRole("link", { name: "paz-orchestrator" })).toBeNull();
});

it("shows to who may not see certificates the domains alone", async () => {
  const there = platform({
    "GET /session": json(200, { doc: { csrfToken: "t", allowed: [{ method: "GET", path: "/domains" }] } }),
  });
  show(<CertificatesPage />, there);
  await screen.findByText(/No domains yet/);
  await waitFor(() => expect(screen.queryByLabelText(/^Key/)).toBeNull());
  expect(screen.queryByText(/^Certificates \(|the certificates/)).toBeNull();
});
