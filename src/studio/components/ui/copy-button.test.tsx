// @vitest-environment happy-dom
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CopyButton } from './copy-button.tsx';
import { TooltipProvider } from './tooltip.tsx';

function open() {
  const user = userEvent.setup(); // brings a clipboard
  render(
    <TooltipProvider>
      <CopyButton text={() => 'SELECT 1'} announcement="Copied 1,912 tokens" name="Copy system prompt" />
    </TooltipProvider>,
  );
  return user;
}

describe('CopyButton', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    cleanup();
  });

  it('copies, says so on the button and to a screen reader outside of it, and goes back after two seconds', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = open();
    const button = screen.getByRole('button', { name: 'Copy system prompt' });
    await user.click(button);
    expect(await navigator.clipboard.readText()).toBe('SELECT 1');
    const status = screen.getByRole('status');
    expect(status.textContent).toBe('Copied 1,912 tokens');
    expect(button.contains(status)).toBe(false);
    expect(within(button).getByText('Copied').className).not.toContain('invisible');
    act(() => vi.advanceTimersByTime(2_100));
    expect(status.textContent).toBe('');
    expect(within(button).getByText('Copied').className).toContain('invisible');
  });

  it('shows the text selected and the reason when the clipboard is refused', async () => {
    const user = open();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('Write permission denied.'));
    await user.click(screen.getByRole('button', { name: 'Copy system prompt' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The browser refused the clipboard: Write permission denied.');
    const field = screen.getByLabelText<HTMLTextAreaElement>('Text to copy');
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('SELECT 1');
    expect(screen.getByRole('status').textContent).toBe('');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
