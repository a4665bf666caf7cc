import type { UseQueryResult } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleDashed, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { AnswerCheck, CheckResponse } from '#contract';
import { Button } from '../../components/ui/button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { countLevels } from '../../lib/count-levels.ts';
import { toErrorMessage } from '../../lib/error-message.ts';
import { formatPlural } from '../../lib/format.ts';
import type { FlowAnswer } from '../../lib/flow-answer.ts';

interface CheckSummaryProps {
  readonly answer: FlowAnswer;
  readonly check: UseQueryResult<CheckResponse>;
}

/** What the checker saw in the whole answer; it keeps its line while the answer comes, so that the text below stays where it is. */
export function CheckSummary({ answer, check }: CheckSummaryProps) {
  if (answer.status === 'running') return <Line icon={CircleDashed} tone="text-faint">Checked against the project when it is complete</Line>;
  if (answer.text === '') return null;
  if (check.isPending) return <Line icon={CircleDashed} tone="text-faint">Checking against the project</Line>;
  if (!check.data?.check) return <NotChecked check={check} />;
  const { marks, skipped } = check.data.check;
  return (
    <div className="flex flex-col gap-1">
      <Line {...look(marks)}>{summary(check.data.check)}</Line>
      {skipped.map(({ part, reason, remedy }) => (
        <p key={`${part} ${reason}`} className="pl-5.5 text-soft">
          Not checked: <ForeignText text={part} />: <ForeignText prose text={reason} /> {remedy === null ? null : <ForeignText prose text={remedy} />}
        </p>
      ))}
    </div>
  );
}

function NotChecked({ check }: { readonly check: UseQueryResult<CheckResponse> }) {
  const reason = check.error ? toErrorMessage(check.error).message : (check.data?.error ?? 'the server gave no reason');
  return (
    <div className="flex items-center gap-2">
      <Line icon={TriangleAlert} tone="text-warn">Not checked: <ForeignText prose text={reason} /></Line>
      <Button size="small" onClick={() => void check.refetch()}>Check again</Button>
    </div>
  );
}

/** `3 marks: 1 error, 2 warnings`, or how much was looked at without finding anything. */
function summary({ marks, looked }: AnswerCheck): string {
  if (marks.length > 0) return `${formatPlural(marks.length, 'mark')}: ${countLevels(marks).map(({ text }) => text).join(', ')}`;
  const seen = [
    looked.statements > 0 ? formatPlural(looked.statements, 'statement') : null,
    looked.names > 0 ? formatPlural(looked.names, 'name') : null,
    looked.routes > 0 ? formatPlural(looked.routes, 'route') : null,
  ].filter(Boolean);
  return seen.length === 0 ? 'Nothing to check: the answer names nothing of the project' : `Nothing found: ${seen.join(', ')} looked at`;
}

function look(marks: AnswerCheck['marks']): { readonly icon: LucideIcon; readonly tone: string } {
  if (marks.some(({ level }) => level === 'error')) return { icon: CircleAlert, tone: 'text-bad' };
  if (marks.some(({ level }) => level === 'warning')) return { icon: TriangleAlert, tone: 'text-warn' };
  return marks.length > 0 ? { icon: Info, tone: 'text-soft' } : { icon: CircleCheck, tone: 'text-good' };
}

interface LineProps {
  readonly icon: LucideIcon;
  readonly tone: string;
  readonly children: React.ReactNode;
}

function Line({ icon: Icon, tone, children }: LineProps) {
  return (
    <p data-slot="check-summary" className="flex min-h-5 items-start gap-1.5">
      <Icon aria-hidden size={16} strokeWidth={1.5} className={classNames('mt-0.5 shrink-0', tone)} />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
