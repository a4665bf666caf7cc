import type { StudioClient } from '#client';

/** The running Aksara backend a project stands in front of. */
export interface Backend {
  /** Such as `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** Asks that origin only; no redirect is followed and no cookie sent. */
  readonly client: StudioClient;
  /** Its bearer token; null = none. Sent to it only, and kept out of packs. */
  readonly token: string | null;
}
