import { ActionIcon, AppShell, Burger, Group, NavLink, ScrollArea, Stack, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconBell,
  IconCertificate,
  IconChartLine,
  IconHistory,
  IconLayoutDashboard,
  IconLogout,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconStack2,
  IconTerminal2,
} from "@tabler/icons-react";
import { Suspense, useEffect } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { useSignOut } from "../session/session";
import { Boundary } from "./boundary";
import { ConnectionBanner } from "./connection-banner";
import { Mark } from "./mark";
import { routes, type Route } from "../api/actions";
import { useAllowed } from "../session/allowed";
import { SchemeSwitch } from "./scheme-switch";
import classes from "./shell.module.css";

const PAGES: readonly Omit<PageLinkProps, "pathname">[] = [
  { to: "/", label: "Dashboard", icon: IconLayoutDashboard },
  { to: "/services", label: "Services", icon: IconStack2 },
  { to: "/load-balancers", label: "Load balancers", icon: IconRoute },
  { to: "/certificates", label: "Certificates", icon: IconCertificate, route: routes.certificates },
  { to: "/alarms", label: "Alarms", icon: IconBell },
  { to: "/monitoring", label: "Monitoring", icon: IconChartLine },
  { to: "/logs", label: "Logs", icon: IconTerminal2 },
  { to: "/history", label: "History", icon: IconHistory },
  { to: "/audit", label: "Audit log", icon: IconShieldCheck, route: routes.audit },
  { to: "/settings", label: "Settings", icon: IconSettings },
];

/** The frame of every page: side bar, banner of the connection, the page itself. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const allowed = useAllowed();
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }}
      header={{ height: 56, collapsed: false }}
      padding={{ base: "sm", sm: "lg" }}
    >
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Menu"
              aria-expanded={opened}
            />
            <Link to="/" className={classes.brand}>
              <Mark />
              Paz
            </Link>
          </Group>
          <Group gap={4} wrap="nowrap">
            <SchemeSwitch />
            <SignOut />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.side} p="sm" aria-label="Pages">
        <ScrollArea>
          <Stack gap={4}>
            {PAGES.filter(({ route }) => route === undefined || allowed(route)).map((page) => (
              <PageLink key={page.to} {...page} pathname={pathname} />
            ))}
          </Stack>
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <div className={classes.main}>
          <ConnectionBanner />
          <Boundary place={pathname}>
            <Suspense>
              <Outlet />
            </Suspense>
          </Boundary>
        </div>
      </AppShell.Main>
    </AppShell>
  );
}

interface PageLinkProps {
  readonly to: string;
  readonly label: string;
  readonly icon: typeof IconStack2;
  /** What the page reads, where not everybody may. */
  readonly route?: Route;
  readonly pathname: string;
}

function PageLink({ to, label, icon: Icon, pathname }: PageLinkProps) {
  const active = to === "/" ? pathname === "/" : pathname === to || pathname.startsWith(`${to}/`);
  return (
    <NavLink
      component={Link}
      to={to}
      label={label}
      active={active}
      aria-current={active ? "page" : undefined}
      className={classes.link ?? ""}
      leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
    />
  );
}

function SignOut() {
  const signOut = useSignOut();
  if (!signOut) return null;
  return (
    <Tooltip label="Sign out">
      <ActionIcon variant="subtle" size="lg" aria-label="Sign out" onClick={signOut}>
        <IconLogout size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
