import { describe, expect, it } from 'vitest';
import { aPack, aSection } from '../../testing/pack-factory.ts';
import { bothPrompts, splitPrompt } from './prompt-text.ts';

describe('splitPrompt', () => {
  it('takes the task line from before the first section', () => {
    const { task, sections } = splitPrompt(aPack('explain_plan'));
    expect(task).toBe('Explain this.');
    expect(sections).toHaveLength(1);
  });

  it('shows the prompt in one piece when the sections are not its text', () => {
    const pack = aPack('explain_plan', { sections: [aSection('x', 'something else')] });
    expect(splitPrompt(pack)).toEqual({ task: pack.user_prompt, sections: [] });
  });

  it('shows the prompt of a backend without sections in one piece', () => {
    const pack = aPack('explain_plan', { sections: undefined });
    expect(splitPrompt(pack)).toEqual({ task: pack.user_prompt, sections: [] });
  });
});

describe('bothPrompts', () => {
  it('holds both prompts unchanged under headings', () => {
    const pack = aPack('explain_plan');
    expect(bothPrompts(pack)).toBe(`# System prompt\n\n${pack.system_prompt}\n\n# User prompt\n\n${pack.user_prompt}\n`);
  });
});
