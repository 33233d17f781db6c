/**
 * How near an address is to this machine, the farthest first: the internet, a network of somebody's own,
 * the link this machine is on (also where clouds keep a machine's secrets), the machine itself.
 */
export const addressSpaces = ['public', 'private', 'link-local', 'loopback'] as const;

export type AddressSpace = (typeof addressSpaces)[number];

/** Whether something of the space `from` may lead to one of the space `to`: never to a nearer one. */
export function mayLeadTo(from: AddressSpace, to: AddressSpace): boolean {
  return addressSpaces.indexOf(to) <= addressSpaces.indexOf(from);
}
