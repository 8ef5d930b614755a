import { Stack } from "@mantine/core";
import { PageTitle } from "../components/page-title";
import { routes } from "../api/actions";
import { Allowed } from "../session/allowed";
import { useSession } from "../session/session";
import { Password } from "./password";
import { People } from "./people";
import { SecondFactor } from "./second-factor";
import { Sessions } from "./sessions";
import { Tokens } from "./tokens";

/** Who and what may use the platform. */
export default function SettingsPage() {
  const session = useSession().data;
  return (
    <>
      <PageTitle title="Settings" />
      <Stack>
        {session?.person !== undefined && <Password person={session.person} />}
        {session?.secondFactor !== undefined && <SecondFactor active={session.secondFactor} />}
        <Allowed to={routes.people}>
          <People />
        </Allowed>
        <Sessions />
        <Allowed to={routes.tokens}>
          <Tokens />
        </Allowed>
      </Stack>
    </>
  );
}
