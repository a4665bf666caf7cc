// Closed lists of words, apart from the schemas made of them: the CLI knows its choices without loading zod.

export const flowKinds = ['model', 'route', 'query', 'migration', 'diagnostic'] as const;

export const detailLevels = ['structure', 'statistics', 'literals'] as const;
