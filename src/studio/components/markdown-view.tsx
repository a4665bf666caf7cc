import { Suspense } from 'react';
import { lazyOrPlain } from '../lib/lazy-part.ts';
import { visibleText } from '../lib/visible-text.ts';

const RenderedMarkdown = lazyOrPlain(async () => (await import('./rendered-markdown.tsx')).RenderedMarkdown, SourceText);

/** Markdown of a pack or a model's answer, which is never trusted: see `rendered-markdown.tsx`. Its source keeps the place until the renderer is loaded, and stays when it cannot be. */
export function MarkdownView({ text }: { readonly text: string }) {
  const shown = visibleText(text);
  return (
    <Suspense
      fallback={
        <div aria-hidden className="invisible">
          <SourceText text={shown} />
        </div>
      }
    >
      <RenderedMarkdown text={shown} />
    </Suspense>
  );
}

function SourceText({ text }: { readonly text: string }) {
  return <pre className="font-sans whitespace-pre-wrap">{text}</pre>;
}
