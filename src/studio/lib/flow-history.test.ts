// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { closeFlow, openFlow, openFlowDetail, openFlowPack, openFlowTab } from './flow-history.ts';
import { changeFilter, selectObject } from './url-state.ts';

const url = () => location.pathname.slice('/studio/ui'.length) + location.search;

/** A page of its own, after another one. */
function open(path: string): void {
  history.replaceState(null, '', '/studio/ui/');
  history.pushState(null, '', `/studio/ui${path}`);
}

describe('an open flow', () => {
  beforeEach(() => open('/models/public.users?q=use&view=indexes'));

  it('is one entry of the history, whatever its tab', () => {
    const before = history.length;
    openFlow('explain_model');
    openFlowTab('prompt');
    expect(url()).toBe('/models/public.users?flow=explain_model&tab=prompt&q=use&view=indexes');
    expect(history.length).toBe(before + 1);
  });

  it('keeps its detail with another action, in the same entry', () => {
    openFlow('explain_model');
    const before = history.length;
    openFlowDetail('structure');
    openFlow('suggest_constraints');
    expect(url()).toBe('/models/public.users?flow=suggest_constraints&detail=structure&q=use&view=indexes');
    expect(history.length).toBe(before);
  });

  it('keeps whose pack it shows with another action and object, in the same entry', () => {
    openFlow('explain_model');
    const before = history.length;
    openFlowPack('backend');
    openFlow('suggest_constraints');
    selectObject('public.orders');
    expect(url()).toBe('/models/public.orders?flow=suggest_constraints&pack=backend&q=use&view=indexes');
    openFlowPack('ours');
    expect(url()).toBe('/models/public.orders?flow=suggest_constraints&q=use&view=indexes');
    expect(history.length).toBe(before);
  });

  it('is closed by Back, and opened again by Forward', async () => {
    openFlow('explain_model');
    history.back();
    await expect.poll(url).toBe('/models/public.users?q=use&view=indexes');
    history.forward();
    await expect.poll(url).toBe('/models/public.users?flow=explain_model&q=use&view=indexes');
  });

  it('is closed by one Back after it moved to another action and object', async () => {
    openFlow('explain_model');
    openFlow('suggest_constraints');
    selectObject('public.orders');
    expect(url()).toBe('/models/public.orders?flow=suggest_constraints&q=use&view=indexes');
    history.back();
    await expect.poll(url).toBe('/models/public.users?q=use&view=indexes');
  });
});

describe('closing a flow', () => {
  beforeEach(() => open('/models/public.users?q=use'));

  it('leaves no entry behind that Back would open again', async () => {
    openFlow('explain_model');
    closeFlow();
    await expect.poll(url).toBe('/models/public.users?q=use');
    history.back();
    await expect.poll(url).toBe('/');
  });

  it('keeps the object it moved to, as one step from the first', async () => {
    openFlow('explain_model');
    selectObject('public.orders');
    closeFlow();
    await expect.poll(url).toBe('/models/public.orders?q=use');
    history.back();
    await expect.poll(url).toBe('/models/public.users?q=use');
  });

  it('keeps what was typed into the filter', async () => {
    openFlow('explain_model');
    changeFilter('user');
    closeFlow();
    await expect.poll(url).toBe('/models/public.users?q=user');
    history.back();
    await expect.poll(url).toBe('/');
  });

  it('goes back once, however often it is asked', async () => {
    openFlow('explain_model');
    closeFlow();
    closeFlow();
    await expect.poll(url).toBe('/models/public.users?q=use');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(url()).toBe('/models/public.users?q=use');
  });

  it('stays in its entry when the URL opened it', () => {
    open('/models/public.users?flow=explain_model&tab=json&detail=literals&pack=backend&q=use');
    closeFlow();
    expect(url()).toBe('/models/public.users?q=use');
  });

  it('goes back from an entry that Forward opened again', async () => {
    openFlow('explain_model');
    closeFlow();
    await expect.poll(url).toBe('/models/public.users?q=use');
    history.forward();
    await expect.poll(url).toBe('/models/public.users?flow=explain_model&q=use');
    closeFlow();
    await expect.poll(url).toBe('/models/public.users?q=use');
    history.back();
    await expect.poll(url).toBe('/');
  });
});
