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
      title="This part of the page does not work"
      icon={<IconAlertTriangle aria-hidden />}
      styles={{
        root: { background: "var(--paz-unwell)" },
        title: { color: "var(--paz-unwell-text)" },
        icon: { color: "var(--paz-unwell-text)" },
        message: { color: "var(--paz-unwell-text)" },
      }}
    >
      <Text size="sm" c="inherit">
        The platform may have a new version of it. Services are not touched by this.
      </Text>
      <Text size="sm" c="inherit" mt={4} style={{ overflowWrap: "anywhere" }}>
        {messageOf(failure)}
      </Text>
      <Button size="xs" mt="xs" onClick={() => window.location.reload()}>
        Load the page again
      </Button>
    </Alert>
  );
}
