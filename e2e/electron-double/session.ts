import { app } from './app.ts';
import { checkOptions, KnownEmitter, Refusal } from './refusal.ts';

type Handler = (request: Request) => Response | Promise<Response>;

/** Electron's `protocol`: which scheme is served by whom. */
class ProtocolDouble {
  readonly #handlers = new Map<string, Handler>();
  readonly #privileged: Set<string>;

  constructor(privileged: Set<string>) {
    this.#privileged = privileged;
  }

  registerSchemesAsPrivileged(schemes: readonly { scheme: string; privileges?: object }[]): void {
    if (app.isReady()) {
      throw new Refusal('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    for (const scheme of schemes) {
      checkOptions('CustomScheme', scheme);
      if (scheme.privileges !== undefined) checkOptions('Privileges', scheme.privileges);
      this.#privileged.add(scheme.scheme);
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Refusal('protocol.handle can only be used when app is ready');
    if (!this.#privileged.has(scheme))
      throw new Refusal(`"${scheme}" is no standard scheme: its pages would have no origin`);
    if (this.#handlers.has(scheme)) throw new Refusal(`Failed to register protocol: ${scheme}`);
    this.#handlers.set(scheme, handler);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** The double's own. `protocol` ends with a colon, as in a URL. */
  handlerFor(protocol: string): Handler | undefined {
    return this.#handlers.get(protocol.slice(0, -1));
  }
}

const privileged = new Set<string>();
export const protocol = new ProtocolDouble(privileged);

type PermissionRequest = (
  contents: null,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;
type PermissionCheck = (contents: null, permission: string, origin: string, details: object) => boolean;

/** Electron's default session: keeps the handlers, so that a spec can put questions to them. */
class SessionDouble extends KnownEmitter {
  readonly protocol = protocol;
  #request: PermissionRequest | null = null;
  #check: PermissionCheck | null = null;

  constructor() {
    super('Session');
  }

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: ((details: object) => boolean) | null): void {
    if (handler?.({}) === true) throw new Refusal('every device is granted');
  }

  /** The double's own: whether a permission would be given; without a handler Electron gives it. */
  grants(permission: string): { readonly request: boolean; readonly check: boolean } {
    let request = this.#request === null;
    this.#request?.(null, permission, (granted) => (request = granted), {});
    return { request, check: this.#check?.(null, permission, '', {}) ?? true };
  }
}

const only = new SessionDouble();

export const session = {
  get defaultSession(): SessionDouble {
    if (!app.isReady()) throw new Refusal('Session can only be received when app is ready');
    return only;
  },
};
