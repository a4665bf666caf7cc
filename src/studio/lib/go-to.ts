import { closeFlow } from './flow-history.ts';
import { parsePath } from './object-path.ts';
import { currentPath, navigate } from './page-address.ts';
import { selectObject } from './url-state.ts';

/**
 * Goes to a path of `pathOf` or `objectPath`, with a query string or without, as a new entry of the history. Another object of the section that is shown is selected
 * there, as in its list; the object that is shown already comes into view from under its panel. Every other path leaves the query
 * string behind.
 */
export function goTo(path: string): void {
  const { section, id } = parsePath(path.split('?', 1)[0] ?? path);
  const here = parsePath(currentPath());
  if (section !== here.section || id === null) navigate(path);
  else if (id === here.id) closeFlow();
  else selectObject(id);
}
