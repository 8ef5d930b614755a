import type { ConfigurationFields } from "../api/wire";

type ProxySettings = NonNullable<ConfigurationFields["proxy"]>;

export interface ProxyForm {
  maxBodyBytes: number | "";
  allowedNetworks: string[];
  maintenance: {
    isOn: boolean;
    page: string;
    retryAfterSeconds: number | "";
  };
  idleTimeoutSeconds: number | "";
  maxConnections: number | "";
  queueTimeoutSeconds: number | "";
  rateLimit: { requests: number | ""; seconds: number | "" };
  compression: boolean;
  stickySessions: boolean;
  requestHeaders: {
    /** Each as `name: value`. */
    set: string[];
    remove: string[];
  };
  responseHeaders: { set: string[]; add: string[]; remove: string[] };
  basicAuth: { realm: string; passCredentials: boolean };
  errorPages: { "503": string; "504": string };
}

/** Of one who is `stored`, the password stays while none is typed. */
export interface UserForm {
  name: string;
  password: string;
  stored?: string;
}

export const EMPTY_PROXY: ProxyForm = {
  maxBodyBytes: "",
  allowedNetworks: [],
  maintenance: { isOn: false, page: "", retryAfterSeconds: "" },
  idleTimeoutSeconds: "",
  maxConnections: "",
  queueTimeoutSeconds: "",
  rateLimit: { requests: "", seconds: "" },
  compression: false,
  stickySessions: false,
  requestHeaders: { set: [], remove: [] },
  responseHeaders: { set: [], add: [], remove: [] },
  basicAuth: { realm: "", passCredentials: false },
  errorPages: { "503": "", "504": "" },
};

export function toProxyForm(settings: ProxySettings | undefined): ProxyForm {
  return {
    maxBodyBytes: settings?.maxBodyBytes ?? "",
    allowedNetworks: settings?.allowedNetworks ?? [],
    maintenance: {
      isOn: settings?.maintenance !== undefined,
      page: settings?.maintenance?.page ?? "",
      retryAfterSeconds: settings?.maintenance?.retryAfterSeconds ?? "",
    },
    idleTimeoutSeconds: settings?.idleTimeoutSeconds ?? "",
    maxConnections: settings?.maxConnections ?? "",
    queueTimeoutSeconds: settings?.queueTimeoutSeconds ?? "",
    rateLimit: { ...EMPTY_PROXY.rateLimit, ...settings?.rateLimit },
    compression: settings?.compression ?? false,
    stickySessions: settings?.stickySessions ?? false,
    requestHeaders: {
      set: headerTexts(settings?.requestHeaders?.set),
      remove: settings?.requestHeaders?.remove ?? [],
    },
    responseHeaders: {
      set: headerTexts(settings?.responseHeaders?.set),
      add: headerTexts(settings?.responseHeaders?.add),
      remove: settings?.responseHeaders?.remove ?? [],
    },
    basicAuth: {
      realm: settings?.basicAuth?.realm ?? "",
      passCredentials: settings?.basicAuth?.passCredentials ?? false,
    },
    errorPages: { ...EMPTY_PROXY.errorPages, ...settings?.errorPages },
  };
}

export function toUserForms(settings: ProxySettings | undefined): UserForm[] {
  return (settings?.basicAuth?.users ?? []).map(({ name }) => ({ name, password: "", stored: name }));
}

function headerTexts(headers: Record<string, string> | undefined): string[] {
  return Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`);
}

/** The options that are set; null for none. */
export function proxyFields(form: ProxyForm, users: UserForm[]): ProxySettings | null {
  const settings: ProxySettings = {
    ...(form.maxBodyBytes === "" ? {} : { maxBodyBytes: form.maxBodyBytes }),
    ...(form.allowedNetworks.length > 0 ? { allowedNetworks: form.allowedNetworks } : {}),
    ...(form.maintenance.isOn ? { maintenance: maintenanceFields(form.maintenance) } : {}),
    ...(form.idleTimeoutSeconds === "" ? {} : { idleTimeoutSeconds: form.idleTimeoutSeconds }),
    ...(form.maxConnections === "" ? {} : { maxConnections: form.maxConnections }),
    ...(form.queueTimeoutSeconds === "" ? {} : { queueTimeoutSeconds: form.queueTimeoutSeconds }),
    ...rateLimitFields(form.rateLimit),
    ...(form.compression ? { compression: true } : {}),
    ...(form.stickySessions ? { stickySessions: true } : {}),
    ...requestHeaderFields(form.requestHeaders),
    ...responseHeaderFields(form.responseHeaders),
    ...errorPageFields(form.errorPages),
    ...(users.length > 0 ? { basicAuth: basicAuthFields(form.basicAuth, users) } : {}),
  };
  return Object.keys(settings).length > 0 ? settings : null;
}

function maintenanceFields(form: ProxyForm["maintenance"]): NonNullable<ProxySettings["maintenance"]> {
  return {
    ...(form.page === "" ? {} : { page: form.page }),
    ...(form.retryAfterSeconds === "" ? {} : { retryAfterSeconds: form.retryAfterSeconds }),
  };
}

/** What is half filled in is sent as it is, so that the server names what is missing. */
function rateLimitFields({ requests, seconds }: ProxyForm["rateLimit"]): Pick<ProxySettings, "rateLimit"> {
  if (requests === "" && seconds === "") return {};
  return { rateLimit: { requests: Number(requests), seconds: Number(seconds) } };
}

function requestHeaderFields({
  set,
  remove,
}: ProxyForm["requestHeaders"]): Pick<ProxySettings, "requestHeaders"> {
  const headers = { ...valuesOf("set", set), ...(remove.length > 0 ? { remove } : {}) };
  return Object.keys(headers).length > 0 ? { requestHeaders: headers } : {};
}

function responseHeaderFields(form: ProxyForm["responseHeaders"]): Pick<ProxySettings, "responseHeaders"> {
  const headers = {
    ...valuesOf("set", form.set),
    ...valuesOf("add", form.add),
    ...(form.remove.length > 0 ? { remove: form.remove } : {}),
  };
  return Object.keys(headers).length > 0 ? { responseHeaders: headers } : {};
}

function valuesOf(
  action: "set" | "add",
  headers: string[],
): { [A in typeof action]?: Record<string, string> } {
  return headers.length > 0 ? { [action]: Object.fromEntries(headers.map(nameAndValue)) } : {};
}

function errorPageFields(form: ProxyForm["errorPages"]): Pick<ProxySettings, "errorPages"> {
  const pages = Object.fromEntries(Object.entries(form).filter(([, page]) => page !== ""));
  return Object.keys(pages).length > 0 ? { errorPages: pages } : {};
}

function basicAuthFields(
  { realm, passCredentials }: ProxyForm["basicAuth"],
  users: UserForm[],
): NonNullable<ProxySettings["basicAuth"]> {
  return {
    ...(realm.trim() ? { realm: realm.trim() } : {}),
    users: users.map(({ name, password }) => ({ name: name.trim(), ...(password ? { password } : {}) })),
    ...(passCredentials ? { passCredentials } : {}),
  };
}

function nameAndValue(header: string): [string, string] {
  const [name = "", ...value] = header.split(":");
  return [name.trim(), value.join(":").trim()];
}
