import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { mayLeadTo, type AddressSpace } from '../../../../shared/model/address-space.ts';
import type { Failure } from '../../../../shared/model/reasons.ts';

/** Tells the space of an address, null where the text is none. */
export type SpaceOf = (address: string) => AddressSpace | null;

/** The name leads to a nearer place than whoever gave it may lead to. */
export class NearAddressError extends Error {
  readonly failure: Failure;

  constructor(space: AddressSpace | null) {
    super('the address is too near');
    this.failure = nearAddress(space);
  }
}

export function nearAddress(space: AddressSpace | null): Failure {
  return { code: 'server-address-refused', facts: { space: space ?? 'unknown' } };
}

/** Whether an address may be connected to; null as `reach` allows all. What is no address is near. */
export function isWithin(reach: AddressSpace | null, space: AddressSpace | null): boolean {
  return reach === null || (space !== null && mayLeadTo(reach, space));
}

/**
 * A look-up that gives only addresses within `reach`: what is connected to is what was looked at, so a
 * name that is given another address in between (DNS rebinding) gains nothing. Fails with a
 * NearAddressError where none is left.
 */
export function guardedLookup(
  reach: AddressSpace,
  spaceOf: SpaceOf,
  lookup: LookupFunction = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: string | LookupAddress[], family) => {
      if (error !== null) return callback(error, []);
      const all = typeof found === 'string' ? [{ address: found, family: family ?? 0 }] : found;
      const near = all.filter(({ address }) => !isWithin(reach, spaceOf(address)));
      const [first, ...others] = all.filter((each) => !near.includes(each));
      if (first === undefined && near[0] !== undefined) {
        return callback(new NearAddressError(spaceOf(near[0].address)), []);
      }
      if (options.all === true) callback(null, first === undefined ? [] : [first, ...others]);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}
