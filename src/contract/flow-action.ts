import { z } from 'zod/mini';
import { list } from './collection.ts';
import { flowKinds } from './vocabulary.ts';

export const flowKindSchema = z.enum(flowKinds);
export type FlowKind = z.infer<typeof flowKindSchema>;

export const riskSchema = z.enum(['low', 'medium', 'high']);
export type Risk = z.infer<typeof riskSchema>;

export const flowActionSchema = z.looseObject({
  action_key: z.string(),
  kind: flowKindSchema,
  title: z.string(),
  description: z.string(),
  risk: riskSchema,
  what_it_does: z.string(),
  what_it_cannot_do: z.string(),
  recommended_next: list(z.string()),
});
export type FlowAction = z.infer<typeof flowActionSchema>;

export const flowActionsResponseSchema = z.looseObject({ actions: list(flowActionSchema), total: z.number() });
export type FlowActionsResponse = z.infer<typeof flowActionsResponseSchema>;
