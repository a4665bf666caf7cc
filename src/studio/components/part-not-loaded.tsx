import { CircleAlert, RotateCw } from 'lucide-react';
import { useHealth } from '../lib/api.ts';
import type { PartNotLoaded } from '../lib/lazy-part.ts';
import { Button } from './ui/button.tsx';

/** A part of the page that could not be loaded. Only a new page helps, which needs a server that answers. */
export function PartNotLoadedState({ error }: { readonly error: PartNotLoaded }) {
  const serverGone = useHealth().isError;
  return (
    <div data-slot="error" role="alert" className="flex flex-col items-start gap-2 p-4">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden size={16} strokeWidth={1.5} className="text-bad" />
        This part of the Studio could not be loaded
      </p>
      <p className="max-w-160 text-soft">{error.message}</p>
      <p className="max-w-160">{serverGone ? 'Start the server again with: aksara studio. Then reload the page.' : 'Reload the page. The address keeps what is open.'}</p>
      <Button disabledReason={serverGone ? 'The Studio server is not answering' : null} onClick={() => location.reload()}>
        <RotateCw aria-hidden size={14} strokeWidth={1.5} />
        Reload
      </Button>
    </div>
  );
}
