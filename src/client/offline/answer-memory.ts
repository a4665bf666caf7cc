import { historyEntrySchema, type HistoryEntry, type HistoryResponse, type KeptAnswer } from '#contract';

export interface AnswerMemory {
  /** Those of one project, newest first. */
  list(project: string): HistoryResponse;
  read(id: string): KeptAnswer | null;
  /** Null when nothing is kept. */
  keep(answer: Omit<KeptAnswer, 'id' | 'created_at' | 'characters'>): HistoryEntry | null;
  /** `id` null = all of the project. */
  delete(project: string, id: string | null): void;
  setEnabled(enabled: boolean): void;
}

export interface MemoryOptions {
  readonly now: () => Date;
  /** UTF-16 code units of all answers, as two bytes each; the oldest are dropped beyond it, the newest stays. Default 20 MiB. */
  readonly limitBytes?: number;
}

/** The answers a visitor brought back, until the page is closed: a page on a foreign host leaves nothing on the machine. */
export function createAnswerMemory({ now, limitBytes = 20 * 1024 ** 2 }: MemoryOptions): AnswerMemory {
  let kept: readonly KeptAnswer[] = [];
  let enabled = true;
  let count = 0;
  return {
    list: (project) => ({ enabled, entries: kept.filter((one) => one.project === project).map(toEntry), bytes: bytesOf(kept), limit_bytes: limitBytes }),
    read: (id) => kept.find((one) => one.id === id) ?? null,
    keep(answer) {
      if (!enabled) return null;
      const created_at = now().toISOString();
      count += 1;
      const id = `${created_at.replaceAll(/[-:.]/g, '')}-${count.toString(16).padStart(6, '0')}`;
      const newest = { ...answer, id, created_at, characters: answer.answer.length };
      kept = withinLimit([newest, ...kept], limitBytes);
      return toEntry(newest);
    },
    delete(project, id) {
      kept = kept.filter((one) => (id === null ? one.project !== project : one.id !== id));
    },
    setEnabled(value) {
      enabled = value;
    },
  };
}

/** Without the text: the schema of an entry leaves out what it does not name. */
function toEntry(answer: KeptAnswer): HistoryEntry {
  return historyEntrySchema.parse(answer);
}

function bytesOf(answers: readonly KeptAnswer[]): number {
  return answers.reduce((sum, { characters }) => sum + 2 * characters, 0);
}

function withinLimit(newestFirst: readonly KeptAnswer[], limitBytes: number): readonly KeptAnswer[] {
  let total = 0;
  return newestFirst.filter(({ characters }, index) => {
    total += 2 * characters;
    return index === 0 || total <= limitBytes;
  });
}
