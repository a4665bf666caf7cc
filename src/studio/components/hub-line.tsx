import { isHubConfigured, useHubStatus } from '../lib/api.ts';
import { pathOf } from '../lib/object-path.ts';
import { PathLink } from './path-link.tsx';

/** Why the flow buttons are off, and where that changes; nothing once the hub is configured. */
export function HubLine() {
  const { data } = useHubStatus();
  if (!data || isHubConfigured(data)) return null;
  return (
    <p className="border-t border-line bg-sunken px-4 py-1 text-meta text-soft">
      AI flows are off until the AI Hub is configured.{' '}
      <PathLink to={pathOf('ai-hub')} className="text-accent-text underline underline-offset-2">
        Open AI Hub
      </PathLink>
    </p>
  );
}
