import { describe, expect, it } from 'vitest';
import { findingsByPath, rowPaths } from './node-findings.ts';

describe('rowPaths', () => {
  it('numbers the nodes as the rules do', () => {
    expect(rowPaths([0, 1, 2, 2, 1, 2].map((depth) => ({ depth })))).toEqual(['0', '0.0', '0.0.0', '0.0.1', '0.1', '0.1.0']);
  });
});

describe('findingsByPath', () => {
  it('finds the node in the id', () => {
    const finding = (id: string) => ({ id, rule: 'P001', name: '', level: 'info' as const, title: '', object: { kind: 'query' as const, id: 'plan', part: null }, evidence: [], remedy: null });
    expect([...findingsByPath([finding('P001:0.1'), finding('P003:0.1#2'), finding('P018:0')]).entries()].map(([path, found]) => [path, found.length])).toEqual([['0.1', 2], ['0', 1]]);
  });
});
