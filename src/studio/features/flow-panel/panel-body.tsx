import type { ComponentType, ReactNode } from 'react';
import type { PromptPack } from '#contract';
import { SkeletonLines } from '../../components/ui/skeleton.tsx';
import { Tab, TabList, TabPanel, Tabs } from '../../components/ui/tabs.tsx';
import { openFlowTab } from '../../lib/flow-history.ts';
import { panelTabs, useSearchState } from '../../lib/url-state.ts';
import { JsonTab } from './json-tab.tsx';
import { PackError } from './pack-error.tsx';
import { PasteAnswer } from './paste-answer.tsx';
import { PromptTab } from './prompt-tab.tsx';
import { ResultContent } from './result-content.tsx';
import { ResultTab } from './result-tab.tsx';
import type { OpenFlow } from './use-flow.ts';
import type { Run } from './use-run.ts';
import type { ShownPack } from './use-shown-pack.ts';

const titles = { result: 'Result', prompt: 'Prompt Pack', json: 'Raw JSON' } as const;
const contents = { result: ResultTab, prompt: PromptTab, json: JsonTab } as const;

interface PanelBodyProps {
  readonly flow: OpenFlow;
  readonly shown: ShownPack;
  readonly run: Run;
  /** The field for an answer from elsewhere is open. */
  readonly pasting: boolean;
  readonly onPasteEnd: () => void;
}

/** The three tabs. They stand from the start; each is empty, in error, or holds the pack. Answers are to ours, so they stand beside that only. */
export function PanelBody({ flow, shown, run, pasting, onPasteEnd }: PanelBodyProps) {
  const { tab = 'result' } = useSearchState();
  const failure = <PackError flow={flow} shown={shown} />;
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
          {name === 'result' && shown.source === 'ours' ? (
            <>
              {pasting && flow.question ? <PasteAnswer answerKey={flow.answerKey} question={flow.question} onClose={onPasteEnd} /> : null}
              <ResultContent flow={flow} run={run} failure={failure} waiting={<PackSkeleton />} />
            </>
          ) : (
            <TabContent shown={shown} failure={failure} content={contents[name]} />
          )}
        </TabPanel>
      ))}
    </Tabs>
  );
}

interface TabContentProps {
  readonly shown: ShownPack;
  readonly failure: ReactNode;
  readonly content: ComponentType<{ readonly pack: PromptPack }>;
}

function TabContent({ shown: { error, pack }, failure, content: Content }: TabContentProps) {
  if (error) return failure;
  if (pack) return <Content key={`${pack.pack_id ?? pack.backend} ${pack.action_key}`} pack={pack} />;
  return <PackSkeleton />;
}

function PackSkeleton() {
  return <SkeletonLines lines={8} label="Building the prompt pack" />;
}
