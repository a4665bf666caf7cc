import { useMemo, useState } from 'react';
import type { PromptPack } from '#contract';
import { CodeView } from '../../components/code-view.tsx';
import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { JsonTree } from './json-tree.tsx';

/** The answer as the server sent it: a tree to look into, or its text. */
export function JsonTab({ pack }: { readonly pack: PromptPack }) {
  const [asText, setAsText] = useState(false);
  const text = useMemo(() => JSON.stringify(pack, null, 2), [pack]);
  return (
    <div className="flex flex-col gap-3 p-4">
      <div className="flex items-center gap-2">
        <div role="group" aria-label="View" className="flex flex-1 gap-1">
          <ViewButton title="Tree" pressed={!asText} onPress={() => setAsText(false)} />
          <ViewButton title="Text" pressed={asText} onPress={() => setAsText(true)} />
        </div>
        <CopyButton text={text} label="Copy JSON" announcement="Copied the JSON" />
      </div>
      {asText ? <CodeView code={text} language="json" label="JSON of the pack" wrap bare /> : <JsonTree value={pack} label="JSON tree" />}
    </div>
  );
}

interface ViewButtonProps {
  readonly title: string;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function ViewButton({ title, pressed, onPress }: ViewButtonProps) {
  return (
    <Button variant="quiet" aria-pressed={pressed} className="aria-pressed:bg-tint aria-pressed:text-accent-text" onClick={onPress}>
      {title}
    </Button>
  );
}
