import { visibleLine } from '../../lib/visible-text.ts';

/** A name or a sentence of the project: what is invisible in it is written out, and it does not change the order of what stands beside it. */
export function ForeignText({ text }: { readonly text: string }) {
  return <bdi>{visibleLine(text)}</bdi>;
}
