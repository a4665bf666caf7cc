import { fence } from './fence.ts';

/** What a section is made of. Cells and items are already safe text (`inline`) or our own words; a fence holds foreign text. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'fence'; readonly language: string; readonly text: string };

export function text(value: string): Block {
  return { kind: 'text', text: value };
}

export function bullets(items: readonly string[]): Block {
  return { kind: 'list', items };
}

export function table(headers: readonly string[], rows: readonly (readonly string[])[]): Block {
  return { kind: 'table', headers, rows };
}

export function fenced(language: string, value: string): Block {
  return { kind: 'fence', language, text: value };
}

/** Markdown of one block, without a trailing line feed. */
export function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return [block.headers, block.headers.map(() => '---'), ...block.rows].map(renderRow).join('\n');
    case 'fence':
      return fence(block.text, block.language);
  }
}

/** How many rows, items or lines a block can lose. */
export function blockLength(block: Block): number {
  switch (block.kind) {
    case 'text':
      return 1;
    case 'list':
      return block.items.length;
    case 'table':
      return block.rows.length;
    case 'fence':
      return block.text.split('\n').length;
  }
}

/** The first `keep` rows, items or lines with a visible mark for the rest. */
export function cutBlock(block: Block, keep: number): Block {
  const rest = blockLength(block) - keep;
  if (rest <= 0 || block.kind === 'text') return block;
  if (block.kind === 'list') return { ...block, items: [...block.items.slice(0, keep), `… ${rest} more cut to fit the budget`] };
  if (block.kind === 'fence') {
    return { ...block, text: [...block.text.split('\n').slice(0, keep), `… ${rest} more lines cut to fit the budget`].join('\n') };
  }
  const mark = block.headers.map((_, index) => (index === 0 ? `… ${rest} more rows cut to fit the budget` : ''));
  return { ...block, rows: [...block.rows.slice(0, keep), mark] };
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (cell === '' ? '–' : cell.replaceAll('|', '\\|'))).join(' | ')} |`;
}
