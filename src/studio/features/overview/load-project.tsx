import { FileUp, Undo2 } from 'lucide-react';
import { CodeLine, ErrorState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { chooseFile } from '../../lib/choose-file.ts';
import { useProjectFile } from '../../lib/project-file.ts';

const reading = 'The file is being read';

/** Takes a snapshot file of the visitor's own project; nothing where a server says what the project is. */
export function LoadProject() {
  const file = useProjectFile();
  if (file === null) return null;
  return (
    <section aria-labelledby="load-title" className="flex flex-col gap-2 rounded-medium border border-dashed border-line-strong p-4">
      <h2 id="load-title" className="text-title font-semibold">
        Your own project
      </h2>
      {file.shown === null ? <HowToLoad /> : <Loaded name={file.shown} />}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => chooseFile((chosen) => void file.load(chosen))} disabledReason={file.reading === null ? null : reading}>
          <FileUp aria-hidden size={14} strokeWidth={1.5} />
          Load snapshot file
        </Button>
        {file.shown === null ? null : (
          <Button variant="quiet" onClick={file.showSample} disabledReason={file.reading === null ? null : reading}>
            <Undo2 aria-hidden size={14} strokeWidth={1.5} />
            Back to the sample
          </Button>
        )}
      </div>
      {file.error === null ? null : <ErrorState error={file.error} />}
    </section>
  );
}

function HowToLoad() {
  return (
    <>
      <p className="max-w-160 text-soft">Write it as one file, secrets and literals removed, then load the file or drop it anywhere on this page. It is read here and sent nowhere.</p>
      <CodeLine code="aksara snapshot --database-url postgres://… --out project.json" />
    </>
  );
}

function Loaded({ name }: { readonly name: string }) {
  return (
    <p className="max-w-160 text-soft">
      Shown is <ForeignText text={name} />. It is in the memory of this tab only: a reload shows the sample again.
    </p>
  );
}
