export { Engine } from './engine.ts';
export type { DownloadRequest } from './download-request.ts';
export type { Download } from './download.ts';
export type { EngineHooks, EngineLimits, SortByRule } from './engine-options.ts';
export type { EnginePorts } from './ports/engine-ports.ts';
