import { memo, useState } from 'react';
import type { AnswerMark } from '#contract';
import { MarkdownView } from '../../components/markdown-view.tsx';
import { PlainOnError } from '../../components/plain-on-error.tsx';
import { Button } from '../../components/ui/button.tsx';
import { formatCount } from '../../lib/format.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { splitBlocks, type AnswerBlock } from './answer-blocks.ts';
import { MarkList } from './mark-list.tsx';

/** UTF-16 code units that are shown as Markdown; beyond them nobody reads, and the browser would stutter. */
const renderedLimit = 100_000;
/** A longer part is shown as it is: Markdown can be written so that reading it takes long. */
const blockLimit = 10_000;
/** Thirty quotes or lists within each other: reading that takes time in the square of the depth, and no answer needs it. */
const deeplyNested = /^[ \t]*(?:> ?|(?:[-*+]|\d{1,9}[.)])[ \t]+){30}/m;

interface AnswerTextProps {
  readonly text: string;
  /** In the order of the text. */
  readonly marks: readonly AnswerMark[];
}

/** An answer part by part, each mark after the part it stands in. What was shown already is not rendered again while the text grows. */
export function AnswerText({ text, marks }: AnswerTextProps) {
  const blocks = splitBlocks(text.slice(0, renderedLimit));
  const rest = text.slice(renderedLimit);
  const shownEnd = text.length - rest.length;
  return (
    <div className="flex flex-col gap-3">
      {blocks.map((block, index) => (
        <MarkedBlock key={block.start} block={block} marks={marksIn(marks, block.start, blocks[index + 1]?.start ?? shownEnd)} />
      ))}
      {rest === '' ? null : <Rest text={rest} shown={shownEnd} marks={marksIn(marks, shownEnd, Infinity)} />}
    </div>
  );
}

function MarkedBlock({ block, marks }: { readonly block: AnswerBlock; readonly marks: readonly AnswerMark[] }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <BlockText text={block.text} />
      {marks.length === 0 ? null : <MarkList marks={marks} />}
    </div>
  );
}

const BlockText = memo(function BlockText({ text }: { readonly text: string }) {
  if (text.length > blockLimit || deeplyNested.test(text)) return <PlainText text={text} />;
  return (
    <PlainOnError text={text} plain={<PlainText text={text} />}>
      <MarkdownView text={text} />
    </PlainOnError>
  );
});

function Rest({ text, shown, marks }: { readonly text: string; readonly shown: number; readonly marks: readonly AnswerMark[] }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-3">
      <p className="text-soft">
        The first {formatCount(shown)} of {formatCount(shown + text.length)} characters are shown. Copy answer gives all of it.
      </p>
      {open ? <PlainText text={text} /> : <Button onClick={() => setOpen(true)}>Show the rest as text</Button>}
      {marks.length === 0 ? null : <MarkList marks={marks} />}
    </div>
  );
}

function PlainText({ text }: { readonly text: string }) {
  return <pre className="w-full font-mono text-code wrap-anywhere whitespace-pre-wrap">{visibleText(text)}</pre>;
}

function marksIn(marks: readonly AnswerMark[], start: number, end: number): readonly AnswerMark[] {
  return marks.filter((mark) => mark.start >= start && mark.start < end);
}
