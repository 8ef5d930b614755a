import { keptValue, sharesOf, type ConfigurationForm, type NewServiceForm, type NumberInput } from "./values";

/** The server has the last word; this only says at once what it would say later. Keys are paths of the form. */
export type Problems = Record<string, string>;

const NAME = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/;
const ENVIRONMENT = /^[a-z][a-z0-9-]{0,19}[a-z0-9]$/;
const ENVIRONMENT_KEY = /^[^=\p{Cc}]{1,255}$/u;
const HOST = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[1-9][0-9]{0,4})?$/;
const STATUS = /^[1-5][0-9]{2}(-[1-5][0-9]{2})?(,[1-5][0-9]{2}(-[1-5][0-9]{2})?)*$/;
const USER = /^[A-Za-z0-9._@-]{1,64}$/;
const MEMORY = /^[1-9][0-9]*[bkmg]$/;

export function problemsOfService(form: NewServiceForm): Problems {
  return {
    ...(isDeployedName(form.name.trim())
      ? {}
      : {
          name: "3 to 40 small letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
        }),
    ...(form.description.length > 500 ? { description: "at most 500 characters" } : {}),
    ...(form.dockerRepository.trim() === "" ? { dockerRepository: "an image, such as nginx:1.27" } : {}),
    ...problemsOfConfiguration(form),
  };
}

function isDeployedName(name: string): boolean {
  const [service = "", environment, ...more] = name.split(".");
  return (
    NAME.test(service) && (environment === undefined || ENVIRONMENT.test(environment)) && more.length === 0
  );
}

export function problemsOfConfiguration(form: ConfigurationForm): Problems {
  const problems: Problems = {};
  check(problems, "numInstances", form.numInstances, 1, 100, true);
  form.ports.forEach(({ container, host, protocol, publicPort }, i) => {
    check(problems, `ports.${i}.container`, container, 1, 65535, true);
    check(problems, `ports.${i}.host`, host, 1, 65535);
    check(problems, `ports.${i}.publicPort`, publicPort, 1024, 32767, protocol === "tcp");
  });
  checkEnvironment(problems, form.env);
  form.volume.forEach(({ target }, i) => {
    if (!target.startsWith("/")) problems[`volume.${i}.target`] = "an absolute path in the container";
  });
  checkHealthCheck(problems, form.healthCheck);
  if (form.resources.memory !== "" && !MEMORY.test(form.resources.memory)) {
    problems["resources.memory"] = "a number and b, k, m or g, such as 256m";
  }
  check(problems, "resources.cpus", form.resources.cpus, 0.01, 256);
  check(problems, "confinement.pids", form.confinement.pids, 16, 4_194_304);
  checkStrategy(problems, form.strategy);
  check(problems, "stopTimeoutSeconds", form.stopTimeoutSeconds, 0, 3600);
  check(problems, "responseTimeoutSeconds", form.responseTimeoutSeconds, 1, 86_400);
  check(problems, "hstsSeconds", form.hstsSeconds, 0, 63_072_000);
  check(problems, "proxy.maxBodyBytes", form.proxy.maxBodyBytes, 0, 2 ** 40);
  check(problems, "proxy.idleTimeoutSeconds", form.proxy.idleTimeoutSeconds, 1, 86_400);
  check(problems, "proxy.maxConnections", form.proxy.maxConnections, 1, 10_000);
  check(problems, "proxy.queueTimeoutSeconds", form.proxy.queueTimeoutSeconds, 1, 300);
  check(
    problems,
    "proxy.rateLimit.requests",
    form.proxy.rateLimit.requests,
    1,
    1_000_000,
    form.proxy.rateLimit.seconds !== "",
  );
  check(
    problems,
    "proxy.rateLimit.seconds",
    form.proxy.rateLimit.seconds,
    1,
    3600,
    form.proxy.rateLimit.requests !== "",
  );
  check(problems, "proxy.maintenance.retryAfterSeconds", form.proxy.maintenance.retryAfterSeconds, 1, 86_400);
  form.users.forEach(({ name, password, stored }, i) => {
    if (!USER.test(name.trim())) problems[`users.${i}.name`] = "letters, digits and ._@-";
    if (password === "" && stored !== name.trim()) problems[`users.${i}.password`] = "a password";
  });
  if (!form.upstreams.every((name) => NAME.test(name))) problems.upstreams = "names of services";
  return problems;
}

function checkHealthCheck(problems: Problems, health: ConfigurationForm["healthCheck"]) {
  if (health.path !== "" && !/^\/(?!\/)\S*$/.test(health.path))
    problems["healthCheck.path"] = "a path that starts with one / and has no spaces";
  check(problems, "healthCheck.intervalSeconds", health.intervalSeconds, 1, 300);
  check(problems, "healthCheck.timeoutSeconds", health.timeoutSeconds, 1, 60);
  check(problems, "healthCheck.startPeriodSeconds", health.startPeriodSeconds, 1, 86_400);
  checkAsked(problems, "healthCheck.host", health, HOST, "a host name, such as shop.example.com");
  checkAsked(problems, "healthCheck.expectedStatus", health, STATUS, "such as 200-399 or 200,204");
  if (health.method !== "" && health.path === "") problems["healthCheck.method"] = "only with a path";
}

function checkAsked(
  problems: Problems,
  field: "healthCheck.host" | "healthCheck.expectedStatus",
  health: ConfigurationForm["healthCheck"],
  shape: RegExp,
  expected: string,
) {
  const value = field === "healthCheck.host" ? health.host : health.expectedStatus;
  if (value === "") return;
  if (health.path === "") problems[field] = "only with a path";
  else if (!shape.test(value)) problems[field] = expected;
}

function checkStrategy(problems: Problems, strategy: ConfigurationForm["strategy"]) {
  check(problems, "strategy.batchSize", strategy.batchSize, 1, 100);
  check(problems, "strategy.stepSeconds", strategy.stepSeconds, 1, 86_400);
  check(problems, "strategy.minRequests", strategy.minRequests, 0, 1_000_000);
  check(problems, "strategy.maxErrorIncrease", strategy.maxErrorIncrease, 0, 1);
  check(problems, "strategy.maxSlowdown", strategy.maxSlowdown, 1, 1_000);
  const shares = sharesOf(strategy.steps);
  const good = (share: number, i: number) =>
    Number.isInteger(share) && share >= 1 && share <= 99 && share > (shares[i - 1] ?? 0);
  if (shares.length > 20 || !shares.every(good))
    problems["strategy.steps"] = "at most 20 whole numbers from 1 to 99, each higher than the one before";
}

function checkEnvironment(problems: Problems, env: ConfigurationForm["env"]) {
  const seen = new Set<string>();
  env.forEach((row, i) => {
    const name = row.key.trim();
    if (!ENVIRONMENT_KEY.test(name)) problems[`env.${i}.key`] = "a name without =";
    else if (seen.has(name)) problems[`env.${i}.key`] = "duplicate name";
    seen.add(name);
    const isMissing =
      row.value === "" && (row.secret ? keptValue(row) === undefined : row.stored !== undefined);
    if (isMissing)
      problems[`env.${i}.value`] = row.stored ? "a value, since the stored one is not shown" : "a value";
  });
}

function check(
  problems: Problems,
  path: string,
  value: NumberInput,
  from: number,
  to: number,
  required = false,
) {
  const missing = value === "";
  if (missing ? required : value < from || value > to) problems[path] = `${from} to ${to}`;
}
