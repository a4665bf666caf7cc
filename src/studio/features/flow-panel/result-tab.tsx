import type { PromptPack } from '#contract';
import { MarkdownView } from '../../components/markdown-view.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { AcceptedRisks } from './accepted-risks.tsx';
import { CliCommand } from './cli-command.tsx';
import { FindingResults } from './finding-results.tsx';
import { OmittedList } from './omitted-list.tsx';
import { readResult } from './read-result.ts';

/** What is known before any model answers: the result's text, the findings with their remedies, what is missing, the command. */
export function ResultTab({ pack }: { readonly pack: PromptPack }) {
  const { lead, rest } = readResult(pack);
  const findings = pack.findings ?? [];
  const accepted = pack.accepted ?? [];
  const omitted = pack.omitted ?? [];
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1 pt-1">
          <MarkdownView text={lead} />
        </div>
        <CopyButton text={pack.result_markdown} label="Copy result" announcement="Copied the result" />
      </div>
      {findings.length === 0 ? null : <FindingResults findings={findings} />}
      {accepted.length === 0 ? null : <AcceptedRisks accepted={accepted} />}
      {rest === '' ? null : <MarkdownView text={rest} />}
      {omitted.length === 0 ? null : <OmittedList omitted={omitted} />}
      {pack.cli_command === undefined ? null : <CliCommand command={pack.cli_command} />}
    </div>
  );
}
