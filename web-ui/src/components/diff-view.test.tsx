import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { DiffView } from "./diff-view";

it("marks lines by sign and by element, and shows markup as text", () => {
  const { container } = render(
    <DiffView
      label="Environment"
      lines={[
        { kind: "same", text: "A = 1" },
        { kind: "removed", text: "B = <img src=x onerror=alert(1)>" },
        { kind: "added", text: "B = <b>2</b>" },
      ]}
    />,
  );
  expect(screen.getByRole("deletion")).toHaveTextContent("- B = <img src=x onerror=alert(1)>");
  expect(screen.getByRole("insertion")).toHaveTextContent("+ B = <b>2</b>");
  expect(container.querySelector("img, b")).toBeNull();
  expect([...container.querySelectorAll("pre > *")].map((line) => line.textContent)).toEqual([
    "  A = 1",
    "- B = <img src=x onerror=alert(1)>",
    "+ B = <b>2</b>",
  ]);
});

it("is a named place that the keyboard reaches", () => {
  render(<DiffView label="Unit web-2-1.service" lines={[]} />);
  expect(screen.getByRole("region", { name: "Unit web-2-1.service" })).toHaveAttribute("tabindex", "0");
});
