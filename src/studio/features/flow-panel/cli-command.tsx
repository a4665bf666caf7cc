import { CodeBlock } from '../../components/ui/code-block.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';

/** The command that prints this pack in a terminal. */
export function CliCommand({ command }: { readonly command: string }) {
  return (
    <section aria-label="Command line" className="flex items-start gap-2 rounded-medium border border-line bg-sunken py-1 pr-1 pl-3">
      <CodeBlock label="Command" wrapped className="max-h-40 min-w-0 flex-1 py-1">
        <span aria-hidden className="text-faint select-none">
          ${' '}
        </span>
        <code>{command}</code>
      </CodeBlock>
      <CopyButton text={command} size="small" name="Copy command" announcement="Copied the command" />
    </section>
  );
}
