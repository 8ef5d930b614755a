import type { Browser } from "playwright-core";
import { expect } from "vitest";
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
  await visitor.context.close();
}
