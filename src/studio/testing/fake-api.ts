import { FlowError, type ProjectSnapshot } from '#contract';
import { flowActions } from '#flows';
import type { StudioApi } from '../lib/studio-api.ts';

const notAsked = (name: string) => () => Promise.reject(new FlowError('RUNTIME_ERROR', `The test did not expect ${name}.`));

/** A server that holds one snapshot, with the hub on copy only; give the calls that a test is about. */
export function fakeApi(snapshot: ProjectSnapshot, calls: Partial<StudioApi> = {}): StudioApi {
  return {
    server: { origin: 'http://127.0.0.1:8000', asksForToken: false },
    snapshot: () => Promise.resolve(snapshot),
    health: () => Promise.resolve({ status: 'healthy', timestamp: '2026-01-01T00:00:00Z', database: { connected: true, dialect: 'postgresql' } }),
    actions: () => Promise.resolve({ actions: flowActions, total: flowActions.length }),
    hubStatus: () => Promise.resolve({ overall: 'ready', active_provider: 'copy_only', configured_count: 1 }),
    hubProviders: () => Promise.resolve({ providers: [] }),
    hubModels: () => Promise.resolve({ models: [] }),
    configureHub: notAsked('configureHub'),
    saveKey: notAsked('saveKey'),
    setHubDefaults: notAsked('setHubDefaults'),
    testProvider: notAsked('testProvider'),
    plan: notAsked('plan'),
    flow: notAsked('flow'),
    backendFlow: notAsked('backendFlow'),
    refresh: notAsked('refresh'),
    runPreview: notAsked('runPreview'),
    run: notAsked('run'),
    checkAnswer: notAsked('checkAnswer'),
    history: () => Promise.resolve({ enabled: true, entries: [], bytes: 0, limit_bytes: 20 * 1024 ** 2 }),
    keptAnswer: notAsked('keptAnswer'),
    saveAnswer: notAsked('saveAnswer'),
    deleteAnswers: notAsked('deleteAnswers'),
    switchHistory: notAsked('switchHistory'),
    ...calls,
  };
}
