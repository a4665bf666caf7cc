import { lazy, Suspense } from 'react';
import { visibleText } from '../lib/visible-text.ts';

const RenderedMarkdown = lazy(async () => ({ default: (await import('./rendered-markdown.tsx')).RenderedMarkdown }));

/** Markdown of a pack or a model's answer, which is never trusted: see `rendered-markdown.tsx`. Its source keeps the place until the renderer is loaded. */
export function MarkdownView({ text }: { readonly text: string }) {
  const shown = visibleText(text);
  return (
    <Suspense fallback={<pre aria-hidden className="invisible font-sans whitespace-pre-wrap">{shown}</pre>}>
      <RenderedMarkdown text={shown} />
    </Suspense>
  );
}
