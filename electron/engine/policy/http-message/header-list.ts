/** Header fields in the order received, names in lower case. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The first value of a field, or null. `name` is given in lower case. */
export function headerValue(headers: HeaderList, name: string): string | null {
  for (const [key, value] of headers) if (key === name) return value;
  return null;
}

/** Every value of a field, in the order received. `name` is given in lower case. */
export function headerValues(headers: HeaderList, name: string): string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => value);
}

/** Whether a text may be a field's name: a token (RFC 9110 section 5.6.2). */
export function isFieldName(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}

/** Whether a text may be sent as a field's value: no control characters, nothing beyond latin1 (RFC 9110 section 5.5). */
export function isFieldValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}
