import { Fragment } from 'react';
import { visibleLine } from '../../lib/visible-text.ts';

/** A name that breaks after its underscores and dots when there is no room, and elsewhere only when it must. */
export function BreakingName({ text }: { readonly text: string }) {
  return (
    <bdi>
      {visibleLine(text)
        .split(/(?<=[_.])/)
        .map((part, index) => (
          <Fragment key={index}>
            {index === 0 ? null : <wbr />}
            {part}
          </Fragment>
        ))}
    </bdi>
  );
}
