import { byCodeUnit } from '../format/order.ts';

/** Orders names as migration tools do: runs of digits by their number (`9_a` before `10_b`), the rest by code unit. */
export function naturalOrder(left: string, right: string): number {
  const leftParts = left.split(/(\d+)/);
  const rightParts = right.split(/(\d+)/);
  for (let index = 0; index < Math.min(leftParts.length, rightParts.length); index += 1) {
    const order = comparePart(leftParts[index] ?? '', rightParts[index] ?? '');
    if (order !== 0) return order;
  }
  return leftParts.length - rightParts.length || byCodeUnit(left, right);
}

function comparePart(left: string, right: string): number {
  if (!/^\d+$/.test(left) || !/^\d+$/.test(right)) return byCodeUnit(left, right);
  const [first, second] = [BigInt(left), BigInt(right)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
