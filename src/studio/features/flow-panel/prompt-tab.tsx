import { useState } from 'react';
import type { PackSection, PromptPack } from '#contract';
import { WrapToggle } from '../../components/code-view.tsx';
import { CodeBlock } from '../../components/ui/code-block.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { Disclosure } from '../../components/ui/disclosure.tsx';
import { formatCount } from '../../lib/format.ts';
import { visibleLine, visibleText } from '../../lib/visible-text.ts';
import { PromptBlock } from './prompt-block.tsx';
import { bothPrompts, splitPrompt } from './prompt-text.ts';

/** System and user prompt as they are copied, the user prompt in its sections. */
export function PromptTab({ pack }: { readonly pack: PromptPack }) {
  const [wrapped, setWrapped] = useState(true);
  const { task, sections } = splitPrompt(pack);
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex items-center justify-end gap-2">
        <WrapToggle wrapped={wrapped} onWrap={() => setWrapped(!wrapped)} />
        <CopyButton text={() => bothPrompts(pack)} label="Copy both" announcement={copied(pack.tokens?.total)} />
      </div>
      <PromptBlock title="System" text={pack.system_prompt} tokens={pack.tokens?.system}>
        <PromptText text={pack.system_prompt} label="System prompt" wrapped={wrapped} />
      </PromptBlock>
      <PromptBlock title="User" text={pack.user_prompt} tokens={pack.tokens?.user}>
        <PromptText text={task} label={sections.length === 0 ? 'User prompt' : 'Task'} wrapped={wrapped} />
        {sections.map((section) => (
          <SectionBlock key={section.id} section={section} wrapped={wrapped} />
        ))}
      </PromptBlock>
    </div>
  );
}

interface SectionBlockProps {
  readonly section: PackSection;
  readonly wrapped: boolean;
}

/** The head line says where the facts come from: always, and more clearly while the section is pointed at or has the focus. */
function SectionBlock({ section, wrapped }: SectionBlockProps) {
  const source = visibleLine(section.source);
  const title = (
    <span className="flex items-baseline gap-2">
      <span className="min-w-0 truncate">{section.title}</span>
      <span className="min-w-0 flex-1 truncate text-meta font-normal text-faint group-focus-within:text-text group-hover:text-text">
        <span className="sr-only">Source: </span>
        {source}
      </span>
    </span>
  );
  return (
    <div className="border-t border-line px-2 py-1">
      <Disclosure open title={title} meta={`${formatCount(section.tokens)} tokens`} tooltip={`Source: ${source}`}>
        <PromptText text={section.text} label={section.title} wrapped={wrapped} />
      </Disclosure>
    </div>
  );
}

interface PromptTextProps {
  readonly text: string;
  readonly label: string;
  readonly wrapped: boolean;
}

function PromptText({ text, label, wrapped }: PromptTextProps) {
  return (
    <CodeBlock label={label} wrapped={wrapped} className="px-3 py-2">
      {visibleText(text)}
    </CodeBlock>
  );
}

function copied(tokens: number | undefined): string {
  return tokens === undefined ? 'Copied' : `Copied ${formatCount(tokens)} tokens`;
}
