import { documentRemedy, isKnown, type Diagnostic, type Route } from '#contract';
import { DetailHeader } from '../../components/detail-header.tsx';
import { DetailSection } from '../../components/detail-section.tsx';
import { FindingList } from '../../components/finding-list.tsx';
import { NotKnown } from '../../components/not-known.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { PartSection } from '../../components/part-section.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { RequestView, ResponsesView } from './bodies-view.tsx';
import { MethodBadge } from './method-badge.tsx';
import { ParametersTable } from './parameters-table.tsx';
import { SecurityView } from './security-view.tsx';

interface RouteDetailProps {
  readonly route: Route;
  readonly findings: readonly Diagnostic[];
}

export function RouteDetail({ route, findings }: RouteDetailProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <RouteHeader route={route} />
      <div className="flex flex-col gap-6 border-t border-line p-4">
        {findings.length === 0 ? null : (
          <DetailSection title="Findings" count={findings.length}>
            <FindingList findings={findings} label={`Findings of ${route.id}`} />
          </DetailSection>
        )}
        {isKnown(route, 'security') ? (
          <DetailSection title="Security">
            <SecurityView security={route.security} />
          </DetailSection>
        ) : null}
        <PartSection of={route} part="parameters" title="Parameters" count={route.parameters.length} empty="No parameter.">
          <ParametersTable parameters={route.parameters} />
        </PartSection>
        {route.request === null ? null : (
          <DetailSection title={route.request.required ? 'Request body, required' : 'Request body'}>
            <RequestView request={route.request} />
          </DetailSection>
        )}
        <PartSection of={route} part="responses" title="Responses" count={route.responses.length} empty="The document lists no response.">
          <ResponsesView responses={route.responses} />
        </PartSection>
        <PartSection of={route} part="models" title="Models" count={route.models.length} empty="No model of the database has a name that appears in this route.">
          <GuessedModels models={route.models} />
        </PartSection>
        <NotKnown
          of={route}
          parts={[['security', 'security'], ['parameters', 'parameters'], ['request', 'request body'], ['responses', 'responses'], ['models', 'touched models']]}
          remedy={documentRemedy}
        />
      </div>
    </div>
  );
}

function RouteHeader({ route }: { readonly route: Route }) {
  return (
    <DetailHeader
      name={route.path}
      copyName="path"
      copyText={route.path}
      badge={<MethodBadge method={route.method} />}
      note={[route.summary, route.description].filter((text) => text !== null).join('. ')}
    >
      {route.deprecated ? <Badge tone="warn">deprecated</Badge> : null}
      {route.operationId === null ? null : <code><ForeignText text={route.operationId} /></code>}
      {route.tags.map((tag) => (
        <Badge key={tag}><ForeignText text={tag} /></Badge>
      ))}
      <code className="text-faint"><ForeignText text={route.source} /></code>
    </DetailHeader>
  );
}

/** Which models the route appears to touch, and what makes it look so. */
function GuessedModels({ models }: { readonly models: Route['models'] }) {
  return (
    <ul aria-label="Models" className="flex flex-col gap-1">
      {models.map(({ model, because }) => (
        <li key={model} className="flex flex-wrap items-baseline gap-x-2">
          <ObjectLink kind="model" id={model} />
          <span className="text-meta text-soft">a guess from <ForeignText text={because} /></span>
        </li>
      ))}
    </ul>
  );
}
