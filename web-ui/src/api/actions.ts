import { call, doc, PATIENT_MS } from "./client";
import type {
  AuditRecords,
  Configuration,
  ConfigurationFields,
  CreateHook,
  CreateService,
  DeployAnswer,
  DeployedConfiguration,
  Deployment,
  Drift,
  Hook,
  JournalEntry,
  ListedSession,
  Operation,
  Person,
  Preview,
  Role,
  Service,
  ServiceState,
  Token,
} from "./wire";

const at = encodeURIComponent;

export const actions = {
  createService: (service: CreateService) => doc<Service>("POST", "/services", service),
  changeConfig: (name: string, fields: Partial<Record<keyof ConfigurationFields, unknown>>) =>
    doc<Configuration>("PATCH", `/services/${at(name)}/config/next`, fields),
  deleteService: (name: string) =>
    call<undefined>("DELETE", `/services/${at(name)}`, undefined, undefined, PATIENT_MS),
  deploy: (name: string, image?: string) =>
    call<DeployAnswer>("POST", "/hooks/deploy", {
      serviceName: name,
      ...(image ? { dockerRepository: image } : {}),
    }),
  rollback: (name: string, version: number) =>
    call<DeployAnswer>("POST", `/deployments/${at(name)}/${version}/rollback`),
  promote: (name: string, version: number) => call("POST", `/deployments/${at(name)}/${version}/promote`),
  abort: (name: string, version: number) => call("POST", `/deployments/${at(name)}/${version}/abort`),
  preview: (name: string, signal?: AbortSignal) =>
    doc<Preview>("POST", `/services/${at(name)}/preview`, undefined, signal),
  scale: (name: string, instances: number) =>
    call<DeployAnswer>("POST", `/services/${at(name)}/scale`, { instances }),
  restart: (name: string) => call<DeployAnswer>("POST", `/services/${at(name)}/restart`),
  stop: (name: string) => call<DeployAnswer>("POST", `/services/${at(name)}/stop`),
  createHook: (hook: CreateHook) => doc<Hook>("POST", "/hooks", hook),
  createToken: (token: { name: string; scopes: readonly string[]; expiresInDays: number }) =>
    doc<Token>("POST", "/tokens", token),
  addPerson: (person: { name: string; role: Role; services: readonly string[] }) =>
    doc<Person>("POST", "/people", person),
  invite: (name: string) => doc<Person>("POST", `/people/${at(name)}/invitation`),
  removePerson: (name: string) => call<undefined>("DELETE", `/people/${at(name)}`),
  endSession: (id: string) => call<undefined>("DELETE", `/sessions/${at(id)}`),
  changePassword: (change: { current: string; password: string }) =>
    call<undefined>("PUT", "/session/password", change),
  revokeToken: (id: string) => call<undefined>("DELETE", `/tokens/${at(id)}`),
  deleteHook: (id: string) => call<undefined>("DELETE", `/hooks/${at(id)}`),
  start: (name: string) => call<DeployAnswer>("POST", `/services/${at(name)}/start`),
};

export const reads = {
  history: (name: string, signal: AbortSignal) =>
    doc<Record<string, DeployedConfiguration>>(
      "GET",
      `/services/${at(name)}/config/history`,
      undefined,
      signal,
    ),
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
