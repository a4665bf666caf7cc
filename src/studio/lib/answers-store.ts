import { create } from 'zustand';
import type { FlowAnswer } from './flow-answer.ts';

interface AnswersState {
  /** By `answerKey`; one a flow, the newest. */
  readonly answers: Readonly<Record<string, FlowAnswer>>;
  /** Puts an answer in the place of the one before, whose run ends. Returns its id. */
  readonly put: (key: string, answer: Omit<FlowAnswer, 'id'>) => number;
  /** Changes an answer as long as no other one has taken its place. */
  readonly change: (key: string, id: number, edit: (answer: FlowAnswer) => Partial<FlowAnswer>) => void;
}

let lastId = 0;

/** Answers to flows, for this tab of the browser: they outlive the panel, and a run goes on while it is closed. */
export const useAnswersStore = create<AnswersState>()((set, get) => ({
  answers: {},
  put: (key, answer) => {
    get().answers[key]?.stop?.();
    lastId += 1;
    const id = lastId;
    set(({ answers }) => ({ answers: { ...answers, [key]: { ...answer, id } } }));
    return id;
  },
  change: (key, id, edit) =>
    set(({ answers }) => {
      const answer = answers[key];
      return answer?.id === id ? { answers: { ...answers, [key]: { ...answer, ...edit(answer) } } } : {};
    }),
}));
