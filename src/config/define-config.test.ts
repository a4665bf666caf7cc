import { expect, it } from 'vitest';
import type { z } from 'zod/mini';
import type { actionSchema, redactValueSchema, suppressionValueSchema } from '../server/config/config-schema.ts';
import { configFields } from '../server/config/config-schema.ts';
import { defineConfig, type Action, type AksaraConfig, type RedactRule, type Suppression } from './index.ts';

/** The published types and the schemas that check a file say the same; these lines do not compile when they part. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
const sameFields: Same<keyof Action, keyof z.infer<typeof actionSchema>> &
  Same<keyof Suppression, keyof z.infer<typeof suppressionValueSchema>> &
  Same<keyof RedactRule, keyof z.infer<typeof redactValueSchema>> &
  Same<Pick<Action, 'kind' | 'risk'>, Readonly<Pick<z.infer<typeof actionSchema>, 'kind' | 'risk'>>> = true;
const everyField: Required<{ [Field in keyof AksaraConfig]: true }> = {
  databaseUrl: true, openapi: true, migrations: true, detail: true, budget: true, redact: true, suppressions: true, actions: true,
};

it('types exactly the fields that a configuration file may have', () => {
  expect(sameFields).toBe(true);
  expect(Object.keys(everyField)).toEqual(configFields);
});

it('gives back what it was given', () => {
  const config = { budget: 4000 };
  expect(defineConfig(config)).toBe(config);
});
