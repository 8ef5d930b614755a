import { expect, it } from "vitest";
import type { Machine } from "../api/wire";
import { hostsInOrder } from "./picture";

it("puts hosts in the order of their addresses", () => {
  const hosts = ["10.0.0.10", "10.0.0.9", ""].map((PublicIP) => ({ ID: "f00", PublicIP }) as Machine);
  expect(hostsInOrder(hosts).map(({ PublicIP }) => PublicIP)).toEqual(["10.0.0.9", "10.0.0.10", ""]);
});
