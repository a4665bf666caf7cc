// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FlowError, type FlowRequest, type PromptPack } from '#contract';
import { SectionLayout } from '../../components/section-layout.tsx';
import type { StudioApi } from '../../lib/studio-api.ts';
import { usePlace, useSearchState } from '../../lib/url-state.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { aFailedPack, aPack, aSection } from '../../testing/pack-factory.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aDiagnostic, aModel, anAcceptedRisk, aSnapshot } from '../../testing/snapshot-factory.ts';
import { FlowPanel } from './flow-panel.tsx';

const ids = ['public.orders', 'public.users'];
const snapshot = aSnapshot({ models: ids.map((id) => aModel(id)) });

/** A section with its header and the panel, as the shell joins them. */
function Page() {
  const { id } = usePlace();
  const { flow } = useSearchState();
  return (
    <>
      <SectionLayout kind="model" title="Models" items={ids.map((model) => ({ id: model, primary: model }))} selectedId={id} detail={id} empty={null} />
      {flow === undefined ? null : <FlowPanel />}
    </>
  );
}

function open(path: string, calls: Partial<StudioApi> = {}) {
  const asked: FlowRequest[] = [];
  const flow = (request: FlowRequest): Promise<PromptPack> => {
    asked.push(request);
    return Promise.resolve(aPack(request.body.action_key, { user_prompt: JSON.stringify(request.body) }));
  };
  const page = renderScreen(<Page />, { path, api: fakeApi(snapshot, { flow, ...calls }) });
  return { ...page, asked };
}

const panel = () => screen.findByRole('dialog');

describe('opening the panel', () => {
  it('asks about the selected object, and shows what the flow does before the answer is there', async () => {
    const { user } = open('/models/public.orders', { flow: () => new Promise(() => {}) });
    await user.click(await screen.findByRole('button', { name: /Explain model/ }));
    const dialog = await panel();
    expect(within(dialog).getByRole('heading', { name: 'Explain model' })).toBeTruthy();
    expect(within(dialog).getByText(/Cannot see rows or values/)).toBeTruthy();
    expect(within(dialog).getByRole('link', { name: /public.orders/ }).getAttribute('href')).toBe('/studio/ui/models/public.orders');
    expect(within(dialog).getByRole('button', { name: 'Copy prompts' }).getAttribute('aria-disabled')).toBe('true');
    expect(within(dialog).getByRole('status', { name: 'Building the prompt pack' })).toBeTruthy();
  });

  it('shows provider, tokens, redactions and pack id, and the command', async () => {
    open('/models/public.orders?flow=explain_model');
    const id = await screen.findByText('9f3107c2aa41');
    expect(id.closest('p')?.textContent).toBe('copy only · 1,912 tokens · 3 redactions · 9f3107c2aa41');
    expect(screen.getByText(/aksara ai flows query/)).toBeTruthy();
  });

  it('restores action and tab from the URL, and keeps the tab there', async () => {
    const { user } = open('/models/public.orders?flow=suggest_constraints&tab=prompt');
    const prompt = await screen.findByRole('tab', { name: 'Prompt Pack', selected: true });
    expect(await screen.findByLabelText('System prompt', { selector: 'pre' })).toBeTruthy();
    prompt.focus();
    await user.keyboard('{ArrowRight}');
    expect(location.search).toBe('?flow=suggest_constraints&tab=json');
    expect(await screen.findByRole('list', { name: 'JSON tree' })).toBeTruthy();
  });

  it('asks about another row when that is selected', async () => {
    const { user, asked } = open('/models/public.orders?flow=explain_model');
    await screen.findByText(/1,912 tokens/);
    await user.click(screen.getByRole('option', { name: /users/ }));
    await waitFor(() => expect(asked.map((request) => request.body)).toEqual([
      { action_key: 'explain_model', model_name: 'public.orders' },
      { action_key: 'explain_model', model_name: 'public.users' },
    ]));
    expect(await within(await panel()).findByRole('link', { name: /public.users/ })).toBeTruthy();
  });
});

