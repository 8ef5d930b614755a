import { describe, expect, it } from "vitest";
import type { Configuration } from "../api/wire";
import { EMPTY_PORT } from "./port-values";
import { problemsOfConfiguration, problemsOfService } from "./validation";
import { changedFields, EMPTY_FORM, toCreate, toFields, toForm, type Variable } from "./values";

const FULL: Configuration = {
  publicFacing: true,
  numInstances: 3,
  ports: [
    { container: 8080, protocol: "tcp", publicPort: 20025, proxyProtocol: true },
    { container: 9090, host: 19090 },
  ],
  env: { A: "1", HTML: "<script>alert(1)</script>", LINES: "a\nb", EMPTY: "" },
  volume: { data: "/data" },
  user: "1000:1000",
  healthCheck: {
    path: "/health",
    intervalSeconds: 5,
    startPeriodSeconds: 60,
    host: "shop.example:8080",
    method: "HEAD",
    expectedStatus: "200-299,401",
  },
  stopTimeoutSeconds: 0,
  resources: { memory: "256m", cpus: 0.5 },
  domains: ["www.example.com"],
  strategy: { type: "rolling", batchSize: 2 },
  command: ["serve", "two words"],
  labels: { team: "shop" },
  pull: "if-missing",
  sharedVolumes: ["data"],
  responseTimeoutSeconds: 3600,
  upstreams: ["orders"],
  routes: [
    { host: "www.example.com", path: "/api", stripPrefix: true },
    { path: "/old", redirect: { url: "/new", permanent: true, keepPath: true } },
  ],
  httpsRedirect: false,
  hstsSeconds: 0,
  proxy: {
    maxBodyBytes: 1000,
    allowedNetworks: ["10.0.0.0/8"],
    maintenance: { page: "<p>back soon", retryAfterSeconds: 60 },
    idleTimeoutSeconds: 7200,
    maxConnections: 50,
    queueTimeoutSeconds: 5,
    rateLimit: { requests: 100, seconds: 60 },
    compression: true,
    stickySessions: true,
    requestHeaders: { set: { "X-A": "b" }, remove: ["X-C"] },
    responseHeaders: { set: { "X-A": "b" }, add: { "X-B": "c: d" }, remove: ["Server"] },
    basicAuth: { realm: "The shop", users: [{ name: "ann" }, { name: "bob" }], passCredentials: true },
    errorPages: { "503": "<p>later", "504": "<p>slow" },
  },
  confinement: { pids: 4096, noNewPrivileges: false, addCapabilities: ["NET_RAW"] },
};
const SMALL: Configuration = { publicFacing: false, numInstances: 1, ports: [], env: {}, volume: {} };

describe("a configuration as a form", () => {
  it("comes back byte for byte", () => {
    expect(toFields(toForm(FULL))).toEqual({ ...FULL, secrets: null });
  });

  it("leaves out what is empty", () => {
    expect(toFields(toForm(SMALL))).toEqual({
      ...SMALL,
      secrets: null,
      user: null,
      healthCheck: null,
      stopTimeoutSeconds: null,
      resources: null,
      domains: null,
      strategy: null,
      command: null,
      labels: null,
      pull: null,
      sharedVolumes: null,
      responseTimeoutSeconds: null,
      upstreams: null,
      routes: null,
      httpsRedirect: null,
      hstsSeconds: null,
      proxy: null,
      confinement: null,
    });
  });

  it("keeps what the form does not know of a health check", () => {
    const config = { ...SMALL, healthCheck: { path: "/", later: 30 } } as Configuration;
    expect(toFields(toForm(config)).healthCheck).toEqual({ path: "/", later: 30 });
  });
});

