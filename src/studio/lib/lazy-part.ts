import { lazy, type ComponentType } from 'react';

/** The code of a part of the page did not arrive: the server was stopped, or it serves another build than the one this page is of. */
export class PartNotLoaded extends Error {
  override readonly name = 'PartNotLoaded';

  constructor(cause: unknown) {
    super('Its code did not arrive: the server was stopped, or it serves a newer build than the one this page is of.', { cause });
  }
}

/** A part of the page whose code is loaded when it is shown first. Throws PartNotLoaded to the boundary around it. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new PartNotLoaded(cause);
    }
  });
}

/** The same for something that is better to have but not needed: its plain form stays when its code cannot be loaded. */
export function lazyOrPlain<Props>(load: () => Promise<ComponentType<Props>>, plain: ComponentType<Props>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch {
      return { default: plain }; // nothing is lost but colours or form; the next part that is needed says what is wrong
    }
  });
}
