import type { Facts } from '../../../shared/model/reasons.ts';

/** Where the engine tells what it does. Facts are redacted by the receiver before any sink. */
export interface Log {
  debug(message: string, facts?: Facts): void;
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
}

export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
