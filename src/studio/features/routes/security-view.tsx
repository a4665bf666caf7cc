import { LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import type { Route } from '#contract';
import { Badge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

/** Who may call the route, as its document says. Nothing demanded stands out; nothing said is not the same. */
export function SecurityView({ security }: { readonly security: Route['security'] }) {
  if (security === null) return <p className="text-soft">The document says nothing about security.</p>;
  if (security.length === 0 || security.some((alternative) => alternative.length === 0)) return <NoSecurity optional={security.length > 0} />;
  return (
    <ul aria-label="Security" className="flex flex-col gap-1">
      {security.map((alternative, index) => (
        <li key={index} className="flex flex-wrap items-center gap-2">
          {index > 0 ? <span className="text-soft">or</span> : null}
          {alternative.map((need) => (
            <span key={need.scheme} className="inline-flex flex-wrap items-center gap-1.5">
              <Badge icon={LockKeyhole}><ForeignText text={need.scheme} /></Badge>
              <span className="text-soft">{need.type}</span>
              <Scopes scopes={need.scopes} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function NoSecurity({ optional }: { readonly optional: boolean }) {
  return (
    <p className="flex items-center gap-2">
      <Badge tone="warn" icon={LockKeyholeOpen}>
        none
      </Badge>
      {optional ? 'Security is optional: the route can be called without any.' : 'The route can be called by anyone who reaches it.'}
    </p>
  );
}

function Scopes({ scopes }: { readonly scopes: readonly string[] }) {
  if (scopes.length === 0) return null;
  return <span className="font-mono text-code"><ForeignText text={scopes.join(' ')} /></span>;
}
