import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../components/page-title";
import { useLive } from "../live/live";
import { LogView } from "./log-view";

/** No service has this name. */
const ALL = { value: "*", label: "All services" };

export default function LogsPage() {
  const services = useLive((live) => live.services);
  const choices = useMemo(
    () => [ALL, ...[...services.keys()].sort().map((name) => ({ value: name, label: name }))],
    [services],
  );
  const [search, setSearch] = useSearchParams();
  const name = search.get("service") ?? ALL.value;
  const path = name === ALL.value ? "/cluster/logs" : `/services/${encodeURIComponent(name)}/logs`;
  return (
    <>
      <PageTitle title="Logs">
        <Select
          aria-label="Service"
          searchable
          allowDeselect={false}
          data={choices}
          value={name}
          onChange={(chosen) => chosen && setSearch(chosen === ALL.value ? {} : { service: chosen })}
        />
      </PageTitle>
      <LogView key={path} path={path} name={name === ALL.value ? "all services" : name} />
    </>
  );
}
