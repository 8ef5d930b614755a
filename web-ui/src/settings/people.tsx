import { Group, NativeSelect, Table, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { actions, reads } from "../api/actions";
import type { Person, Role } from "../api/wire";
import { Ago } from "../components/ago";
import { Confirm } from "../components/confirm";
import { Copied } from "../components/copied";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { ShownOnce } from "../components/shown-once";
import { WideTable } from "../components/wide-table";

const KEY = ["people"];

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: "viewer", label: "Viewer: reads everything" },
  { value: "deployer", label: "Deployer: deploys services too" },
  { value: "administrator", label: "Administrator: does everything" },
];

/** The accounts: who there is, a new one, invitations, removing. */
export function People() {
  const [invited, setInvited] = useState<Person>();
  const queries = useQueryClient();
  const people = useQuery({ queryKey: KEY, queryFn: ({ signal }) => reads.people(signal) });
  const refresh = () => void queries.invalidateQueries({ queryKey: KEY });
  const show = (person: Person) => {
    setInvited(person);
    refresh();
  };
  return (
    <>
      {invited && <Invitation person={invited} onClose={() => setInvited(undefined)} />}
      <QueryResult query={people} what="the people">
        {(found) => (
          <Panel title={`People (${found.length})`} flush={found.length > 0} actions={<Add onAdded={show} />}>
            {found.length === 0 ? (
              <Text c="dimmed">
                No accounts yet. A person with one signs in with a password, and may do what their role
                allows.
              </Text>
            ) : (
              <WideTable
                label="People"
                minWidth={680}
                heads={["Name", "Role", "Password", "Added", "Actions"]}
              >
                {found.map((person) => (
                  <Row key={person.name} person={person} onInvited={show} onRemoved={refresh} />
                ))}
              </WideTable>
            )}
          </Panel>
        )}
      </QueryResult>
    </>
  );
}

interface RowProps {
  readonly person: Person;
  readonly onInvited: (person: Person) => void;
  readonly onRemoved: () => void;
}

function Row({ person, onInvited, onRemoved }: RowProps) {
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: "anywhere" }}>{person.name}</Table.Td>
      <Table.Td>
        {person.role}
        {person.services.length > 0 && (
          <Text size="xs" c="dimmed">
            of {person.services.join(", ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {person.hasPassword ? "set" : "not yet"}
        {person.hasSecondFactor && (
          <Text size="xs" c="dimmed">
            and second factor
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Ago at={person.createdAt} />
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <Confirm<Person>
            label="Invite again"
            title={`Make another invitation for ${person.name}?`}
            action={() => actions.invite(person.name)}
            onDone={onInvited}
          >
            <Text size="sm">
              An earlier invitation stops working. The password stays until the new one is used.
            </Text>
          </Confirm>
          {person.hasSecondFactor && (
            <Confirm
              label="Remove second factor"
              danger
              title={`Remove the second factor of ${person.name}?`}
              action={() => actions.removeSecondFactorOf(person.name)}
              onDone={onRemoved}
            >
              <Text size="sm">
                For somebody who has lost authenticator and recovery codes. The password alone signs them in
                then.
              </Text>
            </Confirm>
          )}
          <Confirm
            label="Remove"
            danger
            title={`Remove ${person.name}?`}
            action={() => actions.removePerson(person.name)}
            onDone={onRemoved}
          >
            <Text size="sm">The account is gone, and its sessions end at once.</Text>
          </Confirm>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Add({ onAdded }: { readonly onAdded: (person: Person) => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [services, setServices] = useState("");
  return (
    <Confirm<Person>
      label="Add"
      title="Add a person"
      ready={name.trim() !== ""}
      action={() =>
        actions.addPerson({
          name: name.trim(),
          role,
          services: role === "deployer" ? services.split(/[\s,]+/).filter((service) => service !== "") : [],
        })
      }
      onDone={onAdded}
    >
      <TextInput
        label="Name"
        description="Small letters, digits and ._@-"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="Role"
        value={role}
        data={[...ROLES]}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
      />
      {role === "deployer" && (
        <TextInput
          label="Services"
          description="That may be deployed; empty for all"
          spellCheck={false}
          value={services}
          onChange={(event) => setServices(event.currentTarget.value)}
        />
      )}
    </Confirm>
  );
}

/** The link of an invitation, which is not shown again. */
function Invitation({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const link = `${window.location.origin}/ui/invitation#${person.invitation ?? ""}`;
  return (
    <ShownOnce
      title={`Send ${person.name} this link now`}
      hint="Whoever opens it chooses the password of the account. It works once, for three days, and is not shown again."
      onClose={onClose}
    >
      <Copied label="Link" value={link} />
    </ShownOnce>
  );
}
