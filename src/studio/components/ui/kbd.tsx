import type { ReactNode } from 'react';

export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className="rounded-small border border-line-strong bg-sunken px-1 text-[11px] leading-4 text-soft">{children}</kbd>;
}
