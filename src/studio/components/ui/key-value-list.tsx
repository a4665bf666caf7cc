import type { ReactNode } from 'react';

export interface KeyValue {
  readonly label: string;
  readonly value: ReactNode;
}

/** Facts as label and value; an entry whose value is null is left out. */
export function KeyValueList({ items }: { readonly items: readonly KeyValue[] }) {
  return (
    <dl data-slot="key-values" className="grid grid-cols-[minmax(96px,max-content)_1fr] gap-x-4 gap-y-1">
      {items
        .filter((item) => item.value !== null && item.value !== undefined)
        .map((item) => (
          <div key={item.label} className="contents">
            <dt className="text-soft">{item.label}</dt>
            <dd className="min-w-0">{item.value}</dd>
          </div>
        ))}
    </dl>
  );
}
