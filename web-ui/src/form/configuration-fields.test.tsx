import { MantineProvider } from "@mantine/core";
import { useForm } from "@mantine/form";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ConfigurationFields as Fields } from "../api/wire";
import { ConfigurationFields } from "./configuration-fields";
import { EMPTY_FORM, type ConfigurationForm } from "./values";

/** `true` only when both have the same names. */
type SameNames<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : never;

/** The types of the wire are made from the OpenAPI document at each build: the compiler compares the form with it. */
const SAME_NAMES: readonly true[] = [
  true satisfies SameNames<Omit<Fields, "secrets">, Omit<ConfigurationForm, "users">>,
  true satisfies SameNames<NonNullable<Fields["healthCheck"]>, ConfigurationForm["healthCheck"]>,
  true satisfies SameNames<NonNullable<Fields["strategy"]>, ConfigurationForm["strategy"]>,
  true satisfies SameNames<NonNullable<Fields["resources"]>, ConfigurationForm["resources"]>,
  true satisfies SameNames<NonNullable<Fields["ports"]>[number], ConfigurationForm["ports"][number]>,
];

const FORM: ConfigurationForm = {
  ...EMPTY_FORM,
  env: [{ key: "A", value: "1" }],
  volume: [{ source: "data", target: "/data" }],
  labels: [{ key: "team", value: "shop" }],
  users: [{ name: "ann", password: "x" }],
};

/** Of a list of texts its own path, of everything else those of what it holds. */
function pathsOf(value: unknown, path = ""): string[] {
  const isGroup = typeof value === "object" && value !== null && !isListOfTexts(value);
  if (!isGroup) return [path];
  return Object.entries(value).flatMap(([name, part]) =>
    pathsOf(part, path === "" ? name : `${path}.${name}`),
  );
}

function isListOfTexts(value: object): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function Problems({ type }: { readonly type: ConfigurationForm["strategy"]["type"] }) {
  const form = useForm<ConfigurationForm>({
    initialValues: { ...FORM, strategy: { ...FORM.strategy, type } },
    initialErrors: Object.fromEntries(pathsOf(FORM).map((path) => [errorKey(path), `problem: ${path}`])),
  });
  return (
    <MantineProvider>
      <ConfigurationFields form={form} />
    </MantineProvider>
  );
}

/** The type decides what else a strategy has: its problem is one of the whole strategy. */
function errorKey(path: string): string {
  return path === "strategy.type" ? "strategy" : path;
}

it("has a control for each field of the OpenAPI document, which shows what is wrong with it", () => {
  const shown = new Set<string>();
  for (const type of ["rolling", "canary"] as const) {
    const { unmount } = render(<Problems type={type} />);
    screen
      .getAllByText(/^problem: /)
      .forEach(({ textContent }) => shown.add(textContent.slice("problem: ".length)));
    unmount();
  }
  expect(SAME_NAMES).not.toContain(false);
  expect([...shown].sort()).toEqual(pathsOf(FORM).sort());
});
