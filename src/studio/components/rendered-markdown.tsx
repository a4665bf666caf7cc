import { memo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

const plugins = [remarkGfm];
const safeSchemes = /^(?:https?|mailto):/i;

/** Raw HTML is shown as text, images as their alternative text and address: a remote image would send what it names to its host. */
export const RenderedMarkdown = memo(function RenderedMarkdown({ text }: { readonly text: string }) {
  return (
    <div className="markdown">
      <Markdown remarkPlugins={plugins} components={components} urlTransform={(url) => url}>
        {text}
      </Markdown>
    </div>
  );
});

const components: Components = {
  a: ({ href, children }) => {
    if (href === undefined || !safeSchemes.test(href)) return <span>{children}</span>;
    return (
      <a href={href} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    );
  },
  img: ({ src, alt }) => (
    <span>
      {alt} <code>{typeof src === 'string' ? src : ''}</code>
    </span>
  ),
  table: ({ children }) => (
    <div className="table-scroll">
      <table>{children}</table>
    </div>
  ),
  // remark-gfm aligns cells by a style attribute.
  th: ({ children }) => <th>{children}</th>,
  td: ({ children }) => <td>{children}</td>,
  // Task lists: a checkbox that does nothing is a word.
  input: ({ checked }) => <span>{checked ? '[x]' : '[ ]'}</span>,
};
