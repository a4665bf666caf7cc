/** One field to spread into an object, or none when there is no value. */
export function optionalField<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  // The computed key is exactly `Key`.
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
