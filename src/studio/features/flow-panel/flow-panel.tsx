import { useState } from 'react';
import type { FlowKind } from '#contract';
import { PanelFrame } from '../../components/panel-frame.tsx';
import { closeFlow, openFlowTab } from '../../lib/flow-history.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { usePlace } from '../../lib/url-state.ts';
import { flowKindOf } from './flow-target.ts';
import { PanelBody } from './panel-body.tsx';
import { PanelFooter } from './panel-footer.tsx';
import { PanelHeader } from './panel-header.tsx';
import { RunAnnouncer } from './run-announcer.tsx';
import { useFlow } from './use-flow.ts';
import { usePanelFocus } from './use-panel-focus.ts';
import { useRun } from './use-run.ts';
import { useShownPack } from './use-shown-pack.ts';

const titleId = 'flow-panel-title';

/** The flow that the URL names, beside the page it belongs to; nothing in a section without flows. */
export function FlowPanel() {
  const kind = flowKindOf(usePlace().section);
  return kind === undefined ? null : <OpenPanel kind={kind} />;
}

/** Not modal: list and detail behind it stay usable, and selecting another row asks about that one. */
function OpenPanel({ kind }: { readonly kind: FlowKind }) {
  const flow = useFlow(kind);
  const shown = useShownPack(flow);
  const run = useRun(flow);
  const [pastingKey, setPastingKey] = useState<string | null>(null);
  const pasting = pastingKey === flow.answerKey && flow.question !== null;
  const onPaste = () => {
    openFlowTab('result');
    setPastingKey(flow.answerKey);
  };
  const panel = usePanelFocus(flow.actionKey);
  useShortcut('Escape', closeFlow);
  return (
    <PanelFrame ref={panel} aria-labelledby={titleId}>
      <PanelHeader flow={flow} shown={shown} titleId={titleId} onClose={closeFlow} />
      <PanelBody flow={flow} shown={shown} run={run} pasting={pasting} onPasteEnd={() => setPastingKey(null)} />
      <PanelFooter flow={flow} shown={shown} run={run} onPaste={onPaste} />
      <RunAnnouncer key={flow.answerKey} answer={run.answer} />
    </PanelFrame>
  );
}
