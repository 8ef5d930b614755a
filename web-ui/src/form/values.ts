import type { Configuration, ConfigurationFields, CreateService } from "../api/wire";
import { fingerprintOf } from "../text/secret";
import {
  EMPTY_PROXY,
  proxyFields,
  toProxyForm,
  toUserForms,
  type ProxyForm,
  type UserForm,
} from "./proxy-values";
import { routeFields, toRouteForm, type RouteForm } from "./route-values";
import { EMPTY_PORT, portFields, type NumberInput, type PortForm } from "./port-values";

export type { NumberInput } from "./port-values";

/** Of a secret one, `stored` is its name and what answers have in place of its value, which stays while none is typed. */
export interface Variable {
  key: string;
  value: string;
  secret?: boolean;
  stored?: { key: string; shown: string };
}

/** A configuration as a person edits it: lists of rows in place of objects, empty in place of absent. */
export interface ConfigurationForm {
  publicFacing: boolean;
  numInstances: NumberInput;
  ports: PortForm[];
  env: Variable[];
  volume: { source: string; target: string }[];
  user: string;
  healthCheck: Record<HealthCheckField, NumberInput> & {
    path: string;
    host: string;
    method: "" | CheckMethod;
    expectedStatus: string;
  };
  stopTimeoutSeconds: NumberInput;
  resources: { memory: string; cpus: NumberInput };
  domains: string[];
  strategy: Record<StrategyField, NumberInput> & {
    type: "" | Strategy["type"];
    /** Shares in percent, as a person writes them: `5, 25, 50`. */
    steps: string;
  };
  command: string[];
  labels: { key: string; value: string }[];
  pull: "" | NonNullable<ConfigurationFields["pull"]>;
  sharedVolumes: string[];
  responseTimeoutSeconds: NumberInput;
  upstreams: string[];
  routes: RouteForm[];
  /** As in the configuration: absent and true are the same. */
  httpsRedirect: boolean;
  hstsSeconds: NumberInput;
  proxy: ProxyForm;
  /** Who may use the service, if not everybody. */
  users: UserForm[];
  confinement: {
    pids: NumberInput;
    /** As in the configuration: absent and true are the same, and a form knows true and false only. */
    noNewPrivileges: boolean;
    addCapabilities: Capability[];
  };
}

type CheckMethod = NonNullable<NonNullable<ConfigurationFields["healthCheck"]>["method"]>;
type Capability = NonNullable<NonNullable<ConfigurationFields["confinement"]>["addCapabilities"]>[number];
type Strategy = NonNullable<ConfigurationFields["strategy"]>;
export type StrategyField = "batchSize" | "stepSeconds" | "minRequests" | "maxErrorIncrease" | "maxSlowdown";
export type HealthCheckField =
  "intervalSeconds" | "timeoutSeconds" | "healthyAfter" | "unhealthyAfter" | "startPeriodSeconds";

export interface NewServiceForm extends ConfigurationForm {
  name: string;
  description: string;
  dockerRepository: string;
}

export const EMPTY_FORM: ConfigurationForm = {
  publicFacing: false,
  numInstances: 1,
  ports: [{ ...EMPTY_PORT, container: 8080 }],
  env: [],
  volume: [],
  user: "",
  healthCheck: {
    path: "",
    intervalSeconds: "",
    timeoutSeconds: "",
    healthyAfter: "",
    unhealthyAfter: "",
    startPeriodSeconds: "",
    host: "",
    method: "",
    expectedStatus: "",
  },
  stopTimeoutSeconds: "",
  resources: { memory: "", cpus: "" },
  domains: [],
  strategy: {
    type: "",
    steps: "",
    batchSize: "",
    stepSeconds: "",
    minRequests: "",
    maxErrorIncrease: "",
    maxSlowdown: "",
  },
  command: [],
  labels: [],
  pull: "",
  sharedVolumes: [],
  responseTimeoutSeconds: "",
  upstreams: [],
  routes: [],
  httpsRedirect: true,
  hstsSeconds: "",
  proxy: EMPTY_PROXY,
  users: [],
  confinement: { pids: "", noNewPrivileges: true, addCapabilities: [] },
};

export function toForm(config: Configuration): ConfigurationForm {
  return {
    publicFacing: config.publicFacing,
    numInstances: config.numInstances,
    ports: config.ports.map((port) => ({ ...EMPTY_PORT, ...port })),
    env: Object.entries(config.env).map(([key, value]) => variable(key, value)),
    volume: Object.entries(config.volume).map(([source, target]) => ({ source, target })),
    user: config.user ?? "",
    healthCheck: { ...EMPTY_FORM.healthCheck, ...config.healthCheck },
    stopTimeoutSeconds: config.stopTimeoutSeconds ?? "",
    resources: { ...EMPTY_FORM.resources, ...config.resources },
    domains: config.domains ?? [],
    strategy: {
      ...EMPTY_FORM.strategy,
      ...config.strategy,
      steps: config.strategy?.steps?.join(", ") ?? "",
    },
    command: config.command ?? [],
    labels: Object.entries(config.labels ?? {}).map(([key, value]) => ({ key, value })),
    pull: config.pull ?? "",
    sharedVolumes: config.sharedVolumes ?? [],
    responseTimeoutSeconds: config.responseTimeoutSeconds ?? "",
    upstreams: config.upstreams ?? [],
    routes: (config.routes ?? []).map(toRouteForm),
    httpsRedirect: config.httpsRedirect ?? true,
    hstsSeconds: config.hstsSeconds ?? "",
    proxy: toProxyForm(config.proxy),
    users: toUserForms(config.proxy),
    confinement: { ...EMPTY_FORM.confinement, ...config.confinement },
  };
}

