import type { ReactNode } from 'react';

/** Head of a section without list: the same height and line as everywhere. */
export function PageHeader({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-page px-4">
      <h1 className="text-title font-semibold">{title}</h1>
      {children}
    </header>
  );
}
