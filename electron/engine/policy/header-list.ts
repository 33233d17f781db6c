/** Header fields in the order received, names in lower case. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The first value of a field, or null. `name` is given in lower case. */
export function headerValue(headers: HeaderList, name: string): string | null {
  for (const [key, value] of headers) if (key === name) return value;
  return null;
}
