import type { PromptPack } from '#contract';
import { ErrorState } from '../../components/query-state.tsx';
import { SkeletonLines } from '../../components/ui/skeleton.tsx';
import { Tab, TabList, TabPanel, Tabs } from '../../components/ui/tabs.tsx';
import { useSnapshot } from '../../lib/api.ts';
import { openFlow, openFlowTab } from '../../lib/flow-history.ts';
import { panelTabs, selectObject, useSearchState } from '../../lib/url-state.ts';
import { HubLink, isHubMissing } from './hub-link.tsx';
import { JsonTab } from './json-tab.tsx';
import { PasteAnswer } from './paste-answer.tsx';
import { PromptTab } from './prompt-tab.tsx';
import { ResultContent } from './result-content.tsx';
import { nearObject } from './near-object.ts';
import type { OpenFlow } from './use-flow.ts';
import type { Run } from './use-run.ts';

const titles = { result: 'Result', prompt: 'Prompt Pack', json: 'Raw JSON' } as const;
const contents = { prompt: PromptTab, json: JsonTab } as const;

interface PanelBodyProps {
  readonly flow: OpenFlow;
  readonly run: Run;
  /** The field for an answer from elsewhere is open. */
  readonly pasting: boolean;
  readonly onPasteEnd: () => void;
}

/** The three tabs. They stand from the start; each is empty, in error, or holds the pack. */
export function PanelBody({ flow, run, pasting, onPasteEnd }: PanelBodyProps) {
  const { tab = 'result' } = useSearchState();
  return (
    <Tabs value={tab} onValueChange={(value) => openFlowTab(panelTabs.find((known) => known === value) ?? 'result')} className="flex-1">
      <TabList aria-label="Parts of the prompt pack">
        {panelTabs.map((name) => (
          <Tab key={name} value={name}>
            {titles[name]}
          </Tab>
        ))}
      </TabList>
      {panelTabs.map((name) => (
        <TabPanel key={name} value={name} className="overflow-y-auto overscroll-contain">
          {name === 'result' ? (
            <>
              {pasting && flow.question ? <PasteAnswer answerKey={flow.answerKey} question={flow.question} onClose={onPasteEnd} /> : null}
              <ResultContent flow={flow} run={run} failure={<PanelError flow={flow} />} waiting={<PackSkeleton />} />
            </>
          ) : (
            <TabContent flow={flow} content={contents[name]} />
          )}
        </TabPanel>
      ))}
    </Tabs>
  );
}

interface TabContentProps {
  readonly flow: OpenFlow;
  readonly content: React.ComponentType<{ readonly pack: PromptPack }>;
}

function TabContent({ flow, content: Content }: TabContentProps) {
  if (flow.error) return <PanelError flow={flow} />;
  if (flow.pack) return <Content key={`${flow.pack.pack_id} ${flow.pack.action_key}`} pack={flow.pack} />;
  return <PackSkeleton />;
}

function PackSkeleton() {
  return <SkeletonLines lines={8} label="Building the prompt pack" />;
}

function PanelError({ flow }: { readonly flow: OpenFlow }) {
  const { data: snapshot } = useSnapshot();
  const onSuggestion = (name: string) => {
    if (flow.action) selectObject(nearObject(flow.action.kind, name, snapshot));
    else openFlow(name);
  };
  return (
    <>
      <ErrorState error={flow.error} onSuggestion={onSuggestion} retrying={flow.fetching} {...(isHubMissing(flow.error) ? {} : { onRetry: flow.retry })} />
      {isHubMissing(flow.error) ? <HubLink /> : null}
    </>
  );
}
