import type { FlowKind, Skipped } from '#contract';
import { omit } from '../pack/section.ts';

/** What a backend's own pack of a kind does not hold, beside ours: its builders look at nothing but names and declarations. */
export const backendLacks: Readonly<Record<FlowKind, readonly Skipped[]>> = {
  model: [
    omit('types of PostgreSQL, definitions of indexes, policies and sizes', 'a backend lists fields as its code declares them'),
    omit('sensitive and read-only fields', 'a backend leaves them out without a mark'),
    omit('use by routes and queries', 'a backend does not look for it'),
    omit('findings', 'a backend judges no model'),
  ],
  route: [
    omit('parameters, schemas, responses and security', 'a backend gives what its list of routes holds: method, path and name'),
    omit('models that the route touches, and its neighbours', 'a backend does not look for them'),
    omit('findings', 'a backend judges no route'),
  ],
  query: [
    omit('plan', 'a backend quotes the statement only'),
    omit('tables, indexes and statistics', 'a backend does not look at what the statement reads'),
    omit('findings', 'a backend judges no statement'),
  ],
  migration: [
    omit('statements with their locks and hazards', 'a backend gives names and counts, and no text'),
    omit('sizes of the tables', 'a backend does not look at them'),
    omit('findings', 'a backend judges no migration'),
  ],
  diagnostic: [
    omit('the object with its size and users', 'a backend repeats the text of the finding'),
    omit('related findings', 'a backend looks at one at a time'),
  ],
};
