// Closed lists of words, apart from the schemas made of them: the CLI knows its choices without loading zod.

export const flowKinds = ['model', 'route', 'query', 'migration', 'diagnostic'] as const;

export const detailLevels = ['structure', 'statistics', 'literals'] as const;

/** Tokens of a user prompt that may be asked for: fewer hold nothing, more fit no model. */
export const budgetLimits = { least: 500, most: 200_000 } as const;

/** Names of the configuration file, in the order they are looked for. */
export const configFileNames = ['aksara.config.ts', 'aksara.config.mts', 'aksara.config.js', 'aksara.config.mjs', 'aksara.config.json'] as const;
