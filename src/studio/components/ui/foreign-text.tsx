import { visibleLine, visibleText } from '../../lib/visible-text.ts';

interface ForeignTextProps {
  readonly text: string;
  /** Sentences, whose line ends are spaces; in a name they are written out. */
  readonly prose?: boolean;
}

/** Text of the project: what is invisible in it is written out, and it does not change the order of what stands beside it. */
export function ForeignText({ text, prose = false }: ForeignTextProps) {
  return <bdi>{prose ? visibleText(text) : visibleLine(text)}</bdi>;
}
