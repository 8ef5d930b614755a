import { expect, it } from "vitest";
import { serverProblem } from "../form/server-problem";
import { ApiFailure } from "./failure";

it.each([
  ['name: value "web" is taken (expected: a name that no service has)', "name"],
  ["ports[0].container: value 0 (expected: 1 to 65535)", "ports"],
  ["env.PORT: value 3 (expected: a text)", "env"],
  ["healthCheck.path: value //evil (expected: a path)", "healthCheck.path"],
  ["resources.cpus: value 0", "resources.cpus"],
  ["env, line 3: the block does not end", "env"],
])("shows %j at its field", (message, field) => {
  expect(serverProblem(new ApiFailure(400, "invalid", message))).toEqual({ [field]: message });
});

it.each(["something went wrong", "unknown: field", "nameless: x"])(
  "shows %j above the form only",
  (message) => {
    expect(serverProblem(new ApiFailure(400, "invalid", message))).toEqual({});
  },
);
