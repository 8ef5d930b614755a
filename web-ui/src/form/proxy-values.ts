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
}

export const EMPTY_PROXY: ProxyForm = {
  maxBodyBytes: "",
  allowedNetworks: [],
  maintenance: { isOn: false, page: "", retryAfterSeconds: "" },
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
  };
}

/** The options that are set; null for none. */
export function proxyFields(form: ProxyForm): ProxySettings | null {
  const settings: ProxySettings = {
    ...(form.maxBodyBytes === "" ? {} : { maxBodyBytes: form.maxBodyBytes }),
    ...(form.allowedNetworks.length > 0 ? { allowedNetworks: form.allowedNetworks } : {}),
    ...(form.maintenance.isOn ? { maintenance: maintenanceFields(form.maintenance) } : {}),
  };
  return Object.keys(settings).length > 0 ? settings : null;
}

function maintenanceFields(form: ProxyForm["maintenance"]): NonNullable<ProxySettings["maintenance"]> {
  return {
    ...(form.page === "" ? {} : { page: form.page }),
    ...(form.retryAfterSeconds === "" ? {} : { retryAfterSeconds: form.retryAfterSeconds }),
  };
}
