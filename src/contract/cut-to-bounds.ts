/** UTF-16 code units of one text: of statements and files, and of anything else, which is shown on one line. */
const [MAX_CODE, MAX_TEXT] = [4 * 1024 ** 2, 20_000];
const codeFields = new Set(['text', 'sql', 'definition', 'create_table_sql']);
/** Entries of a list inside an entry: a table has at most 1,600 columns, but may have many partitions. */
const MAX_INNER = 10_000;
/** Levels of objects and arrays: a JSON schema has 32. */
const MAX_LEVELS = 100;

export interface JsonCuts {
  /** What was cut, one a sentence without its end: `models.3.comment has 50,000 characters, of which the first 20,000 are read`. */
  readonly cuts: readonly string[];
  /** Where it nests deeper than is read; nothing below was looked at. Null when it does not. */
  readonly tooDeep: string | null;
}

interface Place {
  readonly value: object;
  readonly path: string;
  readonly levels: number;
}

/**
 * Brings JSON of a stranger within bounds that our own sources keep to, so that every host can work with it: cuts texts and lists that
 * are too long, in place. `entries` is what a list directly in `json`, or one level below, may have.
 */
export function cutToBounds(json: object, entries: number): JsonCuts {
  const cuts: string[] = [];
  // Without recursion: what is too deep would overflow the stack before it is found.
  const open: Place[] = [{ value: json, path: '', levels: 0 }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, path, levels } = place;
    if (levels > MAX_LEVELS) return { cuts, tooDeep: path };
    const fields = value as Record<string, unknown>; // an array has its items by their index
    for (const key of Object.keys(fields)) {
      const field = fields[key];
      const name = () => (path === '' ? key.slice(0, 40) : `${path}.${key.slice(0, 40)}`);
      const longest = codeFields.has(key) ? MAX_CODE : MAX_TEXT;
      if (typeof field === 'string' && field.length > longest) {
        fields[key] = `${field.slice(0, longest)} … ${field.length - longest} more characters`;
        cuts.push(`${name()} has ${field.length} characters, of which the first ${longest} are read`);
      }
      if (typeof field !== 'object' || field === null) continue;
      const most = levels < 2 ? entries : MAX_INNER;
      if (Array.isArray(field) && field.length > most) {
        cuts.push(`${name()} has ${field.length} entries, of which the first ${most} are read`);
        field.length = most;
      }
      open.push({ value: field, path: levels < 5 ? name() : path, levels: levels + 1 });
    }
  }
  return { cuts, tooDeep: null };
}
