// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { RenderedMarkdown } from './rendered-markdown.tsx';

describe('RenderedMarkdown', () => {
  afterEach(cleanup);
  const html = (text: string) => render(<RenderedMarkdown text={text} />).container;

  it('shows raw HTML as text', () => {
    const page = html('before <img src=x onerror=alert(1)> <script>alert(1)</script>\n\n<iframe src="https://evil.example"></iframe>');
    expect(page.querySelector('img, script, iframe')).toBeNull();
    expect(page.textContent).toContain('<iframe src="https://evil.example">');
  });

  it('writes images as text, so that no address is fetched', () => {
    const page = html('![secret plan](https://evil.example/?q=1)');
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain('secret plan https://evil.example/?q=1');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', ' javascript:alert(1)', '/relative'])('makes no link of %s', (address) => {
    html(`[press](<${address}>)`);
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText('press')).toBeTruthy();
  });

  it.each(['https://example.org/', 'http://example.org/', 'mailto:a@example.org'])('links %s without a referrer', (address) => {
    html(`[press](${address})`);
    const link = screen.getByRole('link', { name: 'press' });
    expect(link.getAttribute('href')).toBe(address);
    expect(link.getAttribute('rel')).toContain('noreferrer');
  });

  it('sets no style, which the CSP would refuse', () => {
    const page = html('| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n- [x] done');
    expect(page.querySelector('[style]')).toBeNull();
    expect(page.querySelectorAll('td')).toHaveLength(2);
    expect(page.textContent).toContain('[x] done');
  });
});
