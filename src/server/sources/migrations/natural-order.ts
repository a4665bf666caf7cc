/** Compares names so that runs of digits count as numbers: `2_b` before `10_a`, `V1.9` before `V1.10`; then by code unit. */
export function naturalOrder(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    // Odd parts are the digits.
    const order = index % 2 === 1 ? compareDigits(left[index] ?? '', right[index] ?? '') : compareText(left[index] ?? '', right[index] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

/** Digits without leading zeros, so that `0001` and `1` are the same version. */
export function bareNumber(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareDigits(a: string, b: string): number {
  const left = bareNumber(a);
  const right = bareNumber(b);
  return left.length - right.length || compareText(left, right);
}
