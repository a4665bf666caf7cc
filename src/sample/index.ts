export { appliedMigrations, composeSchema, migrationFiles } from './compose-schema.ts';
export { loadSample } from './load-sample.ts';
export { sampleFiles } from './sample-files.ts';
export { readWorkload, workloadValues, type WorkloadParameter, type WorkloadQuery } from './workload.ts';