describe("users of a service", () => {
  const proxy = { basicAuth: { users: [{ name: "ann" }] } };

  it("keep their passwords unless one is typed", () => {
    const form = toForm({ ...SMALL, proxy });
    const users = [
      ...form.users.map((ann) => ({ ...ann, password: "new" })),
      { name: " bob ", password: "his" },
    ];
    expect(changedFields({ ...SMALL, proxy }, form)).toEqual({});
    expect(changedFields({ ...SMALL, proxy }, { ...form, users })).toEqual({
      proxy: {
        basicAuth: {
          users: [
            { name: "ann", password: "new" },
            { name: "bob", password: "his" },
          ],
        },
      },
    });
  });

  it("need a name and a password", () => {
    const users = [
      { name: "ann b", password: "x" },
      { name: "eve", password: "", stored: "ann" },
    ];
    expect(Object.keys(problemsOfConfiguration({ ...toForm(SMALL), users }))).toEqual([
      "users.0.name",
      "users.1.password",
    ]);
  });
});

describe("a canary's settings", () => {
  const strategy = {
    type: "canary" as const,
    steps: [1, 10, 50],
    stepSeconds: 30,
    minRequests: 0,
    maxErrorIncrease: 0.005,
    maxSlowdown: 1.5,
  };

  it("come back as they were", () => {
    expect(toFields(toForm({ ...SMALL, strategy })).strategy).toEqual(strategy);
  });

  it("are left to the platform where nothing is filled in", () => {
    expect(toFields(toForm({ ...SMALL, strategy: { type: "canary" } })).strategy).toEqual({ type: "canary" });
  });

  it.each(["5, 5", "50 25", "0", "100", "1.5", "some", Array(21).fill("1").join()])(
    "refuse the shares %j",
    (steps) => {
      const form = toForm({ ...SMALL, strategy });
      const problems = problemsOfConfiguration({ ...form, strategy: { ...form.strategy, steps } });
      expect(Object.keys(problems)).toEqual(["strategy.steps"]);
    },
  );
});

describe("changedFields", () => {
  it("is empty when nothing changed", () => {
    expect(changedFields(FULL, toForm(FULL))).toEqual({});
  });

  it("changes nothing of a redirect that is on by its own word", () => {
    const config = { ...SMALL, httpsRedirect: true };
    expect(changedFields(config, toForm(config))).toEqual({});
    expect(changedFields(config, { ...toForm(config), httpsRedirect: false })).toEqual({
      httpsRedirect: false,
    });
  });

  it("puts the redirect and HSTS back to their defaults", () => {
    const form = { ...toForm(FULL), httpsRedirect: true, hstsSeconds: "" as const };
    expect(changedFields(FULL, form)).toEqual({ httpsRedirect: null, hstsSeconds: null });
  });

  it("carries a changed field whole, and null for one that was emptied", () => {
    const form = { ...toForm(FULL), user: "", env: [{ key: " B ", value: " 2 " }] };
    expect(changedFields(FULL, form)).toEqual({ user: null, env: { B: " 2 " } });
  });
});

describe("a secret variable", () => {
  const shown = "paz-secret:0123456789abcdef";
  const config = { ...SMALL, env: { A: "1", DB: shown } };
  const [plain, secret] = toForm(config).env as [Variable, Variable];

  it("comes without its value, and keeps it while none is typed", () => {
    expect(secret).toEqual({ key: "DB", value: "", secret: true, stored: { key: "DB", shown } });
    expect(changedFields(config, toForm(config))).toEqual({});
    expect(changedFields(config, { ...toForm(config), env: [{ ...plain, value: "2" }, secret] })).toEqual({
      env: { A: "2" },
    });
  });

  it("is sent in secrets when it is typed, marked or removed", () => {
    const typed = { ...secret, value: "new\nvalue" };
    expect(changedFields(config, { ...toForm(config), env: [plain, typed] })).toEqual({
      secrets: { DB: "new\nvalue" },
    });
    expect(changedFields(config, { ...toForm(config), env: [{ ...plain, secret: true }, secret] })).toEqual({
      env: {},
      secrets: { A: "1", DB: shown },
    });
    expect(changedFields(config, { ...toForm(config), env: [plain] })).toEqual({ secrets: null });
    expect(
      changedFields(config, { ...toForm(config), env: [plain, { ...secret, secret: false, value: "open" }] }),
    ).toEqual({ env: { A: "1", DB: "open" }, secrets: null });
  });

  it.each([
    ["under another name", { ...secret, key: "DB2" }, "a value, since the stored one is not shown"],
    [
      "when it is no longer secret",
      { ...secret, secret: false },
      "a value, since the stored one is not shown",
    ],
    ["when it is new", { key: "NEW", value: "", secret: true }, "a value"],
  ])("wants a value %s", (_, row, problem) => {
    expect(problemsOfConfiguration({ ...toForm(config), env: [row] })).toEqual({ "env.0.value": problem });
  });
});

