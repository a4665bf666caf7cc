import { FileUp } from 'lucide-react';
import { Button } from '../components/ui/button.tsx';
import { MiddleTruncated } from '../components/ui/middle-truncated.tsx';
import { formatBytes } from '../lib/format.ts';
import { useProjectFile } from '../lib/project-file.ts';
import { Banner } from './banner.tsx';

/** Says which snapshot file is being read, with the way to end it: a large one takes some seconds, in which the page goes on. */
export function ReadingBanner() {
  const reading = useProjectFile()?.reading;
  if (!reading) return null;
  return (
    <Banner icon={<FileUp aria-hidden size={16} strokeWidth={1.5} className="pulse text-soft" />}>
      <span className="flex min-w-0 flex-1 items-center gap-1">
        Reading <MiddleTruncated text={reading.name} />
        <span className="shrink-0 text-soft">· {formatBytes(reading.size)}</span>
      </span>
      <Button size="small" onClick={reading.cancel}>
        Cancel
      </Button>
    </Banner>
  );
}
