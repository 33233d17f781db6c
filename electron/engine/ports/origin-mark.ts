/**
 * Tells the system that a file came from the network, so that it asks before it runs it. `address`
 * is kept without its secrets. Never rejects: where a mark cannot be made the file has none.
 */
export type MarkOrigin = (path: string, address: URL) => Promise<void>;
