import { FlowError } from '#contract';
import { checkAnswerOf, saveAnswer } from '../../answer-service.ts';
import type { Handlers, Services } from '../handlers.ts';

type AnswerHandlers = Pick<Handlers, 'answerCheck' | 'history' | 'historyEntry' | 'historySave' | 'historyDelete' | 'historySettings'>;

/** Answers, wherever they came from: checked, kept on this machine, read again, deleted. */
export function answerHandlers(services: Services): AnswerHandlers {
  const { history, project } = services;
  const list = () => history.list(project.snapshot().project.name);
  return {
    answerCheck: ({ body }) => checkAnswerOf(services, body),
    history: list,
    historyEntry: ({ parameter }) => {
      const kept = history.read(parameter('id'));
      if (kept === null) throw new FlowError('NOT_FOUND', 'There is no answer of that id in the history.', { remedy: 'It may have been deleted, or made room for newer ones.' });
      return kept;
    },
    historySave: ({ body }) => saveAnswer(services, body),
    historyDelete: ({ body }) => {
      if (body.id === null) history.deleteAll(project.snapshot().project.name);
      else history.delete(body.id);
      return list();
    },
    historySettings: ({ body }) => {
      history.setEnabled(body.enabled);
      return list();
    },
  };
}
