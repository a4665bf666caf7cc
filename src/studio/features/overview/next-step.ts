import type { ProjectSnapshot } from '#contract';
import { objectPath, pathOf } from '../../lib/object-path.ts';
import { formatPlural } from '../../lib/format.ts';

export interface NextStep {
  readonly title: string;
  readonly reason: string;
  readonly to: string;
}

/** The most useful thing to do now, from what is known: hub, then faults, then risk ahead, then slow statements; without any, a database. */
export function nextStep(snapshot: ProjectSnapshot, hubConfigured: boolean): NextStep {
  if (!hubConfigured) {
    return { title: 'Open AI Hub', reason: 'AI flows are off until a provider or copy only is chosen there.', to: pathOf('ai-hub') };
  }
  return worstFinding(snapshot) ?? firstPending(snapshot) ?? slowestQuery(snapshot) ?? firstModel(snapshot) ?? connect(snapshot);
}

function worstFinding({ diagnostics }: ProjectSnapshot): NextStep | null {
  const worst = diagnostics.find((diagnostic) => diagnostic.level === 'error');
  if (!worst) return null;
  const errors = diagnostics.filter((diagnostic) => diagnostic.level === 'error').length;
  const place = errors === 1 ? 'It is the only finding of level error.' : `It is the first of ${formatPlural(errors, 'finding')} of level error.`;
  return { title: `Look at ${worst.shortId}`, reason: `${worst.title}. ${place}`, to: objectPath('diagnostic', worst.shortId) };
}

function firstPending({ migrations }: ProjectSnapshot): NextStep | null {
  const pending = migrations.find((migration) => migration.state === 'pending');
  if (!pending) return null;
  return { title: 'Plan the rollout', reason: `Migration ${pending.id} is pending.`, to: objectPath('migration', pending.id) };
}

function slowestQuery({ queries }: ProjectSnapshot): NextStep | null {
  const [first, ...rest] = queries.filter((query) => query.totalMs !== null);
  if (!first) return null;
  const slowest = rest.reduce((worst, query) => ((query.totalMs ?? 0) > (worst.totalMs ?? 0) ? query : worst), first);
  return { title: 'Explain the slowest query', reason: 'It takes the most time in total of all recorded queries.', to: objectPath('query', slowest.id) };
}

function firstModel({ models }: ProjectSnapshot): NextStep | null {
  if (models.length === 0) return null;
  return { title: 'Explain a model', reason: `${formatPlural(models.length, 'model')} are read. Select one, then an AI flow.`, to: pathOf('models') };
}

function connect({ project, skipped }: ProjectSnapshot): NextStep {
  if (project.sources.database === null) {
    return { title: 'See how to connect it', reason: 'No database is connected, so there are no models to look at.', to: pathOf('models') };
  }
  const failure = skipped.find((entry) => entry.part === 'models');
  return { title: 'Look at the models', reason: failure ? `The database was not read. ${failure.reason}` : 'The database holds no table or view that this role may see.', to: pathOf('models') };
}
