import { call, doc, PATIENT_MS } from "./client";
import type {
  Alarms,
  AlarmTarget,
  AuditRecords,
  Certificate,
  Configuration,
  ConfigurationChange,
  ConfigurationFields,
  CreateHook,
  CreateService,
  DeployAnswer,
  DeployedConfiguration,
  Deployment,
  Domains,
  Drift,
  Hook,
  JournalEntry,
  ListedSession,
  Operation,
  Person,
  Preview,
  RecoveryCodes,
  Role,
  SaveAlarmTarget,
  Seed,
  Service,
  ServiceState,
  Token,
} from "./wire";

const at = encodeURIComponent;

/** Where something is done, and to which service; `useAllowed` asks by it whether the session may. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly service?: string;
}

const ofService = (method: Route["method"], name: string, rest = ""): Route => ({
  method,
  path: `/services/${at(name)}${rest}`,
  service: name,
});
const ofVersion = (service: string, version: number, action: string): Route => ({
  method: "POST",
  path: `/deployments/${at(service)}/${version}/${action}`,
  service,
});

export const routes = {
  createService: { method: "POST", path: "/services" },
  changeConfig: (name: string) => ofService("PATCH", name, "/config/next"),
  deleteService: (name: string) => ofService("DELETE", name),
  deploy: (name: string) => ({ method: "POST", path: "/hooks/deploy", service: name }) as const,
  rollback: (name: string, version: number) => ofVersion(name, version, "rollback"),
  promote: (name: string, version: number) => ofVersion(name, version, "promote"),
  abort: (name: string, version: number) => ofVersion(name, version, "abort"),
  preview: (name: string) => ofService("POST", name, "/preview"),
  scale: (name: string) => ofService("POST", name, "/scale"),
  restart: (name: string) => ofService("POST", name, "/restart"),
  stop: (name: string) => ofService("POST", name, "/stop"),
  start: (name: string) => ofService("POST", name, "/start"),
  createHook: { method: "POST", path: "/hooks" },
  deleteHook: (id: string) => ({ method: "DELETE", path: `/hooks/${at(id)}` }) as const,
  createToken: { method: "POST", path: "/tokens" },
  revokeToken: (id: string) => ({ method: "DELETE", path: `/tokens/${at(id)}` }) as const,
  retryDomain: (domain: string) => ({ method: "POST", path: `/domains/${at(domain)}/retry` }) as const,
  certificates: { method: "GET", path: "/certificates" },
  uploadCertificate: (id: string) => ({ method: "PUT", path: `/certificates/${at(id)}` }) as const,
  deleteCertificate: (id: string) => ({ method: "DELETE", path: `/certificates/${at(id)}` }) as const,
  alarmTargets: { method: "GET", path: "/alarm-targets" },
  saveAlarmTarget: (name: string) => ({ method: "PUT", path: `/alarm-targets/${at(name)}` }) as const,
  deleteAlarmTarget: (name: string) => ({ method: "DELETE", path: `/alarm-targets/${at(name)}` }) as const,
  testAlarmTarget: (name: string) => ({ method: "POST", path: `/alarm-targets/${at(name)}/test` }) as const,
  tokens: { method: "GET", path: "/tokens" },
  people: { method: "GET", path: "/people" },
  audit: { method: "GET", path: "/audit" },
} as const;

const send = <T>({ method, path }: Route, body?: unknown) => call<T>(method, path, body);
const sendForDoc = <T>({ method, path }: Route, body?: unknown, signal?: AbortSignal) =>
  doc<T>(method, path, body, signal);

export const actions = {
  createService: (service: CreateService) => sendForDoc<Service>(routes.createService, service),
  changeConfig: (name: string, fields: Partial<Record<keyof ConfigurationFields, unknown>>) =>
    sendForDoc<Configuration>(routes.changeConfig(name), fields),
  deleteService: (name: string) => {
    const { method, path } = routes.deleteService(name);
    return call<undefined>(method, path, undefined, undefined, PATIENT_MS);
  },
  deploy: (name: string, image?: string) =>
    send<DeployAnswer>(routes.deploy(name), {
      serviceName: name,
      ...(image ? { dockerRepository: image } : {}),
    }),
  rollback: (name: string, version: number) => send<DeployAnswer>(routes.rollback(name, version)),
  promote: (name: string, version: number) => send(routes.promote(name, version)),
  abort: (name: string, version: number) => send(routes.abort(name, version)),
  preview: (name: string, signal?: AbortSignal) =>
    sendForDoc<Preview>(routes.preview(name), undefined, signal),
  scale: (name: string, instances: number) => send<DeployAnswer>(routes.scale(name), { instances }),
  restart: (name: string) => send<DeployAnswer>(routes.restart(name)),
  stop: (name: string) => send<DeployAnswer>(routes.stop(name)),
  start: (name: string) => send<DeployAnswer>(routes.start(name)),
  createHook: (hook: CreateHook) => sendForDoc<Hook>(routes.createHook, hook),
  deleteHook: (id: string) => send<undefined>(routes.deleteHook(id)),
  retryDomain: (domain: string) => send<undefined>(routes.retryDomain(domain)),
  uploadCertificate: (id: string, pem: { chain: string; key: string }) =>
    sendForDoc<Certificate>(routes.uploadCertificate(id), pem),
  deleteCertificate: (id: string) => send<undefined>(routes.deleteCertificate(id)),
  saveAlarmTarget: (name: string, target: SaveAlarmTarget) =>
    sendForDoc<AlarmTarget>(routes.saveAlarmTarget(name), target),
  deleteAlarmTarget: (name: string) => send<undefined>(routes.deleteAlarmTarget(name)),
  testAlarmTarget: (name: string) => {
    const { method, path } = routes.testAlarmTarget(name);
    return call<undefined>(method, path, undefined, undefined, PATIENT_MS);
  },
  createToken: (token: { name: string; scopes: readonly string[]; expiresInDays: number }) =>
    sendForDoc<Token>(routes.createToken, token),
  revokeToken: (id: string) => send<undefined>(routes.revokeToken(id)),
  addPerson: (person: { name: string; role: Role; services: readonly string[] }) =>
    doc<Person>("POST", "/people", person),
  invite: (name: string) => doc<Person>("POST", `/people/${at(name)}/invitation`),
  removePerson: (name: string) => call<undefined>("DELETE", `/people/${at(name)}`),
  endSession: (id: string) => call<undefined>("DELETE", `/sessions/${at(id)}`),
  changePassword: (change: { current: string; password: string }) =>
    call<undefined>("PUT", "/session/password", change),
  beginSecondFactor: (password: string) => doc<Seed>("POST", "/session/second-factor", { password }),
  confirmSecondFactor: (code: string) =>
    doc<RecoveryCodes>("POST", "/session/second-factor/confirmation", { code }),
  removeSecondFactor: (code: string) => call<undefined>("POST", "/session/second-factor/removal", { code }),
  removeSecondFactorOf: (name: string) => call<undefined>("DELETE", `/people/${at(name)}/second-factor`),
};

export const reads = {
  domains: (signal: AbortSignal) => call<Domains>("GET", "/domains", undefined, signal),
  alarms: (signal: AbortSignal) => doc<Alarms>("GET", "/alarms", undefined, signal),
  alarmTargets: (signal: AbortSignal) => sendForDoc<AlarmTarget[]>(routes.alarmTargets, undefined, signal),
  certificates: (signal: AbortSignal) => sendForDoc<Certificate[]>(routes.certificates, undefined, signal),
  history: (name: string, signal: AbortSignal) =>
    doc<Record<string, DeployedConfiguration>>(
      "GET",
      `/services/${at(name)}/config/history`,
      undefined,
      signal,
    ),
  changes: (name: string, signal: AbortSignal) =>
    doc<ConfigurationChange[]>("GET", `/services/${at(name)}/config/changes`, undefined, signal),
  deployments: (name: string, signal: AbortSignal) =>
    doc<Deployment[]>("GET", `/deployments?service=${at(name)}&limit=100`, undefined, signal),
  deployment: (name: string, version: number, signal: AbortSignal) =>
    doc<Deployment>("GET", `/deployments/${at(name)}/${version}`, undefined, signal),
  states: (signal: AbortSignal) => doc<ServiceState[]>("GET", "/cluster/services", undefined, signal),
  drift: (signal: AbortSignal) => doc<Drift>("GET", "/drift", undefined, signal),
  operations: (name: string, signal: AbortSignal) =>
    doc<Operation[]>("GET", `/operations/${at(name)}`, undefined, signal),
  hooks: (service: string, signal: AbortSignal) =>
    doc<Hook[]>("GET", `/hooks?service=${at(service)}`, undefined, signal),
  people: (signal: AbortSignal) => doc<Person[]>("GET", "/people", undefined, signal),
  sessions: (signal: AbortSignal) => doc<ListedSession[]>("GET", "/sessions", undefined, signal),
  tokens: (signal: AbortSignal) => doc<Token[]>("GET", "/tokens", undefined, signal),
  audit: (query: Readonly<Record<string, string | number | undefined>>, signal: AbortSignal) =>
    doc<AuditRecords>("GET", `/audit?${searchOf(query)}`, undefined, signal),
  journal: (query: { service?: string; after?: number; limit: number }, signal: AbortSignal) =>
    doc<JournalEntry[]>("GET", `/journal?${searchOf(query)}`, undefined, signal),
};

function searchOf(query: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}
