import type { Contract } from '../../shared/contract/contract.ts';
import type { Client as WireClient } from '../../shared/wire/client.ts';

type Wire = WireClient<Contract>;

/**
 * `closed`: calls answer `connection-lost` until it is `open` again. `refused`: the same, and the host is
 * there but does not know this page. `gap`: events are missing.
 */
export type WireStatus = 'open' | 'closed' | 'refused' | 'gap';

/** What the window uses of the wire. It outlives any one port. */
export interface Client {
  readonly call: Wire['call'];
  readonly on: Wire['on'];
  /** The function returned takes the listener away again. */
  onStatus(listener: (status: WireStatus) => void): () => void;
  close(): void;
}
