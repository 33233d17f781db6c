import { parseArgs, type ParseArgsConfig } from 'node:util';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { printable } from './command-io.ts';

type ParsedArguments<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>;

/** node:util's parseArgs with its complaints as one sentence for the person at the terminal. */
export function readArguments<T extends ParseArgsConfig>(config: T): Result<ParsedArguments<T>, string> {
  try {
    return ok(parseArgs(config));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const named = /'(?:(-\w), )?(--?[^\s'<]+)/.exec(error.message);
    const option = printable(named?.[2] ?? named?.[1] ?? 'of that name');
    switch (error.code) {
      case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
        return fail(`There is no option ${option}.`);
      case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
        return fail(
          /does not take/.test(error.message)
            ? `${option} takes no value.`
            : `${option} needs a value; one that starts with "-" is written ${option}${option.startsWith('--') ? '=' : ''}VALUE.`,
        );
      case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
        return fail('This command takes no such argument.');
      default:
        throw error;
    }
  }
}

/** A whole number within closed bounds, written in plain digits. */
export function readWhole(text: string, least: number, most: number): number | null {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

/** A decimal number of seconds within closed bounds: no sign, no exponent. */
export function readSeconds(text: string, least: number, most: number): number | null {
  const value = /^(\d{1,12}(\.\d{1,9})?|\.\d{1,9})$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}
