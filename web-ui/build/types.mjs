// Writes the types of the wire from the services' own OpenAPI documents, so that the page cannot drift from them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";

const root = new URL("../../", import.meta.url);
const target = new URL("../src/api/generated/", import.meta.url);
const documents = {
  directory: "service-directory/src/main/resources/io/paz/directory/config/openapi.yaml",
  orchestrator: "orchestrator/src/main/resources/io/paz/orchestrator/config/openapi.yaml",
  scheduler: "scheduler/src/main/resources/io/paz/scheduler/config/openapi.yaml",
};

mkdirSync(target, { recursive: true });
for (const [name, path] of Object.entries(documents)) {
  const file = new URL(`${name}.ts`, target);
  const text = astToString(await openapi(readFileSync(new URL(path, root)), { defaultNonNullable: false }));
  writeFileSync(fileURLToPath(file), `// Made from ${path}; not to be edited.\n${text}`);
}
