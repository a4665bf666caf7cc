import { findingSchema, type Finding } from '#contract';
import { unquoteWords } from '../text/quote.ts';
import { toVisible, toVisibleLine } from '../text/visible.ts';

/** A finding as a backend takes it: plain text under its own names. */
export interface IssuePayload {
  readonly category: string;
  readonly severity: string;
  readonly title: string;
  readonly message: string;
  readonly hint: string;
}

/** How the title of a finding begins that a backend reported; its own words follow in quotes. */
export const reportedLead = 'The backend reports ';

/** UTF-16 code units of one field. */
const longest = 4_000;

/** The texts of a finding, without the quotes and code spans that stand around foreign words. */
export function issueOf({ name, level, title, evidence, remedy }: Finding): IssuePayload {
  const own = title.startsWith(reportedLead) ? title.slice(reportedLead.length) : title;
  return {
    category: plain(name),
    severity: level,
    title: plain(own),
    message: evidence.map(plain).join('; '),
    hint: remedy === null ? '' : [plain(remedy.text), ...(remedy.sql === null ? [] : [shortened(toVisible(remedy.sql))])].join('\n'),
  };
}

/** The same of a finding that the caller holds, in our shape or a backend's; null when it has no title. */
export function issueOfPayload(payload: Readonly<Record<string, unknown>>): IssuePayload | null {
  const own = findingSchema.safeParse(payload);
  if (own.success) return issueOf(own.data);
  const text = (...names: readonly string[]) => plain(names.map((name) => payload[name]).find((value) => typeof value === 'string') ?? '');
  const title = text('title');
  if (title.trim() === '') return null;
  return { category: text('category', 'kind'), severity: text('severity'), title, message: text('message'), hint: text('hint') };
}

function plain(text: string): string {
  const line = unquoteWords(toVisibleLine(shortened(text)));
  return line.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, (_, _fence, inside: string) => inside.replace(/^ (.*) $/, '$1'));
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
