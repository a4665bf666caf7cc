import { FlowError, type ErrorCode } from '#contract';
import { ErrorState } from '../../components/query-state.tsx';
import { useSnapshot } from '../../lib/api.ts';
import { openFlow } from '../../lib/flow-history.ts';
import { selectObject } from '../../lib/url-state.ts';
import { BackendHubMissing } from './backend-hub-missing.tsx';
import { HubLink, isHubMissing } from './hub-link.tsx';
import { nearObject } from './near-object.ts';
import type { OpenFlow } from './use-flow.ts';
import type { ShownPack } from './use-shown-pack.ts';

/** In the place of a pack that is not there: why, and what to do next. */
export function PackError({ flow, shown }: { readonly flow: OpenFlow; readonly shown: ShownPack }) {
  const { data: snapshot } = useSnapshot();
  const { error, backend, failedBehind, fetching, retry } = shown;
  const hubMissing = isHubMissing(error);
  if (failedBehind && hubMissing && backend !== null) return <BackendHubMissing backend={backend} asking={fetching} onAsk={retry} />;
  const onSuggestion = (name: string) => {
    if (flow.action) selectObject(nearObject(flow.action.kind, name, snapshot));
    else openFlow(name);
  };
  return (
    <>
      <ErrorState error={error} title={failedBehind ? titleOf(error) : undefined} onSuggestion={onSuggestion} retrying={fetching} {...(hubMissing ? {} : { onRetry: retry })} />
      {hubMissing ? <HubLink /> : null}
    </>
  );
}

/** What failed was the backend, where the same code of the Studio's own server would name that. */
const backendTitles: Partial<Record<ErrorCode, string>> = {
  SERVER_UNREACHABLE: 'The backend is not answering',
  UNAUTHORIZED: 'The backend asks for its token',
  FORBIDDEN: 'The backend refused the request',
  RUNTIME_ERROR: 'The backend could not do this',
  PAYLOAD_TOO_LARGE: 'The answer of the backend is too large',
  INVALID_ACTION: 'The backend does not have this action',
  NOT_FOUND: 'The backend has no pack for this',
};

function titleOf(error: unknown): string | undefined {
  return FlowError.isInstance(error) ? backendTitles[error.code] : undefined;
}
