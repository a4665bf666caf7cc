// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { TooltipProvider } from '../../components/ui/tooltip.tsx';
import { AnswerText } from './answer-text.tsx';

afterEach(cleanup);
const show = (text: string) => render(<TooltipProvider><AnswerText text={text} marks={[]} /></TooltipProvider>).container;

describe('a hostile answer', () => {
  it('brings no script, image or link that runs', async () => {
    const page = show('# Title\n\n<script>alert(1)</script>\n\n![x](https://evil.example/?q=1)\n\n[press](javascript:alert(1))\n\n<img src=x onerror=alert(1)>');
    await screen.findByRole('heading', { name: 'Title' });
    await waitFor(() => expect(page.textContent).toContain('https://evil.example/?q=1'));
    expect(page.querySelector('script, img, iframe, a')).toBeNull();
    expect(page.textContent).toContain('<script>alert(1)</script>');
  });

  it('of 2 MB shows its beginning, and the rest as text on demand', async () => {
    const page = show('line of **words**\n\n'.repeat(110_000));
    expect(page.textContent?.length).toBeLessThan(120_000);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show the rest as text' }));
    expect(page.textContent?.length).toBeGreaterThan(1_900_000);
  });

  it.each(['> ', '- ', '[', '*a '])('nested very deep with %s stays text that can be read', async (piece) => {
    const page = show(`before\n\n${piece.repeat(3_000)}x\n\nafter`);
    await waitFor(() => expect(page.textContent).toContain('after'));
    expect(page.textContent).toContain('x');
  });
});
