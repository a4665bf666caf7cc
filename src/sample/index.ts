export { appliedMigrations, composeSchema, migrationFiles, type AppliedMigration } from './compose-schema.ts';
export { loadSample, type ExecuteScript } from './load-sample.ts';
export { sampleFiles, type SampleFiles } from './sample-files.ts';
export { readWorkload, workloadValues, type WorkloadParameter, type WorkloadQuery } from './workload.ts';
