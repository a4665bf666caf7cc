import { CodeBlock } from '../../components/ui/code-block.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { useProjectFile } from '../../lib/project-file.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { fileCommand, shellCommand } from './shell-command.ts';

/** Browsers break a line after a hyphen, which would tear `--action` apart. */
const optionName = /(--[a-z][a-z-]*)/;

/** The command that prints this pack in a terminal. */
export function CliCommand({ command: packCommand }: { readonly command: string }) {
  const { server } = useStudioApi();
  const file = useProjectFile();
  const command = file === null ? shellCommand(packCommand, server) : fileCommand(packCommand, file.shown);
  return (
    <section aria-label="Command line" className="flex flex-col gap-1">
      <div className="flex items-start gap-2 rounded-medium border border-line bg-sunken py-1 pr-1 pl-3">
        <CodeBlock label="Command" wrapped className="max-h-40 min-w-0 flex-1 py-1">
          <span aria-hidden className="text-faint select-none">
            ${' '}
          </span>
          <code>{visibleText(command).split(optionName).map((part, index) => (index % 2 === 0 ? part : <span key={index} className="whitespace-nowrap">{part}</span>))}</code>
        </CodeBlock>
        <CopyButton text={command} size="small" name="Copy command" announcement="Copied the command" />
      </div>
      {server.asksForToken ? (
        <p className="text-meta text-faint">
          This server asks for its token: set <code>AKSARA_TOKEN</code> in the terminal first.
        </p>
      ) : null}
    </section>
  );
}
