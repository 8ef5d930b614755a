import { NativeSelect, Table, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { actions, reads } from "../api/actions";
import type { Token } from "../api/wire";
import { Ago } from "../components/ago";
import { Confirm } from "../components/confirm";
import { Copied } from "../components/copied";
import { useNow } from "../components/now";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { ShownOnce } from "../components/shown-once";
import { WideTable } from "../components/wide-table";
import { dateAndTime } from "../text/format";

const KEY = ["tokens"];
const REFRESH_MS = 10_000;

const KINDS = [
  { value: "deploy", label: "Deploy one service" },
  { value: "read", label: "Read everything" },
  { value: "admin", label: "Administer everything" },
];

const LIVES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
];

/** The API tokens: what exists, a new one, revoking. */
export function Tokens() {
  const [created, setCreated] = useState<Token>();
  const queries = useQueryClient();
  const tokens = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => reads.tokens(signal),
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: KEY });
  return (
    <>
      {created && <Created token={created} onClose={() => setCreated(undefined)} />}
      <QueryResult query={tokens} what="the tokens">
        {(found) => (
          <Panel
            title={`API tokens (${found.length})`}
            flush={found.length > 0}
            actions={
              <Create
                onCreated={(token) => {
                  setCreated(token);
                  refresh();
                }}
              />
            }
          >
            {found.length === 0 ? (
              <Text c="dimmed">
                No API tokens yet. One lets CI or a script call the API with limited rights, for a limited
                time.
              </Text>
            ) : (
              <TokenTable tokens={found} onRevoked={refresh} />
            )}
          </Panel>
        )}
      </QueryResult>
    </>
  );
}

function TokenTable(props: { readonly tokens: readonly Token[]; readonly onRevoked: () => void }) {
  return (
    <WideTable
      label="API tokens"
      minWidth={760}
      heads={["Name", "Scopes", "Created", "Expires", "Last use", "Actions"]}
    >
      {props.tokens.map((token) => (
        <Table.Tr key={token.id}>
          <Table.Td style={{ overflowWrap: "anywhere" }}>{token.name}</Table.Td>
          <Table.Td className="mono">{token.scopes.join(", ")}</Table.Td>
          <Table.Td>
            <Ago at={token.createdAt} />
            <Text size="xs" c="dimmed">
              by {token.createdBy}
            </Text>
          </Table.Td>
          <Table.Td>
            <Expiry at={token.expiresAt} />
          </Table.Td>
          <Table.Td>{token.lastUsedAt === undefined ? "never" : <Ago at={token.lastUsedAt} />}</Table.Td>
          <Table.Td>
            <Confirm
              label="Revoke"
              danger
              title={`Revoke the token ${token.name}?`}
              action={() => actions.revokeToken(token.id)}
              onDone={props.onRevoked}
            >
              <Text size="sm">Whatever uses it is refused at once.</Text>
            </Confirm>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function Expiry({ at }: { readonly at: number }) {
  const now = useNow();
  return at <= now ? "expired" : <time dateTime={new Date(at).toISOString()}>{dateAndTime(at)}</time>;
}

function Create({ onCreated }: { readonly onCreated: (token: Token) => void }) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState("deploy");
  const [service, setService] = useState("");
  const [days, setDays] = useState("90");
  const scope = kind === "deploy" ? `deploy:${service.trim()}` : kind;
  return (
    <Confirm<Token>
      label="Create"
      title="Create an API token"
      ready={name.trim() !== "" && (kind !== "deploy" || service.trim() !== "")}
      action={() => actions.createToken({ name: name.trim(), scopes: [scope], expiresInDays: Number(days) })}
      onDone={onCreated}
    >
      <TextInput
        label="Name"
        description="What the token is for, such as CI of the shop"
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="May"
        value={kind}
        data={KINDS}
        onChange={(event) => setKind(event.currentTarget.value)}
      />
      {kind === "deploy" && (
        <TextInput
          label="Service"
          spellCheck={false}
          value={service}
          onChange={(event) => setService(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label="Expires after"
        value={days}
        data={LIVES}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
    </Confirm>
  );
}

/** The text of a token, which is not shown again. */
function Created({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  return (
    <ShownOnce
      title={`Token ${token.name} created: copy this now`}
      hint="It is not shown again. It travels as Authorization: Bearer, never in an address."
      onClose={onClose}
    >
      <Copied label="Token" value={token.token ?? ""} />
    </ShownOnce>
  );
}
