// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useShortcut } from './shortcuts.ts';

function Page({ onKey }: { readonly onKey: () => void }) {
  useShortcut('A', onKey);
  return (
    <>
      <input aria-label="text" />
      <textarea aria-label="long" />
      <div contentEditable suppressContentEditableWarning aria-label="rich" />
      <input type="checkbox" aria-label="box" />
      <button type="button">go</button>
    </>
  );
}

describe('useShortcut', () => {
  afterEach(cleanup);
  const countKeys = (press: () => void) => {
    let runs = 0;
    render(<Page onKey={() => (runs += 1)} />);
    press();
    return runs;
  };
  const key = { key: 'A', shiftKey: true };

  it('runs from anywhere', () => {
    expect(countKeys(() => fireEvent.keyDown(screen.getByText('go'), key))).toBe(1);
    cleanup();
    expect(countKeys(() => fireEvent.keyDown(screen.getByLabelText('box'), key))).toBe(1);
  });

  it.each(['text', 'long', 'rich'])('is silent while typing: %s', (label) => {
    expect(countKeys(() => fireEvent.keyDown(screen.getByLabelText(label), key))).toBe(0);
  });

  it('leaves the combinations of the browser and keys that something nearer has used', () => {
    expect(countKeys(() => fireEvent.keyDown(document.body, { ...key, ctrlKey: true }))).toBe(0);
    cleanup();
    const used = () => {
      document.addEventListener('keydown', (event) => event.preventDefault(), { capture: true, once: true });
      fireEvent.keyDown(document.body, key);
    };
    expect(countKeys(used)).toBe(0);
  });
});
