import { classNames } from '../../components/ui/class-names.ts';
import { changeList } from '../../lib/url-state.ts';
import { querySorts, type QuerySort } from './sort-queries.ts';

const titles = { total: 'Total time', mean: 'Mean time', calls: 'Calls' } as const satisfies Record<QuerySort, string>;

/** Which figure orders the list and stands in its rows. */
export function SortControl({ sort }: { readonly sort: QuerySort }) {
  return (
    <div role="radiogroup" aria-label="Sort by" className="flex gap-1 border-t border-b border-line px-3 py-1">
      {querySorts.map((option) => (
        <label
          key={option}
          className={classNames(
            'cursor-pointer rounded-small px-2 py-0.5 text-meta has-focus-visible:outline-2 has-focus-visible:outline-accent-text',
            option === sort ? 'bg-tint font-medium text-accent-text' : 'text-soft hover:bg-hover',
          )}
        >
          <input
            type="radio"
            name="query-sort"
            className="sr-only"
            checked={option === sort}
            onChange={() => changeList({ sort: option === 'total' ? undefined : option })}
          />
          {titles[option]}
        </label>
      ))}
    </div>
  );
}
