import { Select, Text } from "@mantine/core";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../components/page-title";
import { useLive } from "../live/live";
import { LogView } from "./log-view";

export default function LogsPage() {
  const services = useLive((live) => live.services);
  const names = useMemo(() => [...services.keys()].sort(), [services]);
  const [search, setSearch] = useSearchParams();
  const name = search.get("service") ?? names[0];
  return (
    <>
      <PageTitle title="Logs">
        <Select
          aria-label="Service"
          searchable
          allowDeselect={false}
          data={names}
          value={name ?? null}
          onChange={(chosen) => chosen && setSearch({ service: chosen })}
        />
      </PageTitle>
      {name === undefined ? (
        <Text>There is no service yet, so there is nothing to read.</Text>
      ) : (
        <LogView key={name} path={`/services/${encodeURIComponent(name)}/logs`} name={name} />
      )}
    </>
  );
}
