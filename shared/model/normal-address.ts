/**
 * An address in the form by which two are the same: without user, fragment and the port that goes without
 * saying, percent-encoding only where it has to be and in capitals (RFC 3986 section 6.2.2). What is no
 * address comes back as it is.
 */
export function normalAddress(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href.replace(/%([0-9a-f]{2})/gi, (whole, digits: string) => {
    const sign = String.fromCharCode(Number.parseInt(digits, 16));
    return /[A-Za-z0-9._~-]/.test(sign) ? sign : whole.toUpperCase();
  });
}
