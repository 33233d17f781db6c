import { DelayingProxy, type LinkOptions } from './delaying-proxy.ts';

/** The process of `startDelayingProxy`: it ends when the channel to its parent does. */
const proxy = new DelayingProxy(JSON.parse(process.argv[2] ?? '{}') as LinkOptions);
process.send?.(await proxy.listen());
process.once('disconnect', () => {
  process.exit(0);
});
