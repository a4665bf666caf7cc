import { CopyButton } from '../../components/ui/copy-button.tsx';

/** The command that prints this pack in a terminal. */
export function CliCommand({ command }: { readonly command: string }) {
  return (
    <section aria-label="Command line" className="flex items-start gap-2 rounded-medium border border-line bg-sunken py-1 pr-1 pl-3">
      <pre tabIndex={0} data-focus="inset" aria-label="Command" className="max-h-40 min-w-0 flex-1 overflow-auto py-1 text-code whitespace-pre-wrap">
        <span aria-hidden className="text-faint select-none">
          ${' '}
        </span>
        <code>{command}</code>
      </pre>
      <CopyButton text={command} size="small" name="Copy command" announcement="Copied the command" />
    </section>
  );
}
