import { toVisible, toVisibleLine } from '#flows';

/** Foreign text on one line, with every invisible character (bidi controls, zero width, line ends) written out as in the packs. */
export function visibleLine(text: string): string {
  return toVisibleLine(text);
}

/** The same for a text of several lines, such as SQL. */
export function visibleText(text: string): string {
  return toVisible(text);
}
