import { lockModes, type Blocked, type LockMode } from './migration-report.ts';

/** The stronger of two locks; `none` is the weakest. */
export function strongest(locks: readonly (LockMode | 'none')[]): LockMode | 'none' {
  return locks.reduce((best, lock) => (strength(lock) > strength(best) ? lock : best), 'none');
}

export function strength(lock: LockMode | 'none'): number {
  return lock === 'none' ? -1 : lockModes.indexOf(lock);
}

/** What others must wait for while the lock is held (PostgreSQL's conflict table, read as what people do). */
export function blockedBy(lock: LockMode | 'none' | null): Blocked[] {
  switch (lock) {
    case 'ACCESS EXCLUSIVE':
      return ['reads', 'writes', 'ddl'];
    case 'EXCLUSIVE':
    case 'SHARE ROW EXCLUSIVE':
    case 'SHARE':
      return ['writes', 'ddl'];
    case 'SHARE UPDATE EXCLUSIVE':
    case 'ROW EXCLUSIVE':
    case 'ROW SHARE':
    case 'ACCESS SHARE':
      return ['ddl'];
    default:
      return [];
  }
}
