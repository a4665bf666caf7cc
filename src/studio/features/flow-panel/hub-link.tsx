import { FlowError } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { pathOf } from '../../lib/object-path.ts';

export function isHubMissing(error: unknown): boolean {
  return FlowError.isInstance(error) && error.code === 'AI_HUB_NOT_CONFIGURED';
}

/** The way out when it is the hub that is missing. */
export function HubLink() {
  return (
    <p className="px-4">
      <PathLink to={pathOf('ai-hub')} className="text-accent-text underline underline-offset-2">
        Open AI Hub
      </PathLink>
    </p>
  );
}
