import { Component, type ReactNode } from 'react';

/** A part whose code cannot be fetched just now is left out; the rest of the page stands. */
export class Spared extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children;
  }
}
