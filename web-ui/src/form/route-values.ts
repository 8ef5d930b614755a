import type { ConfigurationFields } from "../api/wire";

type Route = NonNullable<ConfigurationFields["routes"]>[number];

export interface RouteForm {
  host: string;
  path: string;
  stripPrefix: boolean;
  redirect: string;
  permanent: boolean;
  keepPath: boolean;
}

export const EMPTY_ROUTE: RouteForm = {
  host: "",
  path: "",
  stripPrefix: false,
  redirect: "",
  permanent: false,
  keepPath: false,
};

export function toRouteForm({ host, path, stripPrefix, redirect }: Route): RouteForm {
  return {
    host: host ?? "",
    path: path ?? "",
    stripPrefix: stripPrefix ?? false,
    redirect: redirect?.url ?? "",
    permanent: redirect?.permanent ?? false,
    keepPath: redirect?.keepPath ?? false,
  };
}

export function routeFields(form: RouteForm): Route {
  const url = form.redirect.trim();
  return {
    ...(form.host.trim() ? { host: form.host.trim() } : {}),
    ...(form.path.trim() ? { path: form.path.trim() } : {}),
    ...(form.stripPrefix ? { stripPrefix: true } : {}),
    ...(url
      ? {
          redirect: {
            url,
            ...(form.permanent ? { permanent: true } : {}),
            ...(form.keepPath ? { keepPath: true } : {}),
          },
        }
      : {}),
  };
}
