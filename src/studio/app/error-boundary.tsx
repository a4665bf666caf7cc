import { Component, type ReactNode } from 'react';
import { PartNotLoadedState } from '../components/part-not-loaded.tsx';
import { ErrorState } from '../components/query-state.tsx';
import { PartNotLoaded } from '../lib/lazy-part.ts';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** What is shown, such as the id of an object: another one is tried by itself. */
  readonly of?: string | null;
  /** What stands around the failure. */
  readonly frame?: (failure: ReactNode) => ReactNode;
}

interface ErrorBoundaryState {
  readonly error: unknown;
  readonly of: string | null | undefined;
}

/** Shows a failure of the Studio itself in the place of what failed, with the way out. A class, because React offers no other way. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, of: this.props.of };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps({ of }: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return of === state.of ? null : { error: null, of };
  }

  override render() {
    const { error } = this.state;
    const { children, frame = (failure: ReactNode) => failure } = this.props;
    if (error === null) return children;
    if (error instanceof PartNotLoaded) return frame(<PartNotLoadedState error={error} />);
    return frame(<ErrorState error={error} onRetry={() => this.setState({ error: null })} />);
  }
}
