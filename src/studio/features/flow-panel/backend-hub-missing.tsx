import { ExternalLink } from 'lucide-react';
import { EmptyState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

interface BackendHubMissingProps {
  /** Origin of the backend. */
  readonly backend: string;
  readonly asking: boolean;
  readonly onAsk: () => void;
}

/** No failure: the backend waits for a provider of its own, which our pack does not need. */
export function BackendHubMissing({ backend, asking, onAsk }: BackendHubMissingProps) {
  const address = `${backend}/studio/ui`;
  return (
    <EmptyState title="The backend gives no pack yet">
      <div className="flex flex-col items-start gap-2">
        <p>
          It builds packs only when its own AI Hub is configured. Set up a provider there, or start the backend with a key such as <code className="text-code">OPENAI_API_KEY</code>. Our pack does not
          need it.
        </p>
        <a href={address} target="_blank" rel="noreferrer noopener" className="inline-flex items-center gap-1 text-accent-text underline underline-offset-2 wrap-anywhere">
          <ForeignText text={address} />
          <ExternalLink aria-hidden size={14} strokeWidth={1.5} className="shrink-0" />
        </a>
        <Button onClick={onAsk} disabledReason={asking ? 'The backend is being asked' : null}>
          Ask again
        </Button>
      </div>
    </EmptyState>
  );
}
