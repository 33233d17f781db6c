import { readFileSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { Refusal } from './refusal.ts';

/** Name of the binding by which a page speaks to the double. */
export const bindingName = '__electronDouble';
/** Name of the function by which the double speaks to a page. */
export const deliverName = '__electronDoubleDeliver';

/** Reads a preload as a sandboxed window would take it: one CommonJS file. */
export function readPreload(path: string): string {
  if (!isAbsolute(path)) throw new Refusal('preload script must have absolute path');
  if (extname(path) === '.mjs') throw new Refusal('A sandboxed preload cannot be an ES module');
  const code = readFileSync(path, 'utf8');
  if (/^\s*(import\s*[\w{*'"]|export\s*[\w{*])/m.test(code)) {
    throw new Refusal('Cannot use import statement outside a module');
  }
  return code;
}

/**
 * The script that runs in a page before its own: the few modules that a sandboxed preload can
 * require, and the preload. There is no second world here; what the bridge exposes is checked as
 * the real one checks it, but nothing is kept apart.
 */
export function preloadScript(code: string, origin: string): string {
  return `(() => {
  if (window !== window.top || location.origin !== ${JSON.stringify(origin)}) return;
  const say = window[${JSON.stringify(bindingName)}];
  delete window[${JSON.stringify(bindingName)}];
  const listeners = new Map();
  Object.defineProperty(window, ${JSON.stringify(deliverName)}, {
    value: (channel, values) => {
      for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer, ports: [] }, ...values);
    },
  });
  const cloned = (value) => {
    try { return structuredClone(value); } catch { throw new Error('An object could not be cloned.'); }
  };
  const ipcRenderer = {
    send(channel, ...values) { void say({ kind: 'frame', channel, values: cloned(values) }); },
    on(channel, listener) { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); return ipcRenderer; },
  };
  const bridged = (value) => {
    if (typeof value === 'function') return (...values) => bridged(value(...values.map(passed)));
    if (Array.isArray(value)) return Object.freeze(value.map(bridged));
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, bridged(part)])));
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    return value;
  };
  // A function stays a function on its way through the bridge, anything else is a copy.
  const passed = (value) => (typeof value === 'function' ? (...values) => value(...values.map(cloned)) : cloned(value));
  const contextBridge = {
    exposeInMainWorld(name, api) {
      if (name in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, name, { value: bridged(api), enumerable: true });
    },
  };
  const modules = { electron: { contextBridge, ipcRenderer } };
  const require = (name) => {
    const found = modules[name.replace(/^node:/, '')];
    if (found === undefined) throw new Error('module not found: ' + name);
    return found;
  };
  window.open = (url) => { void say({ kind: 'open', url: new URL(url ?? 'about:blank', location.href).href }); return null; };
  void say({ kind: 'loaded' });
  const module = { exports: {} };
  try {
    ((require, module, exports) => {
${code}
    })(require, module, module.exports);
  } catch (error) {
    void say({ kind: 'preload-error', message: String(error) });
  }
})();`;
}
