import { Component, type ReactNode } from 'react';

interface PlainOnErrorProps {
  /** What is rendered; another text is tried anew. */
  readonly text: string;
  readonly plain: ReactNode;
  readonly children: ReactNode;
}

interface PlainOnErrorState {
  readonly failedOn: string | null;
}

/** Shows the plain form of a text that cannot be rendered, such as one nested deeper than the stack: the page around it stays. */
export class PlainOnError extends Component<PlainOnErrorProps, PlainOnErrorState> {
  override readonly state: PlainOnErrorState = { failedOn: null };

  static getDerivedStateFromProps({ text }: PlainOnErrorProps, { failedOn }: PlainOnErrorState): PlainOnErrorState | null {
    return failedOn !== null && failedOn !== '' && failedOn !== text ? { failedOn: null } : null;
  }

  static getDerivedStateFromError(): PlainOnErrorState {
    return { failedOn: '' };
  }

  override componentDidCatch(): void {
    this.setState({ failedOn: this.props.text });
  }

  override render(): ReactNode {
    return this.state.failedOn === null ? this.props.children : this.props.plain;
  }
}