describe("toCreate", () => {
  it("names only what was filled in", () => {
    expect(toCreate({ ...EMPTY_FORM, name: " web ", description: " ", dockerRepository: "nginx" })).toEqual({
      name: "web",
      dockerRepository: "nginx",
      publicFacing: false,
      numInstances: 1,
      ports: [{ container: 8080 }],
      env: {},
      volume: {},
    });
  });
});

describe("problems", () => {
  it.each([
    ["numInstances", { numInstances: 0 }],
    ["numInstances", { numInstances: "" as const }],
    ["ports.0.container", { ports: [{ ...EMPTY_PORT, container: 70000 }] }],
    ["ports.0.host", { ports: [{ ...EMPTY_PORT, container: 80, host: 0 }] }],
    ["ports.0.publicPort", { ports: [{ ...EMPTY_PORT, container: 80, protocol: "tcp" as const }] }],
    ["env.0.key", { env: [{ key: "A=B", value: "" }] }],
    [
      "env.1.key",
      {
        env: [
          { key: "A", value: "" },
          { key: "A", value: "" },
        ],
      },
    ],
    ["volume.0.target", { volume: [{ source: "data", target: "data" }] }],
    ["healthCheck.path", { healthCheck: { ...EMPTY_FORM.healthCheck, path: "//evil" } }],
    ["healthCheck.host", { healthCheck: { ...EMPTY_FORM.healthCheck, path: "/", host: "a b" } }],
    ["healthCheck.host", { healthCheck: { ...EMPTY_FORM.healthCheck, host: "shop.example" } }],
    ["healthCheck.method", { healthCheck: { ...EMPTY_FORM.healthCheck, method: "HEAD" as const } }],
    [
      "healthCheck.expectedStatus",
      { healthCheck: { ...EMPTY_FORM.healthCheck, path: "/", expectedStatus: "2xx" } },
    ],
    ["healthCheck.startPeriodSeconds", { healthCheck: { ...EMPTY_FORM.healthCheck, startPeriodSeconds: 0 } }],
    ["responseTimeoutSeconds", { responseTimeoutSeconds: 86_401 }],
    ["hstsSeconds", { hstsSeconds: -1 }],
    ["hstsSeconds", { hstsSeconds: 63_072_001 }],
    ["proxy.maxBodyBytes", { proxy: { ...EMPTY_FORM.proxy, maxBodyBytes: -1 } }],
    ["upstreams", { upstreams: ["Orders"] }],
    ["resources.memory", { resources: { memory: "much", cpus: "" as const } }],
    ["confinement.pids", { confinement: { ...EMPTY_FORM.confinement, pids: 15 } }],
    ["resources.cpus", { resources: { memory: "", cpus: 0 } }],
  ])("names %s", (field, part) => {
    expect(Object.keys(problemsOfConfiguration({ ...toForm(FULL), ...part }))).toEqual([field]);
  });

  it("finds none in a good one", () => {
    expect(problemsOfConfiguration(toForm(FULL))).toEqual({});
  });

  it.each(["Web", "a b", "ab", "-web", "web-", "w".repeat(41), ""])("refuses the name %j", (name) => {
    const form = { ...EMPTY_FORM, name, description: "", dockerRepository: "nginx" };
    expect(Object.keys(problemsOfService(form))).toEqual(["name"]);
  });
});
