import { Center, Loader, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import { ApiFailure } from "./api/failure";
import { Failure } from "./components/failure";
import { NotFound } from "./layout/not-found";
import { withRetries } from "./layout/retries";
import { Shell } from "./layout/shell";
import { LiveProvider } from "./live/live";
import { nonce } from "./nonce";
import { InvitationPage } from "./session/invitation-page";
import { useSession } from "./session/session";
import { SignInHelp, SignInPage } from "./session/sign-in-page";
import { theme } from "./theme";

const DashboardPage = lazy(withRetries(() => import("./dashboard/dashboard-page")));
const ServicesPage = lazy(withRetries(() => import("./services/services-page")));
const NewServicePage = lazy(withRetries(() => import("./services/new-service-page")));
const ServicePage = lazy(withRetries(() => import("./service/service-page")));
const DeploymentPage = lazy(withRetries(() => import("./service/deployment-page")));
const BalancersPage = lazy(withRetries(() => import("./balancers/balancers-page")));
const CertificatesPage = lazy(withRetries(() => import("./certificates/certificates-page")));
const AlarmsPage = lazy(withRetries(() => import("./alarms/alarms-page")));
const MonitoringPage = lazy(withRetries(() => import("./monitoring/monitoring-page")));
const LogsPage = lazy(withRetries(() => import("./logs/logs-page")));
const RequestPage = lazy(withRetries(() => import("./requests/request-page")));
const SettingsPage = lazy(withRetries(() => import("./settings/settings-page")));
const AuditPage = lazy(withRetries(() => import("./audit/audit-page")));
const HistoryPage = lazy(withRetries(() => import("./history/history-page")));

/** A refusal is final until something changes; only what may pass by itself is tried again. */
function mayPass(failures: number, failure: unknown): boolean {
  return failures < 2 && failure instanceof ApiFailure && (failure.status === 0 || failure.status >= 502);
}

function queryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: { queries: { retry: mayPass, refetchOnWindowFocus: false } },
    queryCache: new QueryCache({
      onError: (failure, query) => {
        const ended =
          failure instanceof ApiFailure && failure.status === 401 && query.queryKey[0] !== "session";
        if (ended) void client.invalidateQueries({ queryKey: ["session"] });
      },
    }),
  });
  return client;
}

const queries = queryClient();

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <BrowserRouter basename="/ui">
          <Routes>
            <Route path="/invitation" element={<InvitationPage />} />
            <Route path="/sign-in" element={<SignInPage />} />
            <Route path="*" element={<SignedIn />} />
          </Routes>
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function SignedIn() {
  const session = useSession();
  if (session.error instanceof ApiFailure && session.error.status === 401) return <SignInHelp />;
  if (session.data) {
    // What was begun on the page stays, also while nobody answers.
    return (
      <LiveProvider>
        <Pages />
      </LiveProvider>
    );
  }
  return (
    <Center component="main" mih="100vh" p="md">
      {session.isError ? (
        <Failure what="Paz does not answer" failure={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Loader aria-label="Loading" />
      )}
    </Center>
  );
}

function Pages() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<DashboardPage />} />
        <Route path="services" element={<ServicesPage />} />
        <Route path="services/new" element={<NewServicePage />} />
        <Route path="services/:name" element={<Navigate to="overview" replace />} />
        <Route path="services/:name/:tab" element={<ServicePage />} />
        <Route path="deployments/:service/:version" element={<DeploymentPage />} />
        <Route path="load-balancers" element={<BalancersPage />} />
        <Route path="certificates" element={<CertificatesPage />} />
        <Route path="alarms" element={<AlarmsPage />} />
        <Route path="monitoring" element={<MonitoringPage />} />
        <Route path="logs" element={<LogsPage />} />
        <Route path="requests/:id" element={<RequestPage />} />
        <Route path="history" element={<HistoryPage />} />
        <Route path="settings" element={<SettingsPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
