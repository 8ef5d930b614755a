import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { FakePlatform, json, show, type Answers } from "../testing/platform";
import NewServicePage from "./new-service-page";

function form(answers: Answers = {}): FakePlatform {
  const platform = new FakePlatform(answers);
  show(<NewServicePage />, platform);
  return platform;
}

const field = (label: RegExp) => screen.getByLabelText(label, { selector: "input" });
const fill = (label: RegExp, value: string) => fireEvent.change(field(label), { target: { value } });
const create = () => fireEvent.click(screen.getByText("Create"));
const posts = (platform: FakePlatform) => platform.asked.filter((asked) => asked.startsWith("POST"));

it("says what is wrong when a field is left, and asks the platform for nothing", async () => {
  const platform = form();
  fill(/^Name/, "Not a name");
  expect(field(/^Name/)).toBeValid();
  fireEvent.blur(field(/^Name/));
  expect(field(/^Name/)).toBeInvalid();
  expect(field(/^Name/)).toHaveAccessibleDescription(/^3 to 40 small letters/);
  create();
  expect(await screen.findByText("an image, such as nginx:1.27")).toBeInTheDocument();
  expect(posts(platform)).toEqual([]);
});

it("shows a refusal above the form, and at its field", async () => {
  const message = "env.PATH: value x (expected: no variable that Paz sets)";
  form({ "POST /services": json(400, { code: "invalid", message, uuid: "u-1" }) });
  fill(/^Name/, "web");
  fill(/^Image/, "nginx");
  create();
  const title = await screen.findByText("The service was not created");
  expect(title.closest("[role=alert]")).toHaveTextContent("Request u-1");
  expect(screen.getAllByText(message).map((where) => where.closest("fieldset")?.textContent)).toEqual([
    `Environment${message}Add a variable`,
    undefined,
  ]);
});

it("creates what was filled in, and goes to the service", async () => {
  const platform = form({ "POST /services": json(201, { doc: { name: "web" } }) });
  fill(/^Name/, " web ");
  fill(/^Image/, "nginx:1.27");
  fireEvent.click(screen.getByText("Add a variable"));
  fill(/^Variable/, "HTML");
  fill(/^Value/, "<b>");
  for (const word of ["serve", "two words"]) {
    fill(/^Command/, word);
    fireEvent.keyDown(field(/^Command/), { key: "Enter", code: "Enter" });
  }
  create();
  await screen.findByText("elsewhere");
  expect(
    posts(platform).map((asked) => JSON.parse(asked.slice("POST /services ".length)) as unknown),
  ).toEqual([
    {
      name: "web",
      dockerRepository: "nginx:1.27",
      publicFacing: false,
      numInstances: 1,
      ports: [{ container: 8080 }],
      env: { HTML: "<b>" },
      volume: {},
      command: ["serve", "two words"],
    },
  ]);
});
