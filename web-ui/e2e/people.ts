import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { nextCode, oneTimeCode } from "./authenticator";
import { Visitor } from "./visitor";

const PASSWORD = "correct horse battery";

/** Makes a token that deploys a service. */
export async function makeToken(visitor: Visitor, name: string, service: string): Promise<void> {
  await visitor.goTo("Settings");
  await visitor.button("Create").click();
  await visitor.field("Name").fill(name);
  await visitor.field("Service").fill(service);
  await visitor.confirm("Create");
  await visitor.page.getByText(/^paz_[0-9A-Za-z]{49}$/).waitFor();
  await visitor.button("I have copied it").click();
}

/** Adds a person who may look, and returns the link that invites them. */
export async function invite(visitor: Visitor, name: string): Promise<string> {
  await visitor.goTo("Settings");
  await visitor.button("Add").click();
  await visitor.field("Name").fill(name);
  await visitor.confirm("Add");
  const link = visitor.page.getByText(/\/ui\/invitation#[0-9a-f]{64}$/);
  await link.waitFor();
  expect(await visitor.look("settings")).toEqual([]);
  return link.innerText();
}

/** Whatever changes something, by the names of its buttons. */
const CHANGES =
  /^(Abort|Add|Create|Delete|Deploy|Promote|Restart|Run the demo|Save|Scale|Start|Stop|Upload)|^New service$/;

/** Pages with their headings, and what stands there for a viewer; some that no link leads a viewer to. */
function placesOf(service: string): readonly (readonly [string, string, RegExp])[] {
  return [
    ["/ui/", "Dashboard", /./],
    ["/ui/services", "Services", new RegExp(service)],
    [`/ui/services/${service}/overview`, service, /Instances serving/],
    [`/ui/services/${service}/configuration`, service, /./],
    ["/ui/history", "History", /Journal/],
    ["/ui/services/new", "New service", /An administrator creates services/],
    ["/ui/certificates", "Certificates", /^Domains \(\d+\)$/],
    ["/ui/audit", "Audit log", /may not do this/],
  ];
}

/** A viewer is offered nothing that changes something, also at addresses that somebody else has sent. */
async function lookAround(visitor: Visitor, service: string): Promise<void> {
  for (const [address, heading, content] of placesOf(service)) {
    await visitor.goToAddress(address);
    await visitor.heading(heading).waitFor();
    await visitor.page.getByRole("main").getByText(content).first().waitFor();
    expect(await visitor.page.getByRole("button", { name: CHANGES }).allInnerTexts(), address).toEqual([]);
    expect(await visitor.page.getByRole("link", { name: CHANGES }).allInnerTexts(), address).toEqual([]);
  }
}

/** Adds an authenticator, and signs out and in with it. */
async function addSecondFactor(visitor: Visitor, name: string): Promise<void> {
  await visitor.goTo("Settings");
  await visitor.button("Set up").click();
  await visitor.page.getByLabel("Your password", { exact: true }).fill(PASSWORD);
  await visitor.confirm("Set up");
  const secret = await visitor.page.getByText(/^[A-Z2-7]{32}$/).innerText();
  await visitor.field("Code").fill(oneTimeCode(secret, Date.now()));
  await visitor.button("Turn on").click();
  await visitor.button("I have copied it").click();

  await visitor.button("Sign out").click();
  await visitor.field("Name").fill(name);
  await visitor.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await visitor.button("Sign in").click();
  await visitor.field("Code").fill(nextCode(secret));
  expect(await visitor.look("sign-in-code")).toEqual([]);
  await visitor.button("Sign in").click();
  await visitor.heading("Dashboard").waitFor();
}

/** The way of somebody who was invited: a password, signed out and in again, and what a viewer sees and may do. */
export async function signInAs(
  name: string,
  invitation: string,
  browser: Browser,
  service: string,
): Promise<void> {
  const visitor = await Visitor.with(browser);
  const password = visitor.page.getByLabel("Password", { exact: true });
  await visitor.page.goto(invitation);
  await password.fill(PASSWORD);
  await visitor.page.getByLabel("Password again", { exact: true }).fill(PASSWORD);
  expect(await visitor.look("invitation")).toEqual([]);
  await visitor.button("Set password and sign in").click();
  await visitor.heading("Dashboard").waitFor();

  await visitor.button("Sign out").click();
  await visitor.field("Name").fill(name);
  await password.fill("wrong password");
  await visitor.button("Sign in").click();
  await visitor.page.getByText("Sign-in failed").waitFor();
  await password.fill(PASSWORD);
  await visitor.button("Sign in").click();
  await visitor.heading("Dashboard").waitFor();

  await visitor.goTo("Settings");
  await visitor.page.getByRole("heading", { name: `Signed in as ${name}` }).waitFor();
  expect(await visitor.page.getByRole("heading", { name: /^API tokens/ }).count()).toBe(0);
  expect(await visitor.ask("DELETE", `/services/${service}`)).toBe(403);
  await lookAround(visitor, service);
  await addSecondFactor(visitor, name);
  await visitor.context.close();
}
