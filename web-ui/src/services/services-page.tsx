import { Button, Text, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { routes } from "../api/actions";
import { Allowed } from "../session/allowed";
import { PageTitle } from "../components/page-title";
import { FirstVisit } from "../dashboard/first-visit";
import { useLive } from "../live/live";
import { servicePictures, type ServiceSummary } from "../live/service-summary";
import { useStates } from "../live/states";
import { Waiting } from "../live/waiting";
import { ServiceTable } from "./service-table";

export default function ServicesPage() {
  const live = useLive((state) => state);
  const states = useStates();
  const summaries = useMemo(() => servicePictures(live, states), [live, states]);
  const [search, setSearch] = useState("");
  const found = useMemo(() => summaries.filter((summary) => matches(summary, search)), [summaries, search]);
  return (
    <>
      <PageTitle title="Services">
        <Allowed to={routes.createService}>
          <Button component={Link} to="/services/new" leftSection={<IconPlus size={16} aria-hidden />}>
            New service
          </Button>
        </Allowed>
      </PageTitle>
      {!live.known && <Waiting />}
      {live.known && summaries.length === 0 && <FirstVisit />}
      {summaries.length > 0 && (
        <>
          <TextInput
            type="search"
            mb="md"
            maw={420}
            aria-label="Search services"
            placeholder="Name, image or state"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {found.length === 0 ? (
            <Text>No service matches “{search}”.</Text>
          ) : (
            <ServiceTable summaries={found} />
          )}
        </>
      )}
    </>
  );
}

/** Every word must be somewhere in the name, the image or the state. */
export function matches({ service, status }: ServiceSummary, search: string): boolean {
  const text =
    `${service.name} ${service.dockerRepository} ${service.description ?? ""} ${status}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
