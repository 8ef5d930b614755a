// What Maven calls: `build` makes the page, `check` lints and tests it. Each is left out while nothing it reads is newer than
// its last success, so that building another module costs nothing.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
process.chdir(folder);

const contracts = ["service-directory", "scheduler", "orchestrator"].map(
  (module) => `../${module}/src/main/resources`,
);
const own = readdirSync(".").filter((name) => !["target", "node_modules", "e2e"].includes(name));

function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(path)
    .filter((name) => name !== "generated")
    .map((name) => newest(`${path}/${name}`));
  return Math.max(0, ...inside);
}

function upToDate(result, sources) {
  return existsSync(result) && sources.every((source) => newest(source) <= statSync(result).mtimeMs);
}

function npm(...words) {
  const { status, error } = spawnSync("npm", words, { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function done(marker) {
  mkdirSync("target", { recursive: true });
  writeFileSync(marker, "");
}

function install() {
  const marker = "node_modules/.package-lock.json";
  if (!upToDate(marker, ["package-lock.json"])) npm("ci", "--no-progress");
}

function build() {
  const marker = "target/built";
  if (existsSync("target/classes/io/paz/webui/index.html") && upToDate(marker, [...own, ...contracts]))
    return;
  rmSync(marker, { force: true });
  install();
  npm("run", "--silent", "types");
  npm("run", "--silent", "build");
  done(marker);
}

function check() {
  const report = "target/surefire-reports/TEST-web-ui.xml";
  const marker = "target/checked";
  if (existsSync(report) && upToDate(marker, [...own, "e2e", ...contracts])) return;
  rmSync(marker, { force: true });
  npm("run", "--silent", "lint");
  npm("run", "--silent", "test");
  done(marker);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `node ${process.versions.node} is too old for the web page (expected: 20.19 or newer). ` +
      "With -Pfetched-node Maven fetches one for this build.",
  );
  process.exit(1);
}
const tasks = { build, check };
const task = tasks[process.argv[2]];
if (!task) throw new Error(`task: value ${process.argv[2]} (expected: ${Object.keys(tasks).join(" or ")})`);
task();
