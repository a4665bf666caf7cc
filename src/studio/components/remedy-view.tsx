import type { Finding } from '#contract';
import { CodeView } from './code-view.tsx';
import { ForeignText } from './ui/foreign-text.tsx';

/** What repairs a finding: the sentence, and the SQL with Copy where a statement does it. Nothing is ever run from here. */
export function RemedyView({ remedy }: { readonly remedy: NonNullable<Finding['remedy']> }) {
  return (
    <div className="flex flex-col gap-2">
      <p>
        <ForeignText prose text={remedy.text} />
      </p>
      {remedy.sql === null ? null : <CodeView code={remedy.sql} language="sql" label="remedy SQL" title="SQL" wrap />}
    </div>
  );
}
