/** What `aksara.config.{ts,js,json}` holds. Every field is optional; a flag of the command line wins over it. */
export interface AksaraConfig {
  /** `postgres://…`; wins over `DATABASE_URL`. */
  readonly databaseUrl?: string;
  /** File (relative to this one) or URL of an OpenAPI document. */
  readonly openapi?: string;
  /** Folder of migrations, relative to this file. */
  readonly migrations?: string;
  /** How much a pack shows when its request does not say. Default `statistics`. */
  readonly detail?: 'structure' | 'statistics' | 'literals';
  /** Tokens of a user prompt, 500 to 200,000, when its request does not say. Default 8,000. */
  readonly budget?: number;
  /** Shapes of text that are secrets in this project. */
  readonly redact?: readonly RedactRule[];
  /** Findings that are accepted as a risk. */
  readonly suppressions?: readonly Suppression[];
  /** Actions of the project's own by their key: lower-case letters, digits and underscores. */
  readonly actions?: Readonly<Record<string, Action>>;
}

export interface RedactRule {
  /** Lower-case words and dashes: it names the placeholder, as in `‹secret:customer-number:1›`. */
  readonly kind: string;
  /** Source of a regular expression that runs in linear time. */
  readonly pattern: string;
}

export interface Suppression {
  /** Id or name of the rule, such as `D002` or `fk_unindexed`. */
  readonly rule: string;
  /** Id or shown name of the object, such as `public.orders` or `Order`, with `#part` behind it for one part of it. */
  readonly object: string;
  readonly reason: string;
  /** Last day it holds, `YYYY-MM-DD`. Default: no end. */
  readonly until?: string;
}

export interface Action {
  /** What it is about, and so where its button stands. */
  readonly kind: 'model' | 'route' | 'query' | 'migration' | 'diagnostic';
  readonly title: string;
  readonly description: string;
  readonly risk: 'low' | 'medium' | 'high';
  readonly what_it_does: string;
  readonly what_it_cannot_do: string;
  /** Keys of actions of the same kind. */
  readonly recommended_next?: readonly string[];
  /** Role, task and form of the answer. The rules of evidence and honesty that every action has are added behind it. */
  readonly system_prompt: string;
  /** First line of the user prompt. Default: the title. */
  readonly task?: string;
  /** Ids of the sections the pack holds, most important first. Default: all of that kind. */
  readonly sections?: readonly string[] | { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
}

/** Gives the configuration its type, and changes nothing: `export default defineConfig({ … })`. */
export function defineConfig(config: AksaraConfig): AksaraConfig {
  return config;
}
