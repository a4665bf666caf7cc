import { Component, type ReactNode } from 'react';
import { ErrorState } from '../components/query-state.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Shows a failure of the Studio itself in the place of what failed, with a way to try again. A class, because React offers no other way. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
