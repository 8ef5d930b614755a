import { Stack } from "@mantine/core";
import { PageTitle } from "../components/page-title";
import { useSession } from "../session/session";
import { Password } from "./password";
import { People } from "./people";
import { Sessions } from "./sessions";
import { Tokens } from "./tokens";

/** Who and what may use the platform. */
export default function SettingsPage() {
  const session = useSession().data;
  const administers = session?.role === undefined || session.role === "administrator";
  return (
    <>
      <PageTitle title="Settings" />
      <Stack>
        {session?.person !== undefined && <Password person={session.person} />}
        {administers && <People />}
        <Sessions />
        {administers && <Tokens />}
      </Stack>
    </>
  );
}
