import { FlowError } from '#contract';

export interface DatabaseWatchOptions {
  /** A text that differs when the catalog does; throws FlowError while the database cannot be asked. */
  readonly readChecksum: () => Promise<string>;
  /** Told after each look: the checksum and how long the answer took (ms), or why there is none. */
  readonly onLook: (look: DatabaseLook) => void;
  readonly everyMs: number;
  /** How long after the last `touch` it goes on looking. */
  readonly activeMs: number;
}

export type DatabaseLook = { readonly ok: true; readonly checksum: string; readonly latencyMs: number } | { readonly ok: false; readonly error: FlowError };

/** Looks at the database now and then, but only while somebody uses the Studio: an idle server asks nothing. */
export interface DatabaseWatch {
  touch(): void;
  close(): void;
}

export function watchDatabase({ readChecksum, onLook, everyMs, activeMs }: DatabaseWatchOptions): DatabaseWatch {
  let touchedAt = 0;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  async function look(): Promise<void> {
    timer = null;
    const result = await lookOnce(readChecksum);
    if (isClosed) return;
    onLook(result);
    schedule();
  }

  function schedule(): void {
    if (isClosed || timer !== null || performance.now() - touchedAt > activeMs) return;
    timer = setTimeout(() => void look(), everyMs);
    timer.unref();
  }

  return {
    touch() {
      touchedAt = performance.now();
      schedule();
    },
    close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
    },
  };
}

async function lookOnce(readChecksum: () => Promise<string>): Promise<DatabaseLook> {
  const started = performance.now();
  try {
    const checksum = await readChecksum();
    return { ok: true, checksum, latencyMs: Math.round((performance.now() - started) * 10) / 10 };
  } catch (error) {
    const failure = FlowError.isInstance(error) ? error : new FlowError('DATABASE_ERROR', `Looking at the database failed: ${String(error)}`, { cause: error });
    return { ok: false, error: failure };
  }
}
