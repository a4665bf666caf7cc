/** Counts checks and prints those that fail; one that fails does not keep the others from running. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  check(name: string, work: () => Promise<void> | void): Promise<void>;
}

export function createTally(): Tally {
  const counts = { passed: 0, failed: 0 };
  return {
    get passed() {
      return counts.passed;
    },
    get failed() {
      return counts.failed;
    },
    async check(name, work) {
      try {
        await work();
        counts.passed += 1;
      } catch (error) {
        counts.failed += 1;
        console.log(`FAIL ${name}\n     ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}