function variable(key: string, value: string): Variable {
  return fingerprintOf(value) === undefined
    ? { key, value }
    : { key, value: "", secret: true, stored: { key, shown: value } };
}

function secretsOf(env: Variable[]): Record<string, string> | null {
  const secrets = env.filter(({ secret }) => secret);
  return secrets.length > 0
    ? rows(secrets.map((row) => [row.key.trim(), keptValue(row) ?? row.value]))
    : null;
}

/** What stands for the stored value of a secret variable, where that is kept. */
export function keptValue({ key, value, stored }: Variable): string | undefined {
  return value === "" && stored?.key === key.trim() ? stored.shown : undefined;
}

export type Fields = { [F in keyof ConfigurationFields]: ConfigurationFields[F] | null };

/** Every field that the form has; null for those that it leaves to their defaults. */
export function toFields(form: ConfigurationForm): Fields {
  return {
    publicFacing: form.publicFacing,
    numInstances: form.numInstances === "" ? null : form.numInstances,
    ports: form.ports.filter(({ container, host }) => container !== "" || host !== "").map(portFields),
    env: rows(form.env.filter(({ secret }) => !secret).map(({ key, value }) => [key.trim(), value])),
    secrets: secretsOf(form.env),
    volume: rows(form.volume.map(({ source, target }) => [source.trim(), target.trim()])),
    user: form.user.trim() || null,
    healthCheck: filled(form.healthCheck),
    stopTimeoutSeconds: form.stopTimeoutSeconds === "" ? null : form.stopTimeoutSeconds,
    resources: filled(form.resources),
    domains: listed(form.domains),
    strategy: form.strategy.type === "" ? null : strategyFields(form.strategy),
    command: listed(form.command),
    labels: form.labels.length > 0 ? rows(form.labels.map(({ key, value }) => [key.trim(), value])) : null,
    pull: form.pull || null,
    sharedVolumes: listed(form.sharedVolumes),
    responseTimeoutSeconds: form.responseTimeoutSeconds === "" ? null : form.responseTimeoutSeconds,
    upstreams: listed(form.upstreams),
    routes: form.routes.length > 0 ? form.routes.map(routeFields) : null,
    httpsRedirect: form.httpsRedirect ? null : false,
    hstsSeconds: form.hstsSeconds === "" ? null : form.hstsSeconds,
    proxy: proxyFields(form.proxy, form.users),
    confinement: confinementFields(form.confinement),
  };
}

/** What a PATCH has to carry: the top-level fields that differ, each whole. */
export function changedFields(before: Configuration, form: ConfigurationForm): Fields {
  const old = toFields(toForm(before));
  const young = toFields(form);
  const changed = Object.entries(young).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field as keyof Fields]),
  );
  return Object.fromEntries(changed);
}

export function toCreate({ name, description, dockerRepository, ...config }: NewServiceForm): CreateService {
  const set = Object.entries(toFields(config)).filter(([, value]) => value !== null);
  return {
    name: name.trim(),
    ...(description.trim() ? { description: description.trim() } : {}),
    dockerRepository: dockerRepository.trim(),
    ...Object.fromEntries(set),
  };
}

function confinementFields(
  form: ConfigurationForm["confinement"],
): ConfigurationFields["confinement"] | null {
  return filled({
    pids: form.pids,
    noNewPrivileges: form.noNewPrivileges ? ("" as const) : false,
    addCapabilities: form.addCapabilities.length > 0 ? form.addCapabilities : ("" as const),
  });
}

function strategyFields({ steps, ...strategy }: ConfigurationForm["strategy"]): Strategy {
  const shares = sharesOf(steps);
  return { ...(filled(strategy) as Strategy), ...(shares.length > 0 ? { steps: shares } : {}) };
}

export function sharesOf(steps: string): number[] {
  return steps
    .split(/[\s,]+/)
    .filter((share) => share !== "")
    .map(Number);
}

function listed(entries: string[]): string[] | null {
  return entries.length > 0 ? entries : null;
}

function rows(entries: [string, string][]): Record<string, string> {
  return Object.fromEntries(entries.filter(([key, value]) => key !== "" || value !== ""));
}

/** The filled fields, or null when there is none. */
function filled<T extends object>(fields: T): { [F in keyof T]?: Exclude<T[F], ""> } | null {
  const set = Object.entries(fields).filter(([, value]) => value !== "");
  return set.length > 0 ? (Object.fromEntries(set) as { [F in keyof T]?: Exclude<T[F], ""> }) : null;
}
