import { Fragment, useMemo, type ReactNode } from 'react';
import type { Token, TokenStream } from 'prismjs';
import Prism from 'prismjs/components/prism-core';
import { grammars } from './grammars.ts';

// The core would look for code to highlight by itself; it reads this in its next frame.
Prism.manual = true;

interface HighlightedCodeProps {
  readonly code: string;
  readonly language: keyof typeof grammars;
}

/** Prism's tokens as elements with a class each: no markup is built from text, no style is set. */
export function HighlightedCode({ code, language }: HighlightedCodeProps) {
  const content = useMemo(() => renderTokens(Prism.tokenize(code, grammars[language])), [code, language]);
  return <code>{content}</code>;
}

function renderTokens(tokens: TokenStream): ReactNode {
  if (typeof tokens === 'string') return tokens;
  if (!Array.isArray(tokens)) return renderToken(tokens);
  return tokens.map((token, index) => <Fragment key={index}>{renderTokens(token)}</Fragment>);
}

function renderToken(token: Token): ReactNode {
  return <span className={`token ${token.type}`}>{renderTokens(token.content)}</span>;
}
