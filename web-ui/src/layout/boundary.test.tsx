import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Boundary } from "./boundary";

function Part({ broken }: { readonly broken: boolean }) {
  if (broken) throw new Error("Failed to fetch dynamically imported module: /ui/assets/logs-page-1.js");
  return <p>works</p>;
}

function at(place: string, broken: boolean) {
  return (
    <MantineProvider>
      <Boundary place={place}>
        <Part broken={broken} />
      </Boundary>
    </MantineProvider>
  );
}

it("says why a part of the page fails, and lets other places work", () => {
  // React tells of each failure there too.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { rerender } = render(at("/logs", true));
  expect(screen.getByRole("alert")).toHaveTextContent("logs-page-1.js");
  expect(screen.getByRole("button", { name: "Reload the page" })).toBeEnabled();
  rerender(at("/", false));
  expect(screen.getByText("works")).toBeInTheDocument();
  vi.restoreAllMocks();
});
