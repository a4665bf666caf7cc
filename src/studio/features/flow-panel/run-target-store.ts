import { create } from 'zustand';

/** Who runs a pack; an empty model is the provider's own. */
export interface RunTarget {
  readonly provider: string;
  readonly model: string;
}

/** One of those to choose from. */
export interface RunChoice extends RunTarget {
  /** Who gets the pack in the end; undefined = the provider itself. */
  readonly handsOnTo: string | undefined;
}

interface RunTargetState {
  /** Null = the default of the AI Hub. */
  readonly chosen: RunTarget | null;
  readonly choose: (target: RunTarget) => void;
}

/** The provider and model chosen in the panel, until the page is loaded anew; a lasting choice is made in the AI Hub. */
export const useRunTargetStore = create<RunTargetState>()((set) => ({ chosen: null, choose: (chosen) => set({ chosen }) }));
