import { Alert, Button, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { messageOf } from "../api/failure";

interface BoundaryProps {
  /** Another place is another attempt. */
  readonly place: string;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly failure?: unknown;
  readonly place: string;
}

/**
 * Keeps the frame of the page when a part of it fails: a mistake of ours, or a file of the page that the server does not have
 * any more because it was replaced meanwhile.
 */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { place: this.props.place };

  static getDerivedStateFromError(failure: unknown): Partial<BoundaryState> {
    return { failure };
  }

  static getDerivedStateFromProps({ place }: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return place === state.place ? null : { place, failure: undefined };
  }

  override render() {
    return this.state.failure === undefined ? this.props.children : <Broken failure={this.state.failure} />;
  }
}

function Broken({ failure }: { readonly failure: unknown }) {
  return (
    <Alert
      role="alert"
      title="This section could not be shown"
      icon={<IconAlertTriangle aria-hidden />}
      styles={{
        root: { background: "var(--paz-unhealthy)" },
        title: { color: "var(--paz-unhealthy-text)" },
        icon: { color: "var(--paz-unhealthy-text)" },
        message: { color: "var(--paz-unhealthy-text)" },
      }}
    >
      <Text size="sm" c="inherit">
        The platform may have been updated. Services are not affected.
      </Text>
      <Text size="sm" c="inherit" mt={4} style={{ overflowWrap: "anywhere" }}>
        {messageOf(failure)}
      </Text>
      <Button size="xs" mt="xs" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </Alert>
  );
}
