import { Button } from '../../components/ui/button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { useApprovedHostsStore } from '../../lib/approved-hosts-store.ts';

/** Hosts that are not asked about before a run, each with the way back; nothing when there is none. */
export function ApprovedHosts() {
  const { hosts, forget } = useApprovedHostsStore();
  if (hosts.length === 0) return null;
  return (
    <section aria-labelledby="hosts-title" className="flex flex-col items-start gap-2">
      <h2 id="hosts-title" className="text-title font-semibold">
        Hosts you are not asked about
      </h2>
      <ul className="flex flex-col gap-1">
        {hosts.map((host) => (
          <li key={host} className="flex items-center gap-2">
            <span className="font-mono text-code"><ForeignText text={host} /></span>
            <Button size="small" onClick={() => forget(host)}>Ask again</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