describe('the facts of the pack', () => {
  it('list what was taken out by kind, and what stands in its place', async () => {
    const { user } = open('/models/public.orders?flow=explain_model');
    const button = await screen.findByRole('button', { name: '3 redactions' });
    await user.click(button);
    const list = within(await screen.findByRole('dialog', { name: 'Redactions' }));
    expect(list.getAllByRole('term').map((term) => term.textContent)).toEqual(['SQL literals masked', 'GitHub token']);
    expect(list.getAllByRole('definition').map((count) => count.textContent)).toEqual(['2', '1']);
    expect(list.getByText(/‹secret:kind:1›/)).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Redactions' })).toBeNull());
    expect(document.activeElement).toBe(button);
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('are no button when nothing was taken out', async () => {
    open('/models/public.orders?flow=explain_model', { flow: () => Promise.resolve(aPack('explain_model', { redactions: [] })) });
    expect((await screen.findByText('0 redactions')).closest('button')).toBeNull();
  });

  it('say on focus how the tokens are made up and counted', async () => {
    const { user } = open('/models/public.orders?flow=explain_model');
    const tokens = await screen.findByRole('button', { name: '1,912 tokens' });
    act(() => tokens.focus());
    expect((await screen.findByRole('tooltip')).textContent).toBe('System prompt 412, user prompt 1,500Counted by o200k_base');
    await user.click(tokens);
    expect(screen.getByRole('tooltip')).toBeTruthy();
  });

  it('copy the whole id of the pack', async () => {
    const { user } = open('/models/public.orders?flow=explain_model');
    await user.click(await screen.findByRole('button', { name: 'Copy pack id' }));
    expect(await navigator.clipboard.readText()).toBe('9f3107c2aa41bbccddee');
  });
});

describe('the detail', () => {
  const chosen = async () => (await screen.findAllByRole<HTMLInputElement>('radio')).filter((radio) => radio.checked).map((radio) => radio.value);

  it('is the level of the project until another one is chosen, which stands in the URL and builds the pack anew', async () => {
    const { user, asked } = open('/models/public.orders?flow=explain_model');
    await screen.findByText(/1,912 tokens/);
    expect(await chosen()).toEqual(['statistics']);
    await user.click(screen.getByRole('radio', { name: 'Literals' }));
    expect(location.search).toBe('?flow=explain_model&detail=literals');
    expect(await screen.findByText('shows the literals you typed', { selector: 'p *' })).toBeTruthy();
    await waitFor(() => expect(asked.map(({ body }) => body.detail)).toEqual([undefined, 'literals']));
  });

  it('says what each level means', async () => {
    open('/models/public.orders?flow=explain_model&detail=structure');
    expect(await chosen()).toEqual(['structure']);
    const described = screen.getByRole('radio', { name: 'Literals' }).getAttribute('aria-describedby') ?? '';
    expect(document.querySelector(`#${CSS.escape(described)}`)?.textContent).toBe('shows the literals you typed');
  });

  it('is the level of the configuration when the URL names none', async () => {
    const configuration = { file: 'aksara.config.ts', detail: 'structure' as const, budget: null, actions: [], suppressions: [], redact: [] };
    open('/models/public.orders?flow=explain_model', { snapshot: () => Promise.resolve({ ...snapshot, configuration }), flow: () => new Promise(() => {}) });
    await waitFor(async () => expect(await chosen()).toEqual(['structure']));
  });

  it('is gone from the URL with the panel', async () => {
    const { user } = open('/models/public.orders?flow=explain_model&detail=structure');
    await user.click(within(await panel()).getByRole('button', { name: 'Close' }));
    expect(location.search).toBe('');
  });
});

describe('an action of the project', () => {
  it('stands in the header with its risk, and the panel says what it does', async () => {
    const own = { action_key: 'audit_personal_data', kind: 'model' as const, title: 'Audit personal data', description: '', risk: 'high' as const, what_it_does: 'Looks for personal data', what_it_cannot_do: 'Cannot read rows', recommended_next: [] };
    const { user, asked } = open('/models/public.orders', { actions: () => Promise.resolve({ actions: [own], total: 1 }) });
    await user.click(await screen.findByRole('button', { name: 'Audit personal data high risk' }));
    const dialog = await panel();
    expect(within(dialog).getByText('Cannot read rows')).toBeTruthy();
    expect(dialog.querySelector('.lucide-octagon-alert')?.parentElement?.textContent).toBe('high risk');
    await waitFor(() => expect(asked.map(({ body }) => body.action_key)).toEqual(['audit_personal_data']));
  });
});

describe('suggested next actions', () => {
  it('are buttons that open the flow on the same object', async () => {
    const flow = (request: FlowRequest) => Promise.resolve(aPack(request.body.action_key, { suggested_next: ['suggest_constraints', 'Open AI Hub'] }));
    const { user } = open('/models/public.orders?flow=explain_model', { flow });
    await user.click(await within(await screen.findByRole('group', { name: 'Suggested next' })).findByRole('button', { name: 'Suggest constraints' }));
    expect(location.search).toBe('?flow=suggest_constraints');
  });
});

describe('closing the panel', () => {
  it('closes on Escape and gives the focus back to the button', async () => {
    const { user } = open('/models/public.orders');
    const button = await screen.findByRole('button', { name: /Refactor suggestions/ });
    await user.click(button);
    const dialog = await panel();
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
    expect(location.search).toBe('');
  });

  it('gives the focus to the button of the action when the panel was opened by its URL', async () => {
    const { user } = open('/models/public.orders?flow=explain_model');
    await screen.findByText(/1,912 tokens/);
    await user.click(within(await panel()).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(document.activeElement?.getAttribute('data-flow-action')).toBe('explain_model'));
  });

  it('stays open when Escape is pressed in a field', async () => {
    const { user } = open('/models/public.orders?flow=explain_model');
    await user.click(await screen.findByRole('textbox', { name: 'Filter models' }));
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
});

describe('the command', () => {
  const said = 'set AKSARA_TOKEN';

  it('asks the server of the page', async () => {
    open('/models/public.orders?flow=explain_model');
    const command = await screen.findByRole('group', { name: 'Command' });
    expect(command.textContent).toBe("$ aksara ai flows query --sql 'SELECT 1' --action explain_model --server http://127.0.0.1:8000");
    expect(screen.getByRole('region', { name: 'Command line' }).textContent).not.toContain(said);
  });

  it('takes the token of a guarded server from the environment, and says so', async () => {
    open('/models/public.orders?flow=explain_model', { server: { origin: 'http://127.0.0.1:8000', asksForToken: true } });
    const line = await screen.findByRole('region', { name: 'Command line' });
    expect(line.textContent).toContain('--token "$AKSARA_TOKEN"');
    expect(line.textContent).toContain(said);
  });
});

describe('the result', () => {
  it('shows findings with evidence and a remedy to copy, and what is not included', async () => {
    const finding = aDiagnostic('d-001', { title: 'Index is missing', evidence: ['600,000 rows'], remedy: { text: 'Add it.', sql: 'CREATE INDEX i ON t (a);' } });
    const flow = () =>
      Promise.resolve(
        aPack('explain_model', { result_markdown: '**Ready**\n\n### Findings\n\ntwice', findings: [finding], omitted: [{ part: 'plan', reason: 'no database', remedy: null }] }),
      );
    open('/models/public.orders?flow=explain_model', { flow });
    for (const text of ['Index is missing', '600,000 rows', 'Add it.', 'CREATE INDEX i ON t (a);', 'plan']) expect(await screen.findByText(text)).toBeTruthy();
    expect(await screen.findByText('Ready')).toBeTruthy();
    expect(screen.queryByText('twice')).toBeNull();
  });

  it('counts the findings by level, shows the worst first, and the rest of a long list on demand', async () => {
    const findings = Array.from({ length: 30 }, (_, index) => aDiagnostic(`d-${index}`, { level: index === 29 ? 'error' : 'info', title: `Finding ${index}` }));
    const { user } = open('/models/public.orders?flow=explain_model', { flow: () => Promise.resolve(aPack('explain_model', { findings })) });
    const levels = await screen.findByRole('list', { name: 'Findings by level' });
    expect(within(levels).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['error1 error', 'info29 infos']);
    const shown = () => within(screen.getByRole('list', { name: 'Findings' })).getAllByText(/^Finding \d+$/).map((title) => title.textContent);
    expect(shown()).toHaveLength(20);
    expect(shown()[0]).toBe('Finding 29');
    await user.click(screen.getByRole('button', { name: 'Show 10 more findings' }));
    expect(shown()).toHaveLength(30);
  });

  it('folds accepted risks away, with reason, end and source', async () => {
    const accepted = [anAcceptedRisk('D002:public.orders', { reason: 'read once a year', until: null })];
    open('/models/public.orders?flow=explain_model', { flow: () => Promise.resolve(aPack('explain_model', { result_markdown: '**Ready**\n\n### Accepted risks\n\ntwice', accepted })) });
    const list = await screen.findByRole('list', { name: 'Accepted risks', hidden: true });
    expect(list.closest('details')?.open).toBe(false);
    expect(list.textContent).toContain('Accepted: read once a yearwithout an end · aksara.config.ts');
    expect(screen.queryByText('twice')).toBeNull();
  });

  it('says what was cut to fit the budget and what to do about it', async () => {
    const omitted = [
      { part: 'part of Columns', reason: 'shortened to fit 8,000 tokens', remedy: 'raise the budget' },
      { part: 'plan', reason: 'no statistics', remedy: 'ANALYZE orders;' },
    ];
    open('/models/public.orders?flow=explain_model', { flow: () => Promise.resolve(aPack('explain_model', { omitted })) });
    const items = within(await screen.findByRole('region', { name: 'Not included' })).getAllByRole('listitem');
    expect(items[0]?.textContent).toBe('part of Columns: shortened to fit 8,000 tokensraise the budget');
    expect(within(items[1] ?? document.body).getByRole('button', { name: 'Copy' })).toBeTruthy();
  });

  it('copies both prompts with headings', async () => {
    const { user } = open('/models/public.orders?flow=explain_model&tab=prompt');
    await user.click(await screen.findByRole('button', { name: 'Copy both' }));
    expect(await navigator.clipboard.readText()).toBe('# System prompt\n\nYou advise on PostgreSQL.\n\n# User prompt\n\n{"action_key":"explain_model","model_name":"public.orders"}\n');
    expect(screen.getAllByRole('status').map((status) => status.textContent)).toContain('Copied 1,912 tokens');
  });
});

describe('a section of the prompt', () => {
  it('names its source in its head line, and in full on focus', async () => {
    const source = 'EXPLAIN, PostgreSQL 15.20, not executed';
    const section = { ...aSection('plan', '## Plan\n\nSeq Scan'), title: 'Plan', source };
    const flow = () => Promise.resolve(aPack('explain_model', { sections: [section], user_prompt: `Explain.\n\n${section.text}\n` }));
    open('/models/public.orders?flow=explain_model&tab=prompt', { flow });
    const head = (await screen.findByText('Plan')).closest('summary');
    expect(head?.textContent).toBe(`PlanSource: ${source}12 tokens`);
    act(() => head?.focus());
    expect((await screen.findByRole('tooltip')).textContent).toBe(`Source: ${source}`);
  });
});

describe('what goes wrong', () => {
  it('shows a failed pack calmly, with near names to press', async () => {
    const flow = (request: FlowRequest) =>
      Promise.resolve(request.kind === 'model' && request.body.model_name === 'public.orders' ? aPack('explain_model') : aFailedPack('explain_model', { suggestions: ['orders'], remedy: 'Check the name.' }));
    const { user } = open('/models/public.ordrs?flow=explain_model', { flow });
    expect(await screen.findByText('There is no model “ordrs”.')).toBeTruthy();
    expect(screen.getByText('Check the name.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'orders' }));
    expect(await screen.findByText(/1,912 tokens/)).toBeTruthy();
    expect(location.pathname).toBe('/studio/ui/models/public.orders');
  });

  it('tries again on Retry', async () => {
    let attempts = 0;
    const gone = new FlowError('SERVER_UNREACHABLE', 'Nothing answers at 127.0.0.1:8000.');
    const { user } = open('/models/public.orders?flow=explain_model', { flow: () => (attempts++ === 0 ? Promise.reject(gone) : Promise.resolve(aPack('explain_model'))) });
    expect(await screen.findByText('Nothing answers at 127.0.0.1:8000.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText(/1,912 tokens/)).toBeTruthy();
  });

  it('names the flows there are when the URL names none of them', async () => {
    const { user, asked } = open('/models/public.orders?flow=explain_plan');
    expect(await screen.findByText('There is no AI flow “explain_plan” for a model.')).toBeTruthy();
    expect(asked).toEqual([]);
    await user.click(within(await panel()).getByRole('button', { name: 'explain_model' }));
    expect(await screen.findByText(/1,912 tokens/)).toBeTruthy();
  });

  it('says that a row is to be selected', async () => {
    open('/models?flow=explain_model');
    expect(await screen.findByText('Explain model needs a model.')).toBeTruthy();
  });

  it('asks for nothing while the hub is not configured', async () => {
    const { asked } = open('/models/public.orders?flow=explain_model', { hubStatus: () => Promise.resolve({ overall: 'disabled', active_provider: null, configured_count: 0 }) });
    expect(await within(await panel()).findByText('The AI Hub is not configured')).toBeTruthy();
    expect(asked).toEqual([]);
  });
});
