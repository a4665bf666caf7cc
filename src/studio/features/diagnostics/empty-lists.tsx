import { databaseRemedy, type ProjectSnapshot } from '#contract';
import { EmptyState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { changeList } from '../../lib/url-state.ts';
import { noFilter } from './filter-diagnostics.ts';

/** In the place of the findings: the filters leave none, there is none, or there was nothing to look at. */
export function NoFindings({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  if (snapshot.diagnostics.length > 0) {
    return (
      <EmptyState title="Nothing fits these filters">
        <Button onClick={() => changeList(noFilter)}>Clear filters</Button>
      </EmptyState>
    );
  }
  if (!hasFacts(snapshot)) return <EmptyState title="Nothing to check yet">The rules look at models, routes, queries and migrations; none has been read. The overview says what is connected.</EmptyState>;
  if (snapshot.models.some(({ declared }) => declared)) {
    return <EmptyState title="Nothing found">The rules ran over the routes and the migrations and have nothing to say. None of them judges a model as code declares it. {databaseRemedy}</EmptyState>;
  }
  return <EmptyState title="Nothing found">The rules ran over the catalog, the routes and the migrations and have nothing to say. What could not be checked is listed above, if anything.</EmptyState>;
}

const suppression = `{ "rule": "D002", "object": "public.orders", "reason": "read once a year", "until": "2027-01-31" }`;

/** In the place of the accepted risks, with what accepts one. */
export function NothingAccepted() {
  return (
    <EmptyState title="No accepted risks" code={suppression}>
      A finding that the project lives with moves here when its configuration file, such as <code>aksara.config.json</code>, names it under <code>suppressions</code>:
    </EmptyState>
  );
}

/** The rules had something to look at. */
function hasFacts({ models, routes, queries, migrations }: ProjectSnapshot): boolean {
  return [models, routes, queries, migrations].some((facts) => facts.length > 0);
}
