/**
 * Fields of a catalog row that few combinations of values fill: they travel as one text, and each different text is read once. In
 * a database of thousands of tables that spares most of the fields to transfer, and the rows share what is read. No field may be
 * NULL: `concat_ws` leaves those out.
 */
export function shapeSql(...fields: string[]): string {
  return `concat_ws('${SEPARATOR}', ${fields.join(', ')})`;
}

const SEPARATOR = '|';

/** Reads shapes of as many fields as `parse` takes; the last field may hold the separator. */
export function createShapeReader<Shape>(count: number, parse: (fields: readonly string[]) => Shape): (text: string) => Shape {
  const known = new Map<string, Shape>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fields = text.split(SEPARATOR);
    const shape = parse([...fields.slice(0, count - 1), fields.slice(count - 1).join(SEPARATOR)]);
    known.set(text, shape);
    return shape;
  };
}

export function isTrue(field: string | undefined): boolean {
  return field === 'true' || field === 't';
}

/** Numbers of an int2vector, an oidvector or an array: `1 2` or `{1,2}`. */
export function numbersOf(field: string | undefined): readonly number[] {
  return (field?.match(/\d+/g) ?? []).map(Number);
}
