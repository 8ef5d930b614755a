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
      set: Object.entries(settings?.requestHeaders?.set ?? {}).map(([name, value]) => `${name}: ${value}`),
      remove: settings?.requestHeaders?.remove ?? [],
    },
  };
}

/** The options that are set; null for none. */
export function proxyFields(form: ProxyForm): ProxySettings | null {
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
    ...headerFields(form.requestHeaders),
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

function headerFields({ set, remove }: ProxyForm["requestHeaders"]): Pick<ProxySettings, "requestHeaders"> {
  const values = Object.fromEntries(set.map(nameAndValue));
  const headers = {
    ...(set.length > 0 ? { set: values } : {}),
    ...(remove.length > 0 ? { remove } : {}),
  };
  return Object.keys(headers).length > 0 ? { requestHeaders: headers } : {};
}

function nameAndValue(header: string): [string, string] {
  const [name = "", ...value] = header.split(":");
  return [name.trim(), value.join(":").trim()];
}
